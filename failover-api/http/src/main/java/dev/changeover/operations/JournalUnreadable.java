package dev.changeover.operations;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.UnreadException;
import dev.changeover.view.Words;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.function.Supplier;

/** The journal cannot be read: there is nothing true to say. The rim answers that it is unavailable, and why. */
public final class JournalUnreadable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** What keeps it from being read; each is mended in another way. */
    public sealed interface Reason {
        /** It does not answer, or not now. */
        record Silent(PortFailure why) implements Reason {}

        /** It answers, and does not let this service read. */
        record Denied(PortFailure why) implements Reason {}

        /** It was read, and makes no sense. */
        record Damaged(String found) implements Reason {}
    }

    public JournalUnreadable(Reason reason) {
        super(inWords(reason));
        this.reason = reason;
    }

    private static String inWords(Reason reason) {
        return switch (reason) {
            case Reason.Silent(var why) -> Words.of(why);
            case Reason.Denied(var why) -> Words.of(why);
            case Reason.Damaged(var found) -> found;
        };
    }

    /** A journal, or what is kept beside it, that is damaged is weather too to whoever asks over a network. */
    public static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (UncheckedIOException unreadable) {
            throw new JournalUnreadable(reason(unreadable));
        } catch (CorruptJournalException damaged) {
            throw new JournalUnreadable(new Reason.Damaged(damaged.getMessage()));
        }
    }

    private static Reason reason(UncheckedIOException unreadable) {
        PortFailure why = why(unreadable);
        return why.code() == PortFailure.Code.DENIED ? new Reason.Denied(why) : new Reason.Silent(why);
    }

    private static PortFailure why(UncheckedIOException unreadable) {
        if (unreadable instanceof UnreadException told) {
            return told.why();
        }
        boolean denied = unreadable.getCause() instanceof AccessDeniedException;
        return new PortFailure(
                denied ? PortFailure.Code.DENIED : PortFailure.Code.UNREACHABLE, unreadable.getMessage());
    }

    public Reason reason() {
        return reason;
    }
}
