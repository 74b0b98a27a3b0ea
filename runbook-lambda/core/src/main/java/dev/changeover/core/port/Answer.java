package dev.changeover.core.port;

/** What the world said to an action. */
public sealed interface Answer {
    /** The far side took it on. What becomes of it is for the next look to tell. */
    record Accepted() implements Answer {}

    /** The far side said no, and did nothing. */
    record Refused(PortFailure why) implements Answer {}

    /** Nobody knows whether it was done: look again, never ask again blindly. */
    record Unknown(PortFailure why) implements Answer {}
}
