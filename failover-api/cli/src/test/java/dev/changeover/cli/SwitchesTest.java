package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchesTest {
    private static final ApplicationName SHOP = new ApplicationName("shop");
    private static final Switch.Name STOP = new Switch.Name.Stop();

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void open() {
        operator = new Operator(folder);
    }

    private void sharing() {
        operator.keep("shop.plan.yaml", Operator.shopText() + "journal: { table: changeover-journal }\n");
    }

    private Operator.Said failover() {
        return operator.types("failover", "shop", "--confirm", "shop us-west-2");
    }

    @Test
    void aStopHoldsEveryStartBackUntilItIsReleased() {
        assertThat(operator.types("stop", "--reason", "a freeze").out()).isEqualTo("this machine: stopped\n");

        Operator.Said refused = failover();
        assertThat(refused.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(refused.err())
                .contains("STOP_SWITCH", "the global stop switch is on", "ana at", "a freeze")
                .contains("find out who turned it on and why, then turn it off");
        assertThat(operator.journal().history(SHOP)).isEmpty();
        Operator.Said drill = operator.types("drill", "shop", "--confirm", "drill shop");
        assertThat(drill.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(drill.err()).contains("STOP_SWITCH");

        assertThat(operator.types("stop", "--release", "--reason", "thawed").out())
                .isEqualTo("this machine: released\n");
        assertThat(failover().code()).isZero();
    }

    @Test
    void aDryRunSaysThatItWouldBeStopped() {
        operator.types("stop", "--reason", "a freeze");
        Operator.Said said = operator.types("failover", "shop", "--dry-run");
        assertThat(said.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(said.err()).contains("STOP_SWITCH");
    }

    @Test
    void aStopIsTurnedWhereAllOperatorsSeeIt() {
        sharing();
        assertThat(operator.types("stop", "--reason", "a freeze").out())
                .isEqualTo("this machine: stopped\ntable changeover-journal of shop: stopped\n");
        assertThat(operator.sharedGuards.read(STOP).on()).isTrue();
        assertThat(operator.types("stop", "--release", "--reason", "thawed", "-o", "json")
                        .json()
                        .get("switches")
                        .size())
                .isEqualTo(2);
        assertThat(operator.sharedGuards.read(STOP).on()).isFalse();
    }

    @Test
    void whatSomebodyElseStoppedIsStoppedHereToo() {
        sharing();
        var ben = new Given(new Actor("ben", "a release"), Instant.parse("2026-11-22T10:00:00Z"));
        operator.sharedGuards.turn(STOP, Switch.UNTOUCHED, true, ben);

        Operator.Said said = failover();

        assertThat(said.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(said.err()).contains("ben at", "a release");
        assertThat(operator.shared.changeovers().history(SHOP)).isEmpty();
    }

    @Test
    void armsAndDisarmsOneApplication() {
        Operator.Said armed = operator.types("arm", "shop", "--reason", "we trust them");
        assertThat(armed.out()).isEqualTo("shop is armed.\n");
        assertThat(armed.err()).contains("no 'alarm-trigger:'");
        assertThat(operator.types("disarm", "shop", "--reason", "we do not", "-o", "json")
                        .json()
                        .get("armed")
                        .asBoolean())
                .isFalse();
        assertThat(operator.types("arm", "shop").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(operator.types("arm", "bank", "--reason", "x").code()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void showsWhatWouldBeRefusedAndWhatWas() {
        sharing();
        operator.sharedGuards.keep(new RefusedStart(
                Optional.of(SHOP),
                "arn:aws:cloudwatch:us-west-2:111122223333:alarm:shop-silent@2026-11-22T10:00:00Z",
                List.of(new GuardReason(GuardReason.Code.DISARMED, "never armed", Optional.empty())),
                Instant.parse("2026-11-22T10:00:05Z")));

        Operator.Said said = operator.types("guards", "shop");

        assertThat(said.code()).isZero();
        assertThat(said.lines()).contains("a person may start", "a drill may start", "an alarm may not start:");
        assertThat(said.out()).contains("NO_ALARM_POLICY", "Refused lately:", "shop-silent", "DISARMED");
        operator.types("stop", "--reason", "a freeze");
        var json = operator.types("guards", "shop", "-o", "json").json();
        assertThat(json.at("/person/0/code").asString()).isEqualTo("STOP_SWITCH");
        assertThat(json.at("/refused/0/reasons/0/code").asString()).isEqualTo("DISARMED");
    }

    @Test
    void theGuardsCannotBeShownWithoutTheJournal() {
        sharing();
        operator.shared.reachable = false;
        assertThat(operator.types("guards", "shop").code()).isEqualTo(ExitCode.UNREACHABLE.number());
    }
}
