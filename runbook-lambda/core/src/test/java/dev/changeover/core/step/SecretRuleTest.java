package dev.changeover.core.step;

import static dev.changeover.core.Plans.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.SecretView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretRuleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PortFailure SILENCE = new PortFailure(PortFailure.Code.UNREACHABLE, "no answer");

    private final ApplicationPlan plan = Plans.shop();
    private final Endpoint east = plan.primary().database();
    private final Endpoint west = plan.secondary().database();

    @Test
    void stagesInTheTargetRegion() {
        assertThat(stage(Mode.GRACEFUL, new SecretLayout.Independent(), held("v0", east, false), memory()))
                .isEqualTo(
                        new Decision.Act(new Action.StageSecret(plan.secondary().secret(), west, token())));
    }

    @Test
    void isSatisfiedOnceTheStagedVersionReadsBack() {
        var staged = new SecretView.Held(
                new SecretView.Version("v0", east), Optional.of(new SecretView.Version(token(), west)), false, NOW);

        assertThat(stage(Mode.GRACEFUL, new SecretLayout.Independent(), staged, memory()))
                .isInstanceOf(Decision.Satisfied.class);
    }

    @Test
    void haltsWhenTheStagedVersionNamesAnotherEndpoint() {
        var wrong = new SecretView.Held(
                new SecretView.Version("v0", east), Optional.of(new SecretView.Version(token(), east)), false, NOW);

        assertThat(stage(Mode.GRACEFUL, new SecretLayout.Independent(), wrong, memory()))
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.SECRET_DIFFERS));
    }

    @Test
    void writesAReplicatedSecretInItsHomeRegion() {
        assertThat(stage(Mode.GRACEFUL, new SecretLayout.Replicated(EAST, false), held("v0", east, true), memory()))
                .isEqualTo(
                        new Decision.Act(new Action.StageSecret(plan.primary().secret(), west, token())));
    }

    @Test
    void asksTheHomeFirstInAnUngracefulMoveToo() {
        assertThat(stageReplica(true, memory())).isEqualTo(new Decision.Act(atHome()));
    }

    @Test
    void doesNotTakeAShortSilenceOfTheHomeForDarkness() {
        Asked once = silence(Duration.ZERO, Duration.ZERO);

        assertThat(stageReplica(true, memory(once, Duration.ofMillis(10))))
                .isInstanceOfSatisfying(
                        Decision.Wait.class,
                        wait -> assertThat(wait.reason()).isEqualTo(WaitReason.SECRET_HOME_SILENT));
        assertThat(stageReplica(true, memory(once, SecretRule.HOME_PAUSE))).isEqualTo(new Decision.Act(atHome()));
    }

    @Test
    void promotesAReplicaWhoseHomeStaysSilent() {
        Asked dark = silence(Duration.ZERO, Duration.ofSeconds(1), SecretRule.HOME_SILENCE);

        assertThat(stageReplica(true, memory(dark, SecretRule.HOME_SILENCE))).isEqualTo(new Decision.Act(promotion()));
        assertThat(stageReplica(false, memory(dark, SecretRule.HOME_SILENCE)))
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.SECRET_READ_ONLY));
    }

    @Test
    void asksTheHomeAgainBeforePromotingIfTheSilenceWasHeardLongAgo() {
        Asked heard = silence(Duration.ZERO, SecretRule.HOME_SILENCE);

        assertThat(stageReplica(true, memory(heard, Duration.ofMinutes(10)))).isEqualTo(new Decision.Act(atHome()));
        assertThat(stageReplica(true, memory(heard.asking(promotion(), NOW), Duration.ofMinutes(10))))
                .as("intended by a driver that died")
                .isEqualTo(new Decision.Act(atHome()));
    }

    @Test
    void doesNotPromoteAReplicaWhoseHomeHasSpokenMeanwhile() {
        var throttled = new Answer.Refused(new PortFailure(PortFailure.Code.THROTTLED, "slow down"));
        Asked spoken = silence(Duration.ZERO)
                .asking(atHome(), NOW.plusSeconds(1))
                .answered(throttled)
                .orElseThrow()
                .asking(atHome(), NOW.plus(SecretRule.HOME_SILENCE))
                .answered(new Answer.Unknown(SILENCE))
                .orElseThrow();

        assertThat(stageReplica(true, memory(spoken, SecretRule.HOME_SILENCE)))
                .isNotEqualTo(new Decision.Act(promotion()));
    }

    @Test
    void waitsForWhatTheHomeTookOnAndAsksItAgainIfThatNeverArrives() {
        Asked taken = Asked.NOTHING
                .asking(atHome(), NOW)
                .answered(new Answer.Accepted())
                .orElseThrow();

        assertThat(stageReplica(true, memory(taken, Duration.ofSeconds(1))))
                .isInstanceOfSatisfying(
                        Decision.Wait.class,
                        wait -> assertThat(wait.reason()).isEqualTo(WaitReason.SECRET_REPLICATING));
        assertThat(stageReplica(true, memory(taken, Asking.EFFECT_GRACE))).isEqualTo(new Decision.Act(atHome()));
    }

    @Test
    void makesTheStagedVersionCurrentInAHomeThatAnswersAndInTheReplicaIfItStaysSilent() {
        var staged = new SecretView.Held(
                new SecretView.Version("v0", east), Optional.of(new SecretView.Version(token(), west)), true, NOW);
        var move = new Action.MakeSecretCurrent(plan.primary().secret(), token(), "v0");
        Asked silent = asking(move, Duration.ZERO, SecretRule.HOME_SILENCE);

        assertThat(rewriteReplica(staged, memory())).isEqualTo(new Decision.Act(move));
        assertThat(rewriteReplica(staged, memory(silent, SecretRule.HOME_SILENCE)))
                .isEqualTo(new Decision.Act(promotion()));
    }

    @Test
    void anotherChangeoverToTheSameRegionHasAnotherToken() {
        var other = new Memory(new ChangeoverId("another-one"), plan.timeouts(), Asked.NOTHING, Duration.ZERO, NOW);

        assertThat(other.token("StageSecret")).isNotEqualTo(token()).hasSize(64);
    }

    @Test
    void movesTheTargetFirstThenTheSource() {
        var current = new SecretView.Held(new SecretView.Version(token(), west), Optional.empty(), false, NOW);
        var staged = new SecretView.Held(
                new SecretView.Version("v0", east), Optional.of(new SecretView.Version(token(), west)), false, NOW);

        assertThat(rewrite(staged, Optional.of(held("v0", east, false))))
                .isEqualTo(new Decision.Act(
                        new Action.MakeSecretCurrent(plan.secondary().secret(), token(), "v0")));
        assertThat(rewrite(current, Optional.of(held("v0", east, false))))
                .isInstanceOfSatisfying(
                        Decision.Act.class, act -> assertThat(act.action()).isInstanceOf(Action.RewriteSecret.class));
        assertThat(rewrite(current, Optional.of(held("v1", west, false))))
                .isEqualTo(new Decision.Satisfied("the secrets in both Regions name " + west));
    }

    @Test
    void writesTheSourceByAnEarlierLookOnceTheTargetHasTakenItsWriteAndOnlyThen() {
        var staged = new SecretView.Held(
                new SecretView.Version("v0", east), Optional.of(new SecretView.Version(token(), west)), false, NOW);
        var move = new Action.MakeSecretCurrent(plan.secondary().secret(), token(), "v0");
        Asked asked = Asked.NOTHING.asking(move, NOW);
        Asked taken = asked.answered(new Answer.Accepted()).orElseThrow();

        assertThat(rewriteAhead(staged, Asked.NOTHING)).contains(new Decision.Act(move));
        assertThat(rewriteAhead(staged, taken))
                .contains(new Decision.Act(
                        new Action.RewriteSecret(plan.primary().secret(), west, memory().token("RewriteSecret"))));
        assertThat(rewriteAhead(staged, asked)).as("no answer yet").isEmpty();
        assertThat(rewriteAhead(
                        staged, asked.answered(new Answer.Unknown(SILENCE)).orElseThrow()))
                .as("a lost reply is looked into")
                .isEmpty();
        var replica = new SecretView.Held(staged.current(), staged.pending(), true, NOW);
        assertThat(rewriteAhead(replica, taken))
                .as("a replica is written in its home")
                .isEmpty();
    }

    @Test
    void makesCurrentWhatAPersonStagedInsteadOfTheSkippedStep() {
        var byHand = new SecretView.Held(
                new SecretView.Version("v0", east), Optional.of(new SecretView.Version("by-hand", west)), false, NOW);
        var elsewhere = new SecretView.Held(
                new SecretView.Version("v0", east), Optional.of(new SecretView.Version("rotation", east)), false, NOW);

        assertThat(rewrite(byHand, Optional.empty()))
                .isEqualTo(new Decision.Act(
                        new Action.MakeSecretCurrent(plan.secondary().secret(), "by-hand", "v0")));
        assertThat(rewrite(elsewhere, Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.SECRET_DIFFERS));
    }

    @Test
    void owesTheSecretThatCannotBeRead() {
        var current = new SecretView.Held(new SecretView.Version(token(), west), Optional.empty(), false, NOW);

        assertThat(rewrite(current, Optional.of(new SecretView.Unreadable(SILENCE, NOW))))
                .isInstanceOfSatisfying(
                        Decision.Satisfied.class,
                        satisfied -> assertThat(satisfied.owes()).containsExactly(new Debt.SecretOwed(EAST)));
    }

    private Decision stage(Mode mode, SecretLayout layout, SecretView target, Memory memory) {
        return SecretRule.stage(new Step.StageSecret(plan.primary(), plan.secondary(), mode, layout), target, memory);
    }

    private Decision rewrite(SecretView target, Optional<SecretView> source) {
        return SecretRule.rewrite(
                new Step.RewriteSecret(plan.primary(), plan.secondary(), Mode.GRACEFUL, new SecretLayout.Independent()),
                target,
                source,
                memory());
    }

    private Optional<Decision> rewriteAhead(SecretView target, Asked asked) {
        return SecretRule.rewriteAhead(
                new Step.RewriteSecret(plan.primary(), plan.secondary(), Mode.GRACEFUL, new SecretLayout.Independent()),
                target,
                Optional.of(held("v0", east, false)),
                memory(asked, Duration.ZERO));
    }

    private static SecretView.Held held(String version, Endpoint names, boolean replica) {
        return new SecretView.Held(new SecretView.Version(version, names), Optional.empty(), replica, NOW);
    }

    private Decision stageReplica(boolean promote, Memory memory) {
        return stage(Mode.UNGRACEFUL, new SecretLayout.Replicated(EAST, promote), held("v0", east, true), memory);
    }

    private Decision rewriteReplica(SecretView target, Memory memory) {
        var layout = new SecretLayout.Replicated(EAST, true);
        var step = new Step.RewriteSecret(plan.primary(), plan.secondary(), Mode.UNGRACEFUL, layout);
        return SecretRule.rewrite(step, target, Optional.empty(), memory);
    }

    private Action atHome() {
        return new Action.StageSecret(plan.primary().secret(), west, token());
    }

    private Action promotion() {
        return new Action.PromoteSecretReplica(plan.secondary().secret());
    }

    /** The home was asked at these times after {@link #NOW}, and nothing came back. */
    private Asked silence(Duration... at) {
        return asking(atHome(), at);
    }

    private static Asked asking(Action action, Duration... at) {
        Asked asked = Asked.NOTHING;
        for (Duration after : at) {
            asked = asked.asking(action, NOW.plus(after))
                    .answered(new Answer.Unknown(SILENCE))
                    .orElseThrow();
        }
        return asked;
    }

    private Memory memory() {
        return memory(Asked.NOTHING, Duration.ZERO);
    }

    private Memory memory(Asked asked, Duration later) {
        return new Memory(new ChangeoverId("rule-test"), plan.timeouts(), asked, later, NOW.plus(later));
    }

    private String token() {
        return memory().token("StageSecret");
    }
}
