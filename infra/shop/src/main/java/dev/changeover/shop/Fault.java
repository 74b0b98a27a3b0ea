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

    private static final int STATE_LENGTH = 5;
    private static final String READ_ONLY_TRANSACTION = "25006";

    /** Unknown database, wrong user, wrong password: what a secret about to be replaced leads to. */
    private static final Set<String> SHUT_OUT = Set.of("3D000", "28000", "28P01");

    /** Connection failures (the driver says so of timeouts too), shutdown, system error, internal error. */
    private static final Set<String> GONE = Set.of("08", "57", "58", "XX");

    /** Lock not available, cancelled, schema not here yet. */
    private static final Set<String> NOT_NOW = Set.of("55P03", "57014", "42P01");

    /** Rolled back for the sake of others, no room left. */
    private static final Set<String> NO_ROOM = Set.of("40", "53");

    /** Codes from <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL's appendix A</a>. */
    static Fault of(SQLException failure) {
        String state = failure.getSQLState();
        if (failure instanceof SQLTransientConnectionException && failure.getCause() == null) {
            return BUSY; // The pool's own timeout: every connection is in use, none has failed.
        }
        if (state == null || state.length() != STATE_LENGTH) {
            return BROKEN; // The pool's or the driver's own words for a connection that is no more.
        }
        String group = state.substring(0, 2);
        if (state.equals(READ_ONLY_TRANSACTION)) {
            return REFUSES_WRITES;
        }
        if (NOT_NOW.contains(state) || NO_ROOM.contains(group)) {
            return BUSY;
        }
        return SHUT_OUT.contains(state) || GONE.contains(group) ? BROKEN : BUG;
    }
}
