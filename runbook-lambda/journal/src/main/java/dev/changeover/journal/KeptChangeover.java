package dev.changeover.journal;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import java.util.Optional;

/** A changeover found in a directory of journals, for whoever looks without knowing an application. */
public sealed interface KeptChangeover {
    ChangeoverId id();

    record Whole(ChangeoverId id, Event.Started started, Optional<Event.Ended> ended) implements KeptChangeover {}

    /** Its journal cannot be read. {@code why} is a sentence for a person. */
    record Damaged(ChangeoverId id, String why) implements KeptChangeover {}
}
