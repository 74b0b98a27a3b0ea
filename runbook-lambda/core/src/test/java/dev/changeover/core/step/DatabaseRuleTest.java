package dev.changeover.core.step;

import static dev.changeover.core.Plans.EAST;
import static dev.changeover.core.Plans.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.DatabaseView.Replica;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseRuleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PortFailure LOST = new PortFailure(PortFailure.Code.UNREACHABLE, "timed out");

    private final ApplicationPlan plan = Plans.shop();

    @Test
    void asksTheRegionOfThePresentWriterForASwitchover() {
        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), Optional.empty())).isEqualTo(new Decision.Act(switchOver()));
        assertThat(switchOver().callIn()).isEqualTo(EAST);
    }

    @Test
    void asksTheRegionOfTheTargetForAFailover() {
        assertThat(decide(Mode.UNGRACEFUL, writerIn(EAST), Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Act.class,
                        act -> assertThat(act.action())
                                .isInstanceOfSatisfying(
                                        Action.FailOver.class,
                                        failOver ->
                                                assertThat(failOver.callIn()).isEqualTo(WEST)));
    }

    @Test
    void adoptsAMoveTowardsTheTargetWhoeverBeganIt() {
        assertThat(decide(Mode.GRACEFUL, new DatabaseView.Moving(EAST, WEST, "switching-over", NOW), Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo(WaitReason.PROMOTION_RUNNING));
    }

    @Test
    void refusesToOverwriteARivalMove() {
        assertThat(decide(Mode.GRACEFUL, new DatabaseView.Moving(WEST, EAST, "failing-over", NOW), Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.RIVAL_MOVE));
    }

    @Test
    void refusesAWriterInARegionThePlanDoesNotKnow() {
        assertThat(decide(Mode.UNGRACEFUL, writerIn(new Region("eu-west-1")), Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.UNEXPECTED_WRITER));
    }

    @Test
    void isNotSatisfiedBeforeTheNewWriterIsAvailable() {
        var settling = new DatabaseView.WriterIn(WEST, false, "cluster failing-over", Replica.CONNECTED, NOW);

        assertThat(decide(Mode.GRACEFUL, settling, Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo(WaitReason.DATABASE_SETTLING));
    }

    @Test
    void owesTheFormerWriterWhileItHasNotRejoined() {
        var alone = new DatabaseView.WriterIn(WEST, true, "available", Replica.PENDING_RESYNC, NOW);

        assertThat(decide(Mode.UNGRACEFUL, alone, Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Satisfied.class,
                        satisfied -> assertThat(satisfied.owes()).containsExactly(new Debt.ReplicaOwed(EAST)));
    }

    @Test
    void waitsForAResyncingReplicaBeforeASwitchover() {
        var resyncing = new DatabaseView.WriterIn(EAST, true, "available", Replica.PENDING_RESYNC, NOW);

        assertThat(decide(Mode.GRACEFUL, resyncing, Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo(WaitReason.REPLICA_RESYNCING));
    }

    @Test
    void looksAndDoesNotAskWhileALostRequestMayStillTakeEffect() {
        Duration settle = plan.timeouts().lostReply();

        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), asked(settle.minusMillis(1), new Answer.Unknown(LOST))))
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo(WaitReason.REPLY_LOST));
        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), asked(settle, new Answer.Unknown(LOST))))
                .isEqualTo(new Decision.Act(switchOver()));
    }

    /** docs/decisions/0202. The driver died, or the journal lost the answer: whether the call left nobody knows. */
    @Test
    void anAskingWithoutAnAnswerIsLookedForBeforeItIsRepeated() {
        Optional<Ask> longAgo = unanswered(Duration.ofMinutes(5));
        Duration settle = plan.timeouts().lostReply();

        assertThat(decide(Mode.GRACEFUL, new DatabaseView.Moving(EAST, WEST, "pending", NOW), longAgo))
                .as("it left")
                .isInstanceOf(Decision.Wait.class);
        assertThat(decide(Mode.GRACEFUL, writerIn(WEST), longAgo))
                .as("it left, and did what it should")
                .isInstanceOf(Decision.Satisfied.class);
        assertThat(decide(Mode.GRACEFUL, new DatabaseView.Unreadable(LOST, NOW), longAgo))
                .as("nobody could look")
                .isInstanceOf(Decision.Wait.class);
        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), unanswered(settle.minusMillis(1))))
                .as("it may be under way")
                .isInstanceOf(Decision.Wait.class);
        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), unanswered(settle)))
                .as("it never left")
                .isEqualTo(new Decision.Act(switchOver()));
    }

    @Test
    void aBusyDatabaseIsAskedAgainAfterAWhile() {
        var busy = new Answer.Refused(new PortFailure(PortFailure.Code.CONFLICT, "InvalidGlobalClusterStateFault"));

        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), asked(Duration.ofMillis(1), busy)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), asked(Asking.BACKOFF, busy)))
                .isInstanceOf(Decision.Act.class);
    }

    @Test
    void aFinalRefusalIsForAPerson() {
        var denied = new Answer.Refused(new PortFailure(PortFailure.Code.DENIED, "ExpiredToken"));

        assertThat(decide(Mode.GRACEFUL, writerIn(EAST), asked(Duration.ofMinutes(1), denied)))
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.DENIED));
    }

    private Decision decide(Mode mode, DatabaseView seen, Optional<Ask> last) {
        var step = new Step.SwitchDatabase(plan.primary(), plan.secondary(), mode, plan.globalCluster());
        var memory = new Memory(
                new ChangeoverId("rule-test"),
                plan.timeouts(),
                new Asked(last, last.isPresent() ? 1 : 0, Optional.empty()),
                Duration.ZERO,
                NOW);
        return DatabaseRule.decide(step, seen, memory);
    }

    private Action.SwitchOver switchOver() {
        return new Action.SwitchOver(plan.globalCluster(), plan.secondary().cluster(), EAST);
    }

    private Optional<Ask> asked(Duration ago, Answer answer) {
        return Optional.of(new Ask(switchOver(), NOW.minus(ago), Optional.of(answer)));
    }

    private Optional<Ask> unanswered(Duration ago) {
        return Optional.of(new Ask(switchOver(), NOW.minus(ago), Optional.empty()));
    }

    private static DatabaseView writerIn(Region region) {
        return new DatabaseView.WriterIn(region, true, "available", Replica.CONNECTED, NOW);
    }
}
