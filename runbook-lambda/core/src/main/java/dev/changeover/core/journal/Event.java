package dev.changeover.core.journal;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.step.Debt;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import java.time.Instant;
import java.util.List;

/** One journal line, appended, never edited. */
public sealed interface Event {
    Instant at();

    /** The first event. It carries the whole plan, so that any driver can go on from the journal alone. */
    record Started(ChangeoverRequest request, ApplicationPlan plan, Instant at) implements Event {}

    /**
     * Another driver goes on. The present step's deadline is counted anew: while nobody drove, nobody waited.
     *
     * @param driver names a process, so that the journal tells who acted
     */
    record DriverTook(String driver, Instant at) implements Event {}

    /**
     * A driver stopped for good, so nobody drives until another takes over. A driver that dies cannot write it.
     *
     * @param why how it ended, in a sentence for an operator
     */
    record DriverLeft(String driver, String why, Instant at) implements Event {}

    record StepStarted(StepName step, Instant at) implements Event {}

    record FindingsRecorded(List<Finding> findings, Instant at) implements Event {
        public FindingsRecorded {
            findings = List.copyOf(findings);
        }
    }

    /** Durable before the call leaves. */
    record ActionIntended(StepName step, Action action, Instant at) implements Event {}

    record ActionAnswered(StepName step, Answer answer, Instant at) implements Event {}

    /** Written when the reason changes, not at each look. */
    record WaitBegan(StepName step, WaitReason reason, String detail, Instant at) implements Event {}

    record StepSatisfied(StepName step, String evidence, Instant at) implements Event {}

    record StepHalted(StepName step, HaltReason reason, String found, Instant at) implements Event {}

    record VerbGiven(Verb verb, Instant at) implements Event {}

    record DebtOwed(Debt debt, Instant at) implements Event {}

    record DebtIntended(Debt debt, Action action, Instant at) implements Event {}

    record DebtAnswered(Debt debt, Answer answer, Instant at) implements Event {}

    record DebtPaid(Debt debt, String evidence, Instant at) implements Event {}

    record Ended(Outcome outcome, Instant at) implements Event {}
}
