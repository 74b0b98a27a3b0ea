package dev.changeover.operations;

import dev.changeover.core.port.PortFailure;
import java.io.Serial;

/** The journal cannot be read: there is nothing true to say. The rim answers that it is unavailable, and why. */
public final class JournalUnreadable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient PortFailure why;

    public JournalUnreadable(PortFailure why) {
        super(why.toString());
        this.why = why;
    }

    public PortFailure why() {
        return why;
    }
}
