package dev.changeover.operations;

import dev.changeover.core.port.PortFailure;

/** How turning a switch went. */
public sealed interface Turned {
    record Done() implements Turned {}

    /** It cannot be turned as things are; {@code why} is a sentence. */
    record Refused(String why) implements Turned {}

    record Unavailable(PortFailure why) implements Turned {}
}
