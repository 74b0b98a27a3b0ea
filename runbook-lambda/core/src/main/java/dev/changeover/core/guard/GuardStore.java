package dev.changeover.core.guard;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.util.List;
import java.util.Optional;

/**
 * What guards must remember from one start to the next. Each write is one conditional write: it is kept as a whole or
 * not at all, and of two at once one is kept.
 *
 * <p>A store that cannot be written says so with an answer; one that cannot be read throws an {@link
 * java.io.UncheckedIOException}, as a {@link dev.changeover.core.journal.Journal} does.
 */
public interface GuardStore {
    /** The switch as it was last turned; {@link Switch#UNTOUCHED} before. */
    Switch read(Switch.Name name);

    /** Turns the switch if nobody turned it since {@code seen}. */
    Writing turn(Switch.Name name, Switch seen, boolean on, Given by);

    /** Who looked at how the changeover ended and let alarms start the next one. */
    Optional<Given> acknowledged(ApplicationName application, ChangeoverId changeover);

    /** The first acknowledgement stays; {@link Writing.Behind} when there is one. */
    Writing acknowledge(ApplicationName application, ChangeoverId changeover, Given by);

    /** Names the changeover that the event starts, once and for ever. */
    Claiming claim(AlarmEvent event, ChangeoverId changeover);

    /** Keeps a refusal; {@link Writing.Behind} when the same one is there. */
    Writing keep(RefusedStart refused);

    /** The newest refusals of an application, newest first; of none when the application is empty. */
    List<RefusedStart> refusals(Optional<ApplicationName> application, int newest);

    /** How a write went. */
    sealed interface Writing {
        record Written() implements Writing {}

        /** Somebody else wrote first: read again. */
        record Behind() implements Writing {}

        record Unavailable(PortFailure why) implements Writing {}
    }

    /** How a claim went. */
    sealed interface Claiming {
        record Claimed() implements Claiming {}

        record ClaimedBy(ChangeoverId changeover) implements Claiming {}

        record Unavailable(PortFailure why) implements Claiming {}
    }
}
