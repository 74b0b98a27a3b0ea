package dev.changeover.core.ready;

import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.util.function.BiConsumer;

/** What one look came to: the thing, or why it could not be seen. */
public sealed interface Glance<T> {
    Instant seenAt();

    record Seen<T>(T value, Instant seenAt) implements Glance<T> {}

    record Unreadable<T>(PortFailure why, Instant seenAt) implements Glance<T> {}

    /** Has {@code reader} judge what was seen; what was not becomes a finding of its own. */
    default void judge(Checked.Gathering gathering, BiConsumer<T, Instant> reader) {
        switch (this) {
            case Seen<T>(var value, var at) -> reader.accept(value, at);
            case Unreadable<T>(var why, var at) -> gathering.unreadable(why, at);
        }
    }
}
