package dev.changeover.operations;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.port.PortFailure;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The journal cannot be read: there is nothing true to say. The rim answers that it is unavailable, and why. */
public final class JournalUnreadable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient PortFailure why;

    public JournalUnreadable(PortFailure why) {
        super(why.toString());
        this.why = why;
    }

    /** A journal, or what is kept beside it, that is damaged is weather too to whoever asks over a network. */
    public static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (UncheckedIOException unreadable) {
            throw new JournalUnreadable(new PortFailure(PortFailure.Code.UNREACHABLE, unreadable.getMessage()));
        } catch (CorruptJournalException damaged) {
            throw new JournalUnreadable(new PortFailure(PortFailure.Code.INVALID, damaged.getMessage()));
        }
    }

    public PortFailure why() {
        return why;
    }
}
