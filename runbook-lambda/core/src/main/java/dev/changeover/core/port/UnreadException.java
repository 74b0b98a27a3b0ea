package dev.changeover.core.port;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;

/**
 * A read of something kept elsewhere that came to nothing, and why in a form that can be told apart: silence is waited
 * out, a refusal is not.
 */
public final class UnreadException extends UncheckedIOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient PortFailure why;

    /** {@code what} was to be read, such as {@code the journal}. */
    public UnreadException(String what, PortFailure why, IOException cause) {
        super(what + " cannot be read: " + why, cause);
        this.why = why;
    }

    /** Why a read came to nothing. Only what is read over a network says so in a form that can be told apart. */
    public static PortFailure whyOf(UncheckedIOException unread) {
        return unread instanceof UnreadException known
                ? known.why()
                : new PortFailure(
                        PortFailure.Code.UNREACHABLE, unread.getCause().getMessage());
    }

    public PortFailure why() {
        return why;
    }
}
