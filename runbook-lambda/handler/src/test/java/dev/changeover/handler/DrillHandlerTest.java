package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.drill.DesertedDrill;
import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.DrillRule;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.MemoryDrills;
import dev.changeover.core.drill.StopReason;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.JournalProbe;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.core.run.Deserted;
import dev.changeover.twin.account.ShopEstate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The step function as the document of drills calls it, against the twin in virtual time. */
class DrillHandlerTest {
    private static final DrillId DRILL = new DrillId("friday-2026-47");
    private static final ChangeoverId THERE = new ChangeoverId("friday-2026-47-failover");
    private static final ChangeoverId BACK = new ChangeoverId("friday-2026-47-failback");

    private final Stage stage = new Stage(false);
    private final MemoryDrills drills = new MemoryDrills();
    private final StepHandler function = new StepHandler(stage.equipment, new Drilling() {
        @Override
        public DrillJournal drills() {
            return drills;
        }

        @Override
        public World world(ApplicationPlan plan) {
            return stage.world;
        }

        @Override
        public ReadinessRun readiness(ApplicationPlan plan) {
            return new ReadinessRun(
                    stage.world,
                    new WellPort(stage.plan, stage.world, stage::now),
                    stage.journal,
                    at -> List.of(new JournalProbe.Tried("us-west-2", Optional.empty(), at)),
                    ReadinessSettings.defaults());
        }
    });

    @AfterEach
    void close() {
        stage.close();
    }

    private void begun(Duration soak) {
        var request = new DrillRequest(DRILL, new Actor("ana", "a test"), soak);
        drills.open(new DrillEvent.Started(request, stage.plan, stage.now()));
    }

    private JsonNode phase(String phase) {
        return asks("\"phase\":\"" + phase + "\"");
    }

    private JsonNode closing(String how) {
        return asks("\"closing\":\"" + how + "\"");
    }

    private JsonNode asks(String what) {
        return asks("4f0a", what);
    }

    private JsonNode asks(String execution, String what) {
        return stage.invoke(function, "{\"drill\":\"" + DRILL + "\",\"execution\":\"" + execution + "\"," + what + "}");
    }

    private static String state(JsonNode answer) {
        return answer.path("state").asString();
    }

    private DrillState drill() {
        return DrillState.of(drills.read(DRILL));
    }

    @Test
    void goesThereAndBackAndSaysThatItPassed() {
        begun(Duration.ofMinutes(1));

        JsonNode checked = phase("precheck");
        assertThat(state(checked)).as("%s", checked).isEqualTo("done");
        assertThat(checked.path("said").asString()).isEqualTo("Nothing stands in the way.");
        assertThat(checked.path("changeover").asString("?")).isEmpty();
        JsonNode there = phase("failover");
        assertThat(state(there)).as("%s", there).isEqualTo("done");
        assertThat(there.path("changeover").asString()).isEqualTo(THERE.value());
        assertThat(state(phase("soak"))).isEqualTo("done");
        assertThat(phase("failback").path("changeover").asString()).isEqualTo(BACK.value());
        assertThat(phase("verdict").path("said").asString()).isEqualTo("The drill passed.");
        assertThat(state(closing("Success"))).isEqualTo("done");

        assertThat(drill().passed()).isTrue();
        assertThat(stage.journal.read(THERE))
                .filteredOn(Event.DriverTook.class::isInstance)
                .extracting(event -> ((Event.DriverTook) event).driver())
                .containsExactly("ssm/4f0a");
        assertThat(state(phase("failover"))).as("asked once more").isEqualTo("done");
    }

    @Test
    void aSoakThatOutlastsAnInvocationIsWaitedForAndProbedAllTheWhile() {
        begun(Duration.ofMinutes(6));
        phase("precheck");
        phase("failover");
        Instant began = stage.now();

        JsonNode first = phase("soak");

        assertThat(state(first)).isEqualTo("wait");
        assertThat(Duration.between(began, stage.now()))
                .isBetween(StepHandler.LENGTH_MAX.minusSeconds(2), StepHandler.LENGTH_MAX.plusSeconds(2));
        assertThat(state(phase("soak"))).isEqualTo("done");
        assertThat(drill().soak().orElseThrow().probes()).isGreaterThan(100);
    }

    @Test
    void aWaitIsHeldAndNotSentRoundAndRound() {
        begun(Duration.ofMinutes(1));
        phase("precheck");
        drills.append(DRILL, 3, new DrillEvent.LegStarted(Leg.FAILOVER, THERE, stage.now()));
        stage.journal.open(new Event.Started(DrillRule.request(drill(), Leg.FAILOVER), stage.plan, stage.now()));
        stage.journal.append(
                THERE,
                1,
                new Event.VerbGiven(new Verb.Pause(new Actor("ben", "a test")), stage.now()),
                Optional.empty());
        Instant began = stage.now();

        assertThat(state(phase("failover"))).isEqualTo("wait");

        assertThat(Duration.between(began, stage.now()))
                .isBetween(StepHandler.LENGTH_MAX.minusSeconds(3), StepHandler.LENGTH_MAX.plusSeconds(1));
    }

