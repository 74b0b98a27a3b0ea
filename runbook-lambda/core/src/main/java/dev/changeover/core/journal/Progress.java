package dev.changeover.core.journal;

import dev.changeover.core.step.Asked;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far one step is. */
public record Progress(
        Status status, Optional<Instant> startedAt, Optional<Instant> endedAt, Asked asked, String said) {
    /** The state of a step. PENDING → RUNNING → SATISFIED or SKIPPED; RUNNING ⇄ HALTED. */
    public sealed interface Status {
        record Pending() implements Status {}

        /** {@code waitsFor} is empty until the first wait. */
        record Running(Instant since, Optional<WaitReason> waitsFor) implements Status {}

        record Halted(HaltReason reason) implements Status {}

        record Satisfied() implements Status {}

        record Skipped() implements Status {}
    }

    static final Progress NONE =
            new Progress(new Status.Pending(), Optional.empty(), Optional.empty(), Asked.NOTHING, "");

    /** Whether the runbook may go on to the next step. */
    public boolean over() {
        return status instanceof Status.Satisfied || status instanceof Status.Skipped;
    }

    /** From the step's first start to its end; empty while it is not over. */
    public Optional<Duration> took() {
        return startedAt.flatMap(start -> endedAt.map(end -> Duration.between(start, end)));
    }

    Progress running(Instant at) {
        return new Progress(
                new Status.Running(at, Optional.empty()),
                Optional.of(startedAt.orElse(at)),
                Optional.empty(),
                asked,
                "");
    }

    Progress waiting(Status.Running running, WaitReason reason, String detail) {
        var waiting = new Status.Running(running.since(), Optional.of(reason));
        return new Progress(waiting, startedAt, endedAt, asked, detail);
    }

    Progress halted(HaltReason reason, String found) {
        return new Progress(new Status.Halted(reason), startedAt, endedAt, asked, found);
    }

    Progress ended(Status status, Instant at, String evidence) {
        return new Progress(status, Optional.of(startedAt.orElse(at)), Optional.of(at), asked, evidence);
    }

    Progress asking(Asked now) {
        return new Progress(status, startedAt, endedAt, now, said);
    }
}
