package dev.changeover.core.port;

import java.time.Instant;

/** What the application's own probe said. */
public sealed interface ProbeView {
    Instant seenAt();

    record Passed(String evidence, Instant seenAt) implements ProbeView {}

    record Failed(String why, Instant seenAt) implements ProbeView {}
}
