package dev.changeover.operations;

import dev.changeover.core.port.PortFailure;

/** How speaking to a changeover went. Only the first case changed anything. */
public sealed interface Spoken {
    record Heard(Told told) implements Spoken {}

    /** It cannot be said as things are; {@code why} is a sentence. */
    record Refused(Told told, String why) implements Spoken {}

    /** Somebody else has to say it. */
    record SecondPersonNeeded(Told told, String why) implements Spoken {}

    record JournalDown(PortFailure why) implements Spoken {}
}
