package dev.changeover.aws;

import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.util.Optional;
import java.util.function.Function;

/** What one call came to, as far as anybody on this side can know. */
sealed interface Reply<T> {
    record Got<T>(T value) implements Reply<T> {}

    /**
     * The far side said no, and did nothing.
     *
     * @param errorCode the far side's own name for it; empty when this side said no
     */
    record Refused<T>(PortFailure why, String errorCode) implements Reply<T> {}

    /** No answer, or one that proves nothing: the far side may have done it. */
    record Lost<T>(PortFailure why) implements Reply<T> {}

    /** For a write. */
    default Answer answer() {
        return switch (this) {
            case Got<T> _ -> new Answer.Accepted();
            case Refused<T>(var why, var _) -> new Answer.Refused(why);
            case Lost<T>(var why) -> new Answer.Unknown(why);
        };
    }

    /** Goes on with what was got; a failure stays what it is. */
    default <U> Reply<U> then(Function<T, Reply<U>> next) {
        return switch (this) {
            case Got<T>(var value) -> next.apply(value);
            case Refused<T>(var why, var errorCode) -> new Refused<>(why, errorCode);
            case Lost<T>(var why) -> new Lost<>(why);
        };
    }

    /** Why there is no value, if there is none. */
    default Optional<PortFailure> failure() {
        return switch (this) {
            case Got<T> _ -> Optional.empty();
            case Refused<T>(var why, var _) -> Optional.of(why);
            case Lost<T>(var why) -> Optional.of(why);
        };
    }

    /** For a read. */
    default <V> V fold(Function<T, V> read, Function<PortFailure, V> unreadable) {
        return switch (this) {
            case Got<T>(var value) -> read.apply(value);
            case Refused<T>(var why, var _) -> unreadable.apply(why);
            case Lost<T>(var why) -> unreadable.apply(why);
        };
    }
}
