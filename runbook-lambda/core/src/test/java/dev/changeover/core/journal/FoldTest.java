package dev.changeover.core.journal;

import static dev.changeover.core.Plans.EAST;
import static dev.changeover.core.Plans.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.Plans;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.Mode;
import dev.changeover.core.port.Answer;
import dev.changeover.core.step.Debt;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Actor ANA = new Actor("ana", "because");

    private final List<Event> events =
            new ArrayList<>(List.of(new Event.Started(Plans.graceful("fold-test", EAST, WEST), Plans.shop(), T0)));

    @Test
    void aJournalBeginsWithStarted() {
        assertThatThrownBy(() -> Fold.of(List.of())).isInstanceOf(CorruptJournalException.class);
        assertThatThrownBy(() -> Fold.of(List.of(new Event.Ended(Outcome.COMPLETED, T0))))
                .isInstanceOf(CorruptJournalException.class);
    }

    @Test
    void stepsComeInTheirOrder() {
        assertIllegal(new Event.StepStarted(StepName.SWITCH_DATABASE, T0));
        assertIllegal(new Event.StepSatisfied(StepName.PREFLIGHT, "not even started", T0));
    }

    @Test
    void anAnswerNeedsAnAsking() {
        events.add(new Event.StepStarted(StepName.PREFLIGHT, T0));
        assertIllegal(new Event.ActionAnswered(StepName.PREFLIGHT, new Answer.Accepted(), T0));
    }

    @Test
    void nothingButDebtsIsPaidAfterTheEnd() {
        var debt = new Debt.SecretOwed(EAST);
        events.add(new Event.DebtOwed(debt, T0));
        events.add(new Event.Ended(Outcome.COMPLETED, T0));
        assertIllegal(new Event.StepStarted(StepName.PREFLIGHT, T0));
        events.add(new Event.DebtPaid(debt, "it names the writer", T0));

        assertThat(Fold.of(events).openDebts()).isEmpty();
        assertIllegal(new Event.DebtPaid(debt, "twice", T0));
    }

    @Test
    void aHaltedStepGoesOnAfterRetryWithItsDeadlineCountedAnew() {
        events.add(new Event.StepStarted(StepName.PREFLIGHT, T0));
        events.add(new Event.StepHalted(StepName.PREFLIGHT, HaltReason.PREFLIGHT_BLOCKED, "found", T0));
        assertThat(Fold.of(events).phase()).isInstanceOf(ChangeoverState.Phase.Halted.class);
        events.add(new Event.VerbGiven(new Verb.Retry(ANA), T0.plusSeconds(60)));

        assertThat(Fold.of(events).phase()).isInstanceOf(ChangeoverState.Phase.Running.class);
        assertThat(Fold.of(events).progress(StepName.PREFLIGHT).status())
                .isEqualTo(new Progress.Status.Running(T0.plusSeconds(60), Optional.empty()));
    }

    @Test
    void driversThatComeAndGoDoNotKeepAStepWaitingForEver() {
        events.add(new Event.DriverTook("first", T0));
        events.add(new Event.StepStarted(StepName.PREFLIGHT, T0));
        for (int driver = 1; driver <= 10; driver++) {
            events.add(new Event.DriverTook("driver-" + driver, T0.plusSeconds(60L * driver)));
        }

        assertThat(Fold.of(events).progress(StepName.PREFLIGHT).status())
                .isEqualTo(new Progress.Status.Running(T0.plusSeconds(60L * Fold.TAKEOVERS_MAX), Optional.empty()));
    }

    @Test
    void pauseAndResumeLeadBackToWhereItWas() {
        events.add(new Event.VerbGiven(new Verb.Pause(ANA), T0));
        assertThat(Fold.of(events).phase()).isInstanceOf(ChangeoverState.Phase.Paused.class);
        assertIllegal(new Event.VerbGiven(new Verb.Pause(ANA), T0));
        events.add(new Event.VerbGiven(new Verb.Resume(ANA), T0));

        assertThat(Fold.of(events).phase()).isInstanceOf(ChangeoverState.Phase.Running.class);
    }

    @Test
    void escalationChangesTheModeAndCarriesTheAcceptedLoss() {
        events.add(new Event.VerbGiven(new Verb.Escalate(ANA, Optional.of(Duration.ofSeconds(2))), T0));

        ChangeoverState state = Fold.of(events);
        assertThat(state.mode()).isEqualTo(Mode.UNGRACEFUL);
        assertThat(state.acceptedLoss()).contains(Duration.ofSeconds(2));
    }

    @Test
    void verbsThatMakeNoSenseAreRefusedInWords() {
        ChangeoverState state = Fold.of(events);

        assertThat(Verbs.refusal(state, new Verb.Resume(ANA))).contains("it is not paused");
        assertThat(Verbs.refusal(state, new Verb.Retry(ANA))).contains("no step has halted");
        assertThat(Verbs.refusal(state, new Verb.Approve(ANA))).contains("the plan asks for no approval");
        assertThat(Verbs.refusal(state, new Verb.Cancel(new Actor("ana", " ")))).contains("a reason is required");
    }

    private void assertIllegal(Event event) {
        List<Event> more = new ArrayList<>(events);
        more.add(event);
        assertThatThrownBy(() -> Fold.of(more)).isInstanceOf(CorruptJournalException.class);
    }
}
