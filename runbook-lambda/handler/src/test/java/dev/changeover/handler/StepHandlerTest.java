package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.step.StepName;
import dev.changeover.twin.account.ShopEstate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The step function as a document calls it, against the twin in virtual time. */
class StepHandlerTest {
    private static final Actor BEN = new Actor("ben", "a test");

    /** More appends than a changeover makes. */
    private static final int CUTS_MAX = 80;

    private Stage stage = Stage.set();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void takesEveryStepToACompletedChangeover() {
        for (StepName step : StepName.values()) {
            JsonNode answer = stage.step(step.toString());
            assertThat(answer.path("state").asString()).as("%s", answer).isEqualTo("done");
            assertThat(answer.path("step").asString()).isEqualTo(step.toString());
            assertThat(answer.path("said").asString()).endsWith(".");
        }

        assertThat(stage.state().phase())
                .isInstanceOfSatisfying(
                        Phase.Ended.class, ended -> assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED));
        assertThat(events(Event.DriverTook.class))
                .extracting(Event.DriverTook::driver)
                .containsExactly("ssm/4f0a");
        assertMoved();
    }

    @Test
    void standsReadyByLookingWithTheLastPlanAndChangesNothing() {
        var function = new StepHandler(stage.equipment);
        String shop = stage.state().plan().name().value();

        JsonNode answer = stage.invoke(function, "{\"ready\":\"" + shop + "\"}");
        JsonNode unknown = stage.invoke(function, "{\"ready\":\"another-shop\"}");

        assertThat(answer.path("state").asString()).isEqualTo("done");
        assertThat(answer.path("said").asString()).isEqualTo("Ready; looked with the plan of " + Stage.ID + ".");
        assertThat(unknown.path("said").asString()).isEqualTo("Ready; there was no changeover yet.");
        assertThat(stage.journal.read(Stage.ID)).hasSize(1);
    }

    @Test
    void aStepIsTakenNoFurtherThanToItsEnd() {
        stage.step("StageSecret");

        assertThat(stage.state().progress(StepName.STAGE_SECRET).over()).isTrue();
        assertThat(stage.state().current().orElseThrow().name()).isEqualTo(StepName.SWITCH_DATABASE);
        assertThat(stage.step("Preflight").path("state").asString()).isEqualTo("done");
        assertThat(stage.state().current().orElseThrow().name()).isEqualTo(StepName.SWITCH_DATABASE);
    }

    @Test
    void waitsFourMinutesWhilePausedAndGoesOnWhenResumed() {
        stage.says(new Verb.Pause(BEN));
        Instant began = stage.now();

        JsonNode answer = stage.step("Preflight");

        assertThat(answer.path("state").asString()).isEqualTo("wait");
        assertThat(answer.path("said").asString()).isEqualTo("Paused by a person.");
        assertThat(Duration.between(began, stage.now()))
                .isBetween(StepHandler.LENGTH_MAX, StepHandler.LENGTH_MAX.plusSeconds(1));
        stage.says(new Verb.Resume(BEN));
        assertThat(stage.step("Preflight").path("state").asString()).isEqualTo("done");
    }

    @Test
    void endsEarlyEnoughToAnswerBeforeTheFunctionTimesOut() {
        stage.says(new Verb.Pause(BEN));
        Instant began = stage.now();

        stage.invoke(new StepHandler(stage.equipment), turns("Preflight"), Duration.ofSeconds(100));

        assertThat(Duration.between(began, stage.now())).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(63));
    }

    @Test
    void aTimeoutThatLeavesNoTurnIsAnErrorAndNotAnEndlessWait() {
        assertThatThrownBy(() ->
                        stage.invoke(new StepHandler(stage.equipment), turns("Preflight"), Duration.ofSeconds(30)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a longer timeout");
        assertThat(stage.journal.read(Stage.ID)).hasSize(1);
    }

    @Test
    void sayHaltedAndWhatToDoUntilAPersonHasSpoken() {
        stage.step("StageSecret");
        stage.account.regions().darken(ShopEstate.PRIMARY);
        JsonNode answer = untilItWaitsNoLonger("SwitchDatabase");

        assertThat(answer.path("state").asString()).isEqualTo("halted");
        assertThat(answer.path("said").asString())
                .startsWith("SwitchDatabase halted: ")
                .contains("What to do: ");
        assertThat(stage.step("SwitchDatabase").path("state").asString()).isEqualTo("halted");

        stage.account.regions().recover(ShopEstate.PRIMARY);
        stage.says(new Verb.Retry(BEN));
        assertThat(untilItWaitsNoLonger("9c1d", "SwitchDatabase").path("state").asString())
                .isEqualTo("done");
    }

    @Test
    void looksOnWhileAnotherDriverHasTheLeaseAndTakesOverWhenItHasRunOut() {
        stage.journal.lease(Stage.ID, "somebody/1/1/1", stage.now(), Duration.ofMinutes(5));

        JsonNode answer = stage.step("Preflight");

        assertThat(answer.path("state").asString()).isEqualTo("wait");
        assertThat(answer.path("said").asString()).isEqualTo("At Preflight; somebody/1/1/1 drives.");
        assertThat(stage.journal.read(Stage.ID)).hasSize(1);
        assertThat(stage.step("Preflight").path("state").asString()).isEqualTo("done");
    }

    @Test
    void tellsACancelledChangeoverFromOneThatIsOver() {
        stage.step("Preflight");
        stage.says(new Verb.Cancel(BEN));

        assertThat(stage.step("StageSecret").path("state").asString()).isEqualTo("cancelled");
        assertThat(stage.step("StageSecret").path("state").asString()).isEqualTo("cancelled");
        assertThat(stage.step("Report").path("state").asString()).isEqualTo("cancelled");

        stage.close();
        stage = Stage.set();
        stage.step("Report");
        assertThat(stage.step("Report").path("state").asString()).isEqualTo("done");
        assertThat(stage.step("SwitchDatabase").path("state").asString()).isEqualTo("ended");
    }

    @Test
    void resumesFromEveryCutUnderTheSameNameAndUnderAnother() {
        for (int cut = 0; cut < CUTS_MAX; cut++) {
            stage.close();
            stage = Stage.set();
            stage.journal.killAfter(cut);
            boolean died = !completes("4f0a");
            stage.journal.another();
            assertThat(completes(cut % 3 == 0 ? "another" : "4f0a"))
                    .as("cut at append %d", cut)
                    .isTrue();
            assertMoved();
            if (!died) {
                return;
            }
        }
        throw new AssertionError("a changeover makes fewer than " + CUTS_MAX + " appends");
    }

    private boolean completes(String execution) {
        try {
            for (StepName step : StepName.values()) {
                untilItWaitsNoLonger(execution, step.toString());
            }
            return stage.state().ended();
        } catch (HookedJournal.Killed killed) {
            return false;
        }
    }

    /** The other begins while the first rests, takes all it can, and the first goes on with what it knew. */
    @Test
    void twoInvocationsAtOnceDoEveryStepOnce() {
        for (int rest = 1; rest <= 12; rest++) {
            stage.close();
            stage = Stage.set();
            String other = rest % 2 == 0 ? "4f0a" : "another";
            stage.atRest(rest, () -> stage.step(other, "SwitchDatabase"));

            assertThat(completes("4f0a")).as("the other came at rest %d", rest).isTrue();

            assertMoved();
            assertThat(events(Event.StepSatisfied.class))
                    .extracting(Event.StepSatisfied::step)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void outlastsAJournalThatIsOutOfReachForAWhile() {
        stage.journal.silent(true);
        stage.timeline.after(Duration.ofSeconds(100), () -> stage.journal.silent(false));

        assertThat(stage.step("Preflight").path("state").asString()).isEqualTo("done");
    }

    @Test
    void answersWaitWhenTheJournalStaysOutOfReach() {
        stage.journal.silent(true);
        Instant began = stage.now();

        JsonNode answer = stage.step("Preflight");

        assertThat(answer.path("state").asString()).isEqualTo("wait");
        assertThat(answer.path("said").asString()).contains("no Region answers");
        assertThat(Duration.between(began, stage.now()))
                .isBetween(StepHandler.LENGTH_MAX.minus(Turns.JOURNAL_REST), StepHandler.LENGTH_MAX);
    }

    @Test
    void notesOnceHowAnExecutionEndedAndFreesTheLeaseItHad() {
        stage.step("Preflight");
        stage.journal.lease(Stage.ID, "ssm/4f0a", stage.now(), Duration.ofHours(1));

        for (int told = 0; told < 3; told++) {
            JsonNode answer = stage.invoke(new StepHandler(stage.equipment), closing("Failed"));
            assertThat(answer.path("state").asString()).isEqualTo("wait");
            assertThat(answer.path("said").asString())
                    .startsWith("Automation execution 4f0a has failed. At StageSecret");
        }

        assertThat(events(Event.DriverLeft.class))
                .extracting(Event.DriverLeft::why)
                .containsExactly("Automation execution 4f0a has failed");
        assertThat(stage.journal.lease(Stage.ID, "another", stage.now(), Duration.ofSeconds(1)))
                .isInstanceOf(Journal.Leasing.Taken.class);
    }

    @Test
    void saysWhyItFailedAndThatItIsOver() {
        stage.step("Report");
        assertThat(stage.invoke(new StepHandler(stage.equipment), closing("Success"))
                        .path("said")
                        .asString())
                .isEqualTo("Automation execution 4f0a has come to its end. The changeover has ended: completed.");
    }

    @Test
    void theSecondPersonsApprovalCountsAndTheRequestersDoesNot() {
        approvalIsAskedFor();
        assertThat(stage.step("Preflight").path("state").asString()).isEqualTo("done");

        for (String requester :
                List.of("\"ana\"", "[{\"Approver\":\"arn:aws:iam::1:user/Ana\",\"Decision\":\"Approve\"}]")) {
            JsonNode refused = stage.invoke(new StepHandler(stage.equipment), approvedBy(requester));
            assertThat(refused.path("state").asString()).isEqualTo("wait");
            assertThat(refused.path("said").asString()).contains("does not count");
        }
        assertThat(stage.state().verbs()).isEmpty();

        String decisions = """
                [{"Approver":"arn:aws:iam::1:user/ana","Decision":"Approve","Comment":""},
                 {"Approver":"arn:aws:iam::1:user/ben","Decision":"Approve","Comment":"go"}]""";
        assertThat(stage.invoke(new StepHandler(stage.equipment), approvedBy(decisions))
                        .path("state")
                        .asString())
                .isEqualTo("done");
        assertThat(stage.state().approvedBy()).contains("arn:aws:iam::1:user/ben");
        assertThat(stage.invoke(new StepHandler(stage.equipment), approvedBy(decisions))
                        .path("state")
                        .asString())
                .isEqualTo("done");
        assertThat(stage.state().verbs()).hasSize(1);
    }

    private void approvalIsAskedFor() {
        stage.close();
        stage = new Stage(true);
        stage.open();
    }

    @Test
    void anApprovalNobodyAskedForStandsInNobodysWay() {
        assertThat(stage.invoke(new StepHandler(stage.equipment), approvedBy("\"ben\""))
                        .path("state")
                        .asString())
                .isEqualTo("done");
        assertThat(stage.state().verbs()).isEmpty();
    }

    @Test
    void logsEachEventOnceAsJsonAndMeasuresEachStepOnce() {
        completes("4f0a");

        List<JsonNode> lines =
                stage.log.stream().map(JsonMapper.shared()::readTree).toList();
        List<String> measured = new ArrayList<>();
        for (JsonNode line : lines) {
            assertThat(line.path("changeover").asString()).isEqualTo(Stage.ID.value());
            assertThat(line.path("execution").asString()).isEqualTo("4f0a");
            if (line.has("StepDuration")) {
                measured.add(line.path("step").asString());
                assertThat(line.path("application").asString()).isEqualTo("unicorn-shop");
                assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").asString())
                        .isEqualTo("StepDuration");
            }
        }
        assertThat(measured)
                .isEqualTo(events(Event.StepSatisfied.class).stream()
                        .map(event -> event.step().toString())
                        .toList());
        assertThat(lines.stream()
                        .filter(line -> line.has("Turns"))
                        .mapToInt(line -> line.path("Turns").asInt())
                        .sum())
                .isGreaterThan(measured.size());
        long told = lines.stream()
                .filter(line -> line.has("message"))
                .filter(line -> !line.path("message").asString().startsWith("answered "))
                .count();
        assertThat(told).isEqualTo(stage.journal.read(Stage.ID).size() - 1L); // the first was there already
    }

    private JsonNode untilItWaitsNoLonger(String step) {
        return untilItWaitsNoLonger("4f0a", step);
    }

    /** As a document loops; a hundred times, as Automation would. */
    private JsonNode untilItWaitsNoLonger(String execution, String step) {
        for (int loop = 0; loop < 100; loop++) {
            JsonNode answer = stage.step(execution, step);
            if (!answer.path("state").asString().equals("wait")) {
                return answer;
            }
        }
        throw new AssertionError("a document would have given up on " + step);
    }

    private static String turns(String step) {
        return "{\"changeover\":\"%s\",\"step\":\"%s\",\"execution\":\"4f0a\"}".formatted(Stage.ID, step);
    }

    private static String closing(String how) {
        return "{\"changeover\":\"%s\",\"execution\":\"4f0a\",\"closing\":\"%s\"}".formatted(Stage.ID, how);
    }

    private static String approvedBy(String whom) {
        return "{\"changeover\":\"%s\",\"step\":\"Approve\",\"execution\":\"4f0a\",\"approvedBy\":%s}"
                .formatted(Stage.ID, whom);
    }

    private <E extends Event> List<E> events(Class<E> kind) {
        return stage.journal.read(Stage.ID).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private void assertMoved() {
        Region to = ShopEstate.SECONDARY;
        assertThat(stage.database.writers())
                .singleElement()
                .extracting(server -> server.region())
                .isEqualTo(to);
        assertThat(stage.world.routing().view(stage.plan)).isInstanceOf(RoutingView.States.class);
        assertThat(stage.state().request().to()).isEqualTo(to);
        assertThat(Optional.of(stage.state().ended())).contains(true);
    }
}
