package dev.changeover.shop;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What a failed statement says about the database, and so what to do next. */
enum Fault {
    /** It answers but takes no writes: it follows another writer now. Read the secret again. */
    REFUSES_WRITES,
    /** The connection, the server or the password is gone. Read the secret again. */
    BROKEN,
    /** It is sound but had no room this time. Try again. */
    BUSY,
    /** The statement is wrong. Trying again will not help. */
    BUG;

    private static final String READ_ONLY_TRANSACTION = "25006";

    /** Shutting down by an administrator, after a crash, not yet open; unknown database; wrong user or password. */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "3D000", "28000", "28P01");

    /** Serialization failure, deadlock, lock not available, cancelled, no connection left, schema not yet here. */
    private static final Set<String> NO_ROOM = Set.of("40001", "40P01", "55P03", "57014", "53300", "42P01");

    /** PostgreSQL's class of connection failures; the driver uses it for broken sockets and timeouts too. */
    private static final String CONNECTION_CLASS = "08";

    /** Codes from <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL's appendix A</a>. */
    static Fault of(SQLException failure) {
        String state = failure.getSQLState();
        if (failure instanceof SQLTransientConnectionException && failure.getCause() == null) {
            return BUSY; // The pool's own timeout: every connection is in use, none has failed.
        }
        if (state == null || state.startsWith(CONNECTION_CLASS) || GONE.contains(state)) {
            return BROKEN;
        }
        if (state.equals(READ_ONLY_TRANSACTION)) {
            return REFUSES_WRITES;
        }
        return NO_ROOM.contains(state) ? BUSY : BUG;
    }
}
