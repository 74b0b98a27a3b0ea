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
    void promotesAReplicaOnlyIfThePlanAllowsItAndTheHomeMayBeDark() {
        assertThat(stage(Mode.UNGRACEFUL, new SecretLayout.Replicated(EAST, true), held("v0", east, true), memory()))
                .isEqualTo(new Decision.Act(
                        new Action.PromoteSecretReplica(plan.secondary().secret())));
        var silent = new Ask(
                new Action.StageSecret(plan.primary().secret(), west, token()),
                NOW,
                Optional.of(new Answer.Unknown(SILENCE)));
        assertThat(stage(
                        Mode.UNGRACEFUL,
                        new SecretLayout.Replicated(EAST, false),
                        held("v0", east, true),
                        memory(Optional.of(silent))))
                .isInstanceOfSatisfying(
                        Decision.Halt.class, halt -> assertThat(halt.reason()).isEqualTo(HaltReason.SECRET_READ_ONLY));
    }

    @Test
    void anotherChangeoverToTheSameRegionHasAnotherToken() {
        var other =
                new Memory(new ChangeoverId("another-one"), plan.timeouts(), Optional.empty(), 0, Duration.ZERO, NOW);

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

    private static SecretView.Held held(String version, Endpoint names, boolean replica) {
        return new SecretView.Held(new SecretView.Version(version, names), Optional.empty(), replica, NOW);
    }

    private Memory memory() {
        return memory(Optional.empty());
    }

    private Memory memory(Optional<Ask> last) {
        return new Memory(new ChangeoverId("rule-test"), plan.timeouts(), last, 0, Duration.ZERO, NOW);
    }

    private String token() {
        return memory().token("StageSecret");
    }
}
