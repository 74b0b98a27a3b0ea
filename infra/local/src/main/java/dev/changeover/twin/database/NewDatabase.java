package dev.changeover.twin.database;

import dev.changeover.twin.model.DataPlane.Contents;
import java.security.SecureRandom;
import org.postgresql.util.PasswordUtil;

/** Fills a new server with what its creator asked for. */
final class NewDatabase {
    /** Exists in every server, as in Aurora, also when no name is asked for. */
    private static final String ALWAYS_THERE = "postgres";

    /** As PostgreSQL's own (scram-common.h, version 17). */
    private static final int SALT_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private NewDatabase() {}

    /** The password itself never reaches the server: it gets what it needs to check one. */
    static void fill(Node writer, Contents contents) {
        if (contents.masterUsername().equals(Programs.administrator())) {
            throw new DatabaseTrouble("The master user cannot be called " + Programs.administrator() + ".");
        }
        String master = quoted(contents.masterUsername());
        String verifier = verifier(contents.masterPassword());
        try (var session = writer.open()) {
            session.run("CREATE ROLE " + master + " LOGIN CREATEDB CREATEROLE PASSWORD '" + verifier + "'");
            session.run("GRANT pg_monitor, pg_signal_backend TO " + master);
            session.run("GRANT ALL ON SCHEMA public TO " + master);
            String database = contents.databaseName();
            if (database != null && !database.isBlank() && !database.equals(ALWAYS_THERE)) {
                session.run("CREATE DATABASE " + quoted(database) + " OWNER " + master);
            }
        }
    }

    private static String verifier(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return PasswordUtil.encodeScramSha256(password.toCharArray(), ServerSettings.SCRAM_ITERATIONS, salt);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
