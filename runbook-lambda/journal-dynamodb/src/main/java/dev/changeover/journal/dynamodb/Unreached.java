package dev.changeover.journal.dynamodb;

import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.UnreadException;
import java.io.IOException;

/** The table did not do what it was asked. Kept inside this package: outside it is an answer, or {@link #unread}. */
final class Unreached extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient PortFailure why;

    Unreached(PortFailure why, Throwable cause) {
        super(why.toString(), cause);
        this.why = why;
    }

    Unreached(PortFailure.Code code, String message) {
        this(new PortFailure(code, message), null);
    }

    PortFailure why() {
        return why;
    }

    /** What a reader outside is told. */
    UnreadException unread(String what) {
        return new UnreadException(what, why, this);
    }
}
