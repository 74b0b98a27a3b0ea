package dev.changeover.core.journal;

import dev.changeover.core.model.Actor;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a person may say to a running changeover. Every verb carries who and why. */
public sealed interface Verb {
    Actor by();

    /** No further action is taken until resumed. What AWS has begun goes on. */
    record Pause(Actor by) implements Verb {}

    record Resume(Actor by) implements Verb {}

    /** Tries the halted step again, its deadline counted anew. */
    record Retry(Actor by) implements Verb {}

    /** Goes on without the present step, which is recorded as skipped, never as a success. */
    record Skip(Actor by) implements Verb {}

    /** Ends the changeover where it is. Nothing is undone. */
    record Cancel(Actor by) implements Verb {}

    /**
     * Turns a graceful changeover into an ungraceful one.
     *
     * @param acceptedLoss the most data, as time, that may be lost; empty accepts an unknown loss
     */
    record Escalate(Actor by, Optional<Duration> acceptedLoss) implements Verb {}

    /** Says yes as the second person. */
    record Approve(Actor by) implements Verb {}

    /** Goes on in spite of the named findings. */
    record Acknowledge(Actor by, Set<String> findings) implements Verb {
        public Acknowledge {
            findings = Set.copyOf(findings);
        }
    }
}
