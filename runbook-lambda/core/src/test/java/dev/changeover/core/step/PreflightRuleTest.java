package dev.changeover.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Mode;
import dev.changeover.core.step.Finding.Code;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long Preflight goes on looking before it calls a person. */
class PreflightRuleTest {
    private static final Duration LITTLE = Duration.ofMillis(1);

    private static Decision decide(Mode mode, Duration waited, Code... codes) {
        List<Finding> findings =
                Stream.of(codes).map(code -> new Finding(code, "backing-up")).toList();
        return PreflightRule.decide(findings, mode, Set.of(), waited);
    }

    private static void waits(Decision decision, WaitReason reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo(reason));
    }

    private static void halts(Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.PREFLIGHT_BLOCKED));
    }

    @Test
    void letsADatabaseSettleThatIsBusyWithTheMoveBefore() {
        Duration almost = PreflightRule.SETTLING.minus(LITTLE);

        waits(decide(Mode.GRACEFUL, Duration.ZERO, Code.DATABASE_BUSY), WaitReason.DATABASE_SETTLING);
        waits(decide(Mode.GRACEFUL, almost, Code.REPLICA_NOT_ATTACHED), WaitReason.DATABASE_SETTLING);
        waits(decide(Mode.GRACEFUL, almost, Code.DATABASE_BUSY, Code.ROUTING_UNREADABLE), WaitReason.DATABASE_SETTLING);
        halts(decide(Mode.GRACEFUL, PreflightRule.SETTLING, Code.DATABASE_BUSY));
    }

    @Test
    void endsTheWaitBeforeTheStepsOwnDeadlineSoThatTheHaltNamesWhatIsBusy() {
        assertThat(PreflightRule.SETTLING).isLessThan(StepName.PREFLIGHT.deadlineDefault());
    }

    @Test
    void doesNotWaitInAnEmergencyNorBesideWhatOnlyAPersonCanMend() {
        halts(decide(Mode.UNGRACEFUL, Duration.ZERO, Code.REPLICA_NOT_ATTACHED));
        halts(decide(Mode.GRACEFUL, Duration.ZERO, Code.DATABASE_BUSY, Code.WRITER_ELSEWHERE));
    }

    @Test
    void looksAgainAtWhatDoesNotAnswer() {
        waits(decide(Mode.GRACEFUL, Duration.ZERO, Code.DATABASE_UNREADABLE), WaitReason.WORLD_UNREADABLE);
        halts(decide(Mode.GRACEFUL, PreflightRule.PATIENCE, Code.DATABASE_UNREADABLE));
    }

    @Test
    void doesNotWaitForWhatWasAcknowledged() {
        assertThat(PreflightRule.decide(
                        List.of(new Finding(Code.DATABASE_BUSY, "backing-up")),
                        Mode.GRACEFUL,
                        Set.of(Code.DATABASE_BUSY.name()),
                        Duration.ZERO))
                .isInstanceOf(Decision.Satisfied.class);
    }
}
