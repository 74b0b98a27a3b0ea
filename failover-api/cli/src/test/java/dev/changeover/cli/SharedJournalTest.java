package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.journal.Event;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.port.PortFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SharedJournalTest {
    private static final ApplicationName SHOP = new ApplicationName("shop");

    private static final Duration MEETING_MAX = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void planNamesASharedJournal() {
        operator = new Operator(folder);
        operator.keep("shop.plan.yaml", Operator.shopText() + "journal: { table: changeover-journal }\n");
    }

    @Test
    void writesWhereAllOperatorsWrite() {
        assertThat(failover().code()).isZero();

        assertThat(operator.shared.changeovers().history(SHOP)).hasSize(1);
        assertThat(operator.journal().history(SHOP)).isEmpty();
        String id = operator.shared.changeovers().history(SHOP).getFirst().value();
        assertThat(operator.types("report", id, "-o", "json").json().get("id").asString())
                .isEqualTo(id);
        assertThat(operator.types("history", "shop", "-o", "json")
                        .json()
                        .get("changeovers")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void isToldOfAChangeoverThatSomebodyElseStarted() {
        somebodyElseStarts();

        Operator.Said said = failover();

        assertThat(said.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(said.err()).contains("shop-elsewhere").contains("is running");
        assertThat(operator.types("apps").out()).contains("shop-elsewhere");
    }

    @Test
    void refusesToGuessWhenTheSharedJournalIsSilent() {
        operator.shared.reachable = false;

        Operator.Said said = failover();

        assertThat(said.code()).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(said.err()).contains("did not answer").contains("--break-glass");
        assertThat(operator.world.on()).isEqualTo(Operator.shop().primary().region());
    }

    @Test
    void breaksTheGlassAndMergesLater() {
        operator.shared.reachable = false;

        Operator.Said broken = failover("--break-glass");

        assertThat(broken.code()).isZero();
        assertThat(broken.err()).contains("nobody knows what others have started");
        assertThat(operator.types("journal", "merge", "shop").code()).isEqualTo(ExitCode.UNREACHABLE.number());
        operator.shared.reachable = true;
        ChangeoverId id = operator.journal().history(SHOP).getFirst();
        assertThat(operator.types("journal", "merge", "shop").out()).contains("merged");
        assertThat(operator.shared.changeovers().read(id))
                .isEqualTo(operator.journal().read(id));
        assertThat(operator.types("journal", "merge", "shop").out()).contains("there already");
    }

    @Test
    void brokenGlassDoesNotCutThroughWhatRunsInSight() {
        somebodyElseStarts();

        assertThat(failover("--break-glass").code()).isEqualTo(ExitCode.PRECONDITION.number());
    }

    @Test
    void whatCanBeReadIsShownWhileTheSharedJournalIsSilent() {
        operator.shared.reachable = false;

        Operator.Said shown = operator.types("show", "shop");
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("us-east-1", "unknown, the journal cannot be read")
                .doesNotContain("none so far");
        assertThat(shown.err())
                .contains("Unknown since ", "table changeover-journal", "did not answer")
                .doesNotContain("--break-glass");

        JsonNode json = operator.types("show", "shop", "-o", "json").json();
        assertThat(json.get("active").asString()).isEqualTo("us-east-1");
        assertThat(json.get("owed").isNull()).isTrue();
        assertThat(json.at("/unread/0/code").asString()).isEqualTo("UNREACHABLE");
        assertThat(json.at("/unread/0/since").asString()).isNotEmpty();
        assertThat(operator.types("apps").out()).contains("unknown");
    }

    @Test
    void showAsksTheWorldAndTheJournalSideBySide() {
        var both = new CountDownLatch(2);
        operator.world.threaded(() -> meet(both));
        operator.shared.asked = () -> meet(both);

        Operator.Said shown = operator.types("show", "shop");

        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("us-east-1");
    }

    /** Goes on only once the other has come here too. */
    private static void meet(CountDownLatch both) {
        both.countDown();
        try {
            assertThat(both.await(MEETING_MAX.toSeconds(), TimeUnit.SECONDS))
                    .as("asked one after the other")
                    .isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void whatNobodyCanReadIsNotTakenForNothing() {
        operator.shared.reachable = false;

        for (String command : List.of("history", "report", "watch", "drills")) {
            Operator.Said said = operator.types(command, "shop");
            assertThat(said.code()).as(command).isEqualTo(ExitCode.UNREACHABLE.number());
            assertThat(said.err())
                    .as(command)
                    .contains("Unknown since ", "changeover doctor")
                    .doesNotContain("--break-glass");
        }
        JsonNode listed = operator.types("history", "shop", "-o", "json").json();
        assertThat(listed.get("changeovers").isEmpty()).isTrue();
        assertThat(listed.get("unread").size()).isEqualTo(1);

        operator.shared.why = new PortFailure(PortFailure.Code.DENIED, "the token has expired");
        assertThat(operator.types("history", "shop").code()).isEqualTo(ExitCode.DENIED.number());
    }

    @Test
    void whatTheBrokenGlassWroteIsShownWhileTheSharedJournalIsSilent() {
        operator.shared.reachable = false;
        failover("--break-glass", "--timeout", "1s");
        ChangeoverId id = operator.journal().history(SHOP).getFirst();

        assertThat(operator.types("show", "shop").out()).contains(id.value());
        Operator.Said listed = operator.types("history", "shop");
        assertThat(listed.code()).isZero();
        assertThat(listed.out()).contains(id.value(), "unknown: the shared journal");
        assertThat(operator.types("report", "shop").code()).as("it is live").isZero();
        Operator.Said watched = operator.types("watch", "shop");
        assertThat(watched.code()).as(watched.err()).isZero();
        assertThat(operator.world.on()).isEqualTo(Operator.shop().secondary().region());

        for (String command : List.of("report", "watch")) {
            Operator.Said said = operator.types(command, "shop");
            assertThat(said.code()).as("it is over, and another may run").isEqualTo(ExitCode.UNREACHABLE.number());
            assertThat(said.out()).contains(id.value());
        }
        assertThat(operator.types("report", id.value()).code()).isZero();
        assertThat(operator.types("cancel", "shop", "--reason", "no").code()).isEqualTo(ExitCode.UNREACHABLE.number());
    }

    @Test
    void aDrillThatSomebodyElseBeganIsSeenAndStandsInTheWay() {
        var request = new DrillRequest(
                new DrillId("drill-elsewhere"), new Actor("ben", "by the API"), DrillRequest.SOAK_DEFAULT);
        operator.shared.drills().open(new DrillEvent.Started(request, Operator.shop(), Instant.now()));

        assertThat(operator.types("drills", "shop").out()).contains("drill-elsewhere");
        assertThat(operator.types("report", "drill-elsewhere").out()).contains("drill-elsewhere");
        Operator.Said second = drill();
        assertThat(second.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(second.err()).contains("drill drill-elsewhere has not ended");
    }

    @Test
    void drillsAndReadinessAreKeptWhereAllOperatorsLook() {
        assertThat(drill().code()).isZero();

        assertThat(operator.shared.drills().history(SHOP)).hasSize(1);
        assertThat(operator.shared.changeovers().history(SHOP)).hasSize(2);
        assertThat(operator.journal().history(SHOP)).isEmpty();
        assertThat(operator.types("ready", "shop").code()).isZero();
        assertThat(operator.shared.reports.latest(SHOP)).hasSize(1);
        assertThat(operator.home.resolve("journal/readiness")).doesNotExist();
    }

    @Test
    void aDrillNeedsToKnowWhatRunsUnlessTheGlassIsBroken() {
        operator.shared.reachable = false;

        Operator.Said refused = drill();
        assertThat(refused.code()).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(refused.err()).contains("Whether another drill of shop runs cannot be told.");
        Operator.Said ready = operator.types("ready", "shop");
        assertThat(ready.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(ready.err()).contains("The result was not kept");

        assertThat(operator.types("ready", "shop", "--break-glass").code()).isZero();
        Operator.Said drilled = drill("--break-glass");
        assertThat(drilled.code()).as(drilled.err()).isZero();
        assertThat(operator.journal().history(SHOP)).hasSize(2);
        assertThat(operator.types("drills", "shop").out()).contains("passed", "unknown: the shared journal");
    }

    @Test
    void aDrillWithTheGlassBrokenIsMergedWithItsChangeovers() {
        operator.shared.reachable = false;
        assertThat(drill("--break-glass").code()).isZero();
        operator.shared.reachable = true;

        Operator.Said merged = operator.types("journal", "merge", "shop", "-o", "json");

        assertThat(merged.code()).as(merged.err()).isZero();
        assertThat(merged.json().get("changeovers").size()).isEqualTo(2);
        String id = merged.json().at("/drills/0/id").asString();
        assertThat(operator.shared.drills().history(SHOP))
                .extracting(DrillId::value)
                .containsExactly(id);
        assertThat(operator.shared.changeovers().history(SHOP))
                .extracting(ChangeoverId::value)
                .containsExactly(id + "-failover", id + "-failback");
        assertThat(operator.types("journal", "merge", "shop", "-o", "jsonl").lines())
                .hasSize(3)
                .allMatch(line -> line.contains("there already"));
    }

    @Test
    void noDrillBeginsBesideAChangeoverThatTheBrokenGlassLeft() {
        operator.shared.reachable = false;
        failover("--break-glass", "--timeout", "1s");
        operator.shared.reachable = true;

        Operator.Said said = drill();

        assertThat(said.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(said.err()).contains("is running");
    }

    private Operator.Said drill(String... more) {
        var words = new ArrayList<>(List.of("drill", "shop", "--confirm", "drill shop", "--soak", "10s"));
        words.addAll(List.of(more));
        return operator.types(words.toArray(String[]::new));
    }

    private Operator.Said failover(String... more) {
        var words = new ArrayList<>(List.of("failover", "shop", "--confirm", "shop us-west-2"));
        words.addAll(List.of(more));
        return operator.types(words.toArray(String[]::new));
    }

    private void somebodyElseStarts() {
        var plan = Operator.shop();
        var request = new ChangeoverRequest(
                new ChangeoverId("shop-elsewhere"),
                plan.primary().region(),
                plan.secondary().region(),
                Mode.GRACEFUL,
                new Actor("ben", "a drill"),
                Optional.empty(),
                Set.of(),
                List.of());
        operator.shared.changeovers().open(new Event.Started(request, plan, Instant.now()));
    }
}