    @Test
    void aPhaseWhoseTurnHasNotComeFails() {
        begun(Duration.ofMinutes(1));
        JsonNode answer = phase("failback");
        assertThat(state(answer)).isEqualTo("failed");
        assertThat(answer.path("said").asString()).isEqualTo("The drill is at precheck, so failback cannot begin.");
        assertThat(drills.read(DRILL)).hasSize(2).last().isInstanceOf(DrillEvent.DriverTook.class);
    }

    @Test
    void anotherExecutionGoesOnWhereADeadOneLeftOffAndTheDeadOneEndsNothing() {
        begun(Duration.ofMinutes(6));
        phase("precheck");
        phase("failover");
        JsonNode second = asks("51b2", "\"phase\":\"soak\"");
        assertThat(state(second)).as("while the first one drives").isEqualTo("failed");
        assertThat(second.path("said").asString()).isEqualTo("Ssm/4f0a drives this drill.");
        stage.rest(Deserted.AFTER);
        assertThat(DesertedDrill.note(drills, stage.journal, DRILL, stage.now()))
                .hasValueSatisfying(state -> assertThat(state.driving().lost()).isEqualTo(1));

        assertThat(state(closing("Failed"))).as("a ghost's last words").isEqualTo("failed");
        assertThat(drill().end()).isEmpty();
        assertThat(state(asks("51b2", "\"phase\":\"soak\""))).isEqualTo("wait");
        assertThat(state(phase("soak"))).as("the ghost").isEqualTo("failed");
        assertThat(state(asks("51b2", "\"phase\":\"soak\""))).isEqualTo("done");
        assertThat(state(asks("51b2", "\"phase\":\"failback\""))).isEqualTo("done");
        asks("51b2", "\"phase\":\"verdict\"");
        assertThat(drill().end()).hasValueSatisfying(end -> assertThat(end).isInstanceOf(End.Judged.class));
    }

    @Test
    void anExecutionThatIsGoneEndsTheDrillWhereItIs() {
        begun(Duration.ofMinutes(6));
        phase("precheck");
        phase("failover");

        JsonNode answer = closing("Cancelled");

        assertThat(state(answer)).isEqualTo("failed");
        assertThat(answer.path("said").asString()).contains("Automation execution 4f0a was cancelled");
        assertThat(drill().end())
                .hasValueSatisfying(end -> assertThat(end).isInstanceOfSatisfying(End.Stopped.class, stopped -> {
                    assertThat(stopped.reason()).isEqualTo(StopReason.ABANDONED);
                    assertThat(stopped.phase()).isEqualTo(DrillPhase.SOAK);
                }));
        assertThat(state(closing("Cancelled"))).as("told twice").isEqualTo("failed");
    }

    @Test
    void aChangeoverUnderWayIsFreedForAnotherDriver() {
        begun(Duration.ofMinutes(1));
        phase("precheck");
        stage.account.regions().darken(ShopEstate.PRIMARY);
        phase("failover");
        closing("Failed");

        assertThat(stage.journal.read(THERE))
                .last()
                .isInstanceOfSatisfying(
                        Event.DriverLeft.class,
                        left -> assertThat(left.driver()).isEqualTo("ssm/4f0a"));
    }

    @Test
    void aDrillThatIsNotInTheJournalFails() {
        assertThat(state(phase("precheck"))).isEqualTo("failed");
        assertThat(state(closing("Failed"))).isEqualTo("failed");
    }

    @Test
    void refusesWhatIsNoRequest() {
        for (String event : List.of(
                "{\"drill\":\"friday-2026-47\",\"phase\":\"precheck\"}",
                "{\"drill\":\"friday-2026-47\",\"phase\":\"lunch\",\"execution\":\"4f0a\"}",
                "{\"drill\":\"X\",\"phase\":\"precheck\",\"execution\":\"4f0a\"}",
                "{\"drill\":\"friday-2026-47\",\"phase\":\"precheck\",\"execution\":\"4f0a\",\"step\":\"Approve\"}",
                "{\"drill\":\"friday-2026-47\",\"closing\":\"Maybe\",\"execution\":\"4f0a\"}")) {
            assertThatThrownBy(() -> stage.invoke(function, event)).as(event).isInstanceOf(UnusableEvent.class);
        }
    }
}
