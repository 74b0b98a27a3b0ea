package dev.changeover.twin.database;

import java.time.Duration;

/** Keeps a living writer from accepting writes, without stopping it, and undoes that. */
final class Fence {
    /** The postmaster reads a changed setting within milliseconds. */
    private static final Duration APPLY_MAX = Duration.ofSeconds(2);

    private Fence() {}

    /** Back when no session but the administrator's is left from before, and new ones are read-only. */
    static void raise(Node writer) {
        try (var session = writer.open()) {
            session.run("ALTER SYSTEM SET default_transaction_read_only = on");
            session.run("SELECT pg_reload_conf()");
            awaitApplied(writer, "on");
            // Those that connected before the setting took hold may still write; they end here.
            session.run("SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
                    + " WHERE backend_type = 'client backend' AND usename <> '" + Programs.administrator() + "'");
        }
    }

    static void lower(Node writer) {
        try (var session = writer.open()) {
            session.run("ALTER SYSTEM RESET default_transaction_read_only");
            session.run("SELECT pg_reload_conf()");
            awaitApplied(writer, "off");
        }
    }

    /** Only a new session shows what the next client will get. */
    private static void awaitApplied(Node writer, String wanted) {
        boolean applied = Patience.waitFor(APPLY_MAX, () -> {
            try (var fresh = writer.open()) {
                return fresh.text("SHOW default_transaction_read_only").equals(wanted);
            }
        });
        if (!applied) {
            throw new DatabaseTrouble("The database server " + writer.name()
                    + " did not take up a changed setting within " + APPLY_MAX.toSeconds() + " s.");
        }
    }
}
