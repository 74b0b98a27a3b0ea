package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.ready.SafetyRules;
import dev.changeover.journal.FileBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReadyTest {
    private static final Region EAST = new Region("us-east-1");
    private static final Region WEST = new Region("us-west-2");

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
    }

    private Operator.Said ready(String... more) {
        List<String> words = new ArrayList<>(List.of("ready", "shop", "-o", "json"));
        words.addAll(List.of(more));
        return operator.types(words.toArray(String[]::new));
    }

    private static List<String> found(Operator.Said said) {
        List<String> found = new ArrayList<>();
        for (JsonNode finding : said.json().get("findings")) {
            found.add(
                    finding.get("code").asString() + " " + finding.get("check").asString() + " "
                            + finding.get("severity").asString());
        }
        return found;
    }

    @Test
    void aSoundApplicationIsReady() {
        var said = ready();

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(found(said))
                .containsExactlyInAnyOrder("ARTEFACTS_NOT_NAMED Artefacts note", "WRITES_UNPROVEN Permissions note");
        assertThat(said.json().get("active").asString()).isEqualTo("us-east-1");
        assertThat(new FileBoard(operator.home.resolve("journal"))
                        .latest(Operator.shop().name()))
                .singleElement()
                .satisfies(report -> assertThat(report.place()).isEqualTo("here"));
        assertThat(operator.types("ready", "shop").out())
                .contains("Secrets", "fine", "A graceful move could start now.");
    }

    @Test
    void whatIsNotKnownYetIsAskedForOnceMoreBeforeItIsCalledBroken() {
        operator.world.loseLooks(1);
        var said = ready();
        assertThat(said.code()).as(said.out()).isZero();

        operator.world.loseLooks(2);
        assertThat(found(ready()))
                .contains(
                        "UNREADABLE Writer blocking",
                        "UNREADABLE TargetInstance blocking",
                        "UNREADABLE RoutingStates blocking");
    }

    @Test
    void everythingWrongHasAFindingOfItsOwn() {
        var small = operator.readiness;
        small.members.put(WEST, SmallReadiness.member("17.2", "db.t4g.medium", "creating"));
        small.rpo.put(WEST, "30");
        small.silentEndpoints.addAll(Set.of(EAST, WEST, new Region("eu-west-1")));
        small.ttl = Duration.ofHours(1);

        var said = ready();

        assertThat(said.code()).isEqualTo(4);
        assertThat(found(said))
                .contains(
                        "TARGET_WITHOUT_INSTANCE TargetInstance blocking",
                        "INSTANCE_CLASS_DIFFERS TargetInstance warning",
                        "ENGINE_VERSIONS_DIFFER EngineVersions blocking",
                        "RPO_PARAMETER_SET RpoParameter warning",
                        "ROUTING_QUORUM_LOST RoutingEndpoints blocking",
                        "DNS_TTL_ABOVE_OBJECTIVE Dns warning")
                .filteredOn("ROUTING_ENDPOINT_SILENT RoutingEndpoints warning"::equals)
                .hasSize(3);
    }

    @Test
    void whatCannotBeReadIsNeverFine() {
        operator.world.darken(WEST);
        operator.readiness.silent.add(WEST);

        var said = ready("--document", "Changeover-Failover");

        assertThat(said.code()).isEqualTo(4);
        assertThat(found(said))
                .contains(
                        "UNREADABLE TargetInstance blocking",
                        "UNREADABLE EngineVersions warning",
                        "UNREADABLE RpoParameter warning",
                        "UNREADABLE Secrets blocking",
                        "UNREADABLE Artefacts warning",
                        "UNREADABLE Permissions blocking",
                        "STANDBY_UNHEALTHY Health warning");
    }

    @Test
    void whereTheWriterIsUnknownNothingIsHeldAgainstIt() {
        operator.world.darken(EAST);

        assertThat(found(ready()))
                .contains(
                        "UNREADABLE Writer blocking",
                        "UNREADABLE Replication warning",
                        "UNREADABLE TargetInstance blocking",
                        "UNREADABLE RoutingStates blocking",
                        "UNREADABLE SafetyRules warning");
    }

    @Test
    void comparesWhatIsDeployed() {
        operator.readiness.deployed.put("step@us-east-1", "aaa");
        operator.readiness.deployed.put("step@us-west-2", "bbb");
        operator.readiness.deployed.put("Failover@us-east-1", "ccc");

        var said = ready("--function", "step=aaa", "--document", "Failover");

        assertThat(found(said))
                .contains(
                        "ARTEFACTS_DIFFER Artefacts warning",
                        "ARTEFACT_UNEXPECTED Artefacts warning",
                        "ARTEFACT_MISSING Artefacts blocking");
    }

    @Test
    void saysWhichSafetyRuleWouldForbidTheShift() {
        ApplicationPlan plan = Operator.shop();
        String east = plan.primary().control().value();
        String west = plan.secondary().control().value();
        var atLeastOne = new SafetyRules.Norm(SafetyRules.Type.ATLEAST, 1, false);
        operator.readiness.rules = List.of(
                new SafetyRules.Rule("arn:one", "one-on", false, List.of(east, west), List.of(east, west), atLeastOne));
        assertThat(ready().code()).isZero();

        operator.readiness.rules = List.of(new SafetyRules.Rule(
                "arn:gate", "gate-shut", true, List.of("arn:gate-control"), List.of(west), atLeastOne));
        var said = ready();

        assertThat(said.code()).isEqualTo(4);
        assertThat(said.out()).contains("gating rule gate-shut (arn:gate) forbids the shift to us-west-2");
    }

    @Test
    void tellsOfAChangeoverThatNobodyDrives() {
        ApplicationPlan plan = Operator.shop();
        var id = new ChangeoverId("changeover-1");
        var by = new Actor("ana", "a test");
        var request = new ChangeoverRequest(id, EAST, WEST, Mode.GRACEFUL, by, Optional.empty(), Set.of(), List.of());
        operator.journal().open(new Event.Started(request, plan, operator.world.now()));
        operator.journal().lease(id, "somebody", operator.world.now(), Duration.ofSeconds(46));

        operator.world.rest(Duration.ofMinutes(2));
        assertThat(found(ready())).contains("CHANGEOVER_LIVE Changeovers blocking");

        operator.world.rest(Duration.ofMinutes(1));
        var said = ready();

        assertThat(said.code()).isEqualTo(4);
        assertThat(found(said)).contains("CHANGEOVER_UNDRIVEN Changeovers blocking");
        assertThat(said.out()).contains("changeover-1 has had no driver for 134 s");
    }

    @Test
    void aJournalThatCannotBeTriedBlocks() throws IOException {
        Files.createDirectories(operator.home.resolve("journal"));
        Files.writeString(operator.home.resolve("journal").resolve("readiness"), "not a folder");

        var said = ready();

        assertThat(said.code()).isEqualTo(4);
        assertThat(found(said)).contains("JOURNAL_UNUSABLE Journal blocking");
        assertThat(said.err()).contains("The result was not kept");
    }

    @Test
    void anArtefactWithoutANameIsAMistake() {
        assertThat(ready("--document", "=abc").code()).isEqualTo(2);
        assertThat(operator.types("drill", "shop", "--confirm", "drill shop", "--soak", "13h")
                        .code())
                .isEqualTo(2);
    }
}
