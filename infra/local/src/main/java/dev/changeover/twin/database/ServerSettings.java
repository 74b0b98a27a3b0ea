package dev.changeover.twin.database;

/** How every server of the twin is configured. */
final class ServerSettings {
    /**
     * How often a password is hashed at each login. PostgreSQL's own 4,096 make a stolen verifier dear to guess and
     * cost a client with C1 alone 10 ms of processor, a fresh one 100 ms (docs/decisions/0305).
     */
    static final int SCRAM_ITERATIONS = 1;

    /** Loopback only, always with a password that never crosses the wire. */
    static final String WHO_MAY_CONNECT = """
            host all all 127.0.0.1/32 scram-sha-256
            host replication rdsadmin 127.0.0.1/32 scram-sha-256
            """;

    private ServerSettings() {}

    /**
     * Replication settings are equal on both sides, because a replica refuses to be smaller than its writer.
     *
     * <p>fsync is off: what a killed server has written the kernel still holds, and the twin does not outlive the
     * machine (docs/decisions/0032). The timeouts of replication are far above twice the longest delay of a link, or
     * a slow link would look like a dead one; a dead one is closed and needs no timeout.
     */
    static String at(int port) {
        return """
                port = %d
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 100
                shared_buffers = 32MB
                dynamic_shared_memory_type = mmap
                fsync = off
                wal_level = replica
                max_wal_senders = 10
                max_replication_slots = 10
                wal_keep_size = 256MB
                max_wal_size = 256MB
                hot_standby = on
                hot_standby_feedback = on
                recovery_target_timeline = 'latest'
                wal_sender_timeout = 150s
                wal_receiver_timeout = 150s
                wal_receiver_status_interval = 1s
                wal_retrieve_retry_interval = 100ms
                authentication_timeout = 10min
                password_encryption = scram-sha-256
                scram_iterations = %d
                log_statement = none
                log_min_error_statement = panic
                log_line_prefix = '%%m [%%p] '
                lc_messages = 'C'
                timezone = 'UTC'
                jit = off
                include_if_exists = 'replication.conf'
                """.formatted(port, SCRAM_ITERATIONS);
    }
}
