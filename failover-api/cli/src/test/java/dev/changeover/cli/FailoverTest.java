package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverTest {
    private static final Region EAST = new Region("us-east-1");
    private static final Region WEST = new Region("us-west-2");

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
    }

    @Test
    void movesTheApplicationThereAndBack() {
        var there = operator.types("failover", "shop", "--confirm", "shop us-west-2", "-o", "json");

        assertThat(there.code()).as(there.err()).isZero();
        assertThat(there.json().get("state").asString()).isEqualTo("completed");
        assertThat(there.json().get("direction").asString()).isEqualTo("failover");
        assertThat(there.json().get("rtoMs").asLong()).isBetween(3_000L, 5_000L);
        assertThat(operator.world.writer()).isEqualTo(WEST);
        assertThat(operator.world.on()).isEqualTo(WEST);

        var back = operator.types("failback", "shop", "--confirm", "shop us-east-1");

        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).contains("graceful failback of shop").contains("completed");
        assertThat(operator.world.writer()).isEqualTo(EAST);
        assertThat(operator.types("history", "shop", "-o", "json").json().get("changeovers"))
                .hasSize(2);
    }

    @Test
    void saysEachStepAndEachWaitOnStandardError() {
        var said = operator.types("failover", "shop", "--confirm", "shop us-west-2");

        assertThat(said.err())
                .contains("SwitchDatabase: asking: SwitchoverGlobalCluster shop to shop-us-west-2, called in us-east-1")
                .contains("waiting: RDS is moving the writer (switching-over)")
                .contains("ShiftTraffic: ✔ satisfied: only us-west-2 is On");
    }

    @Test
    void drawsOneLineAStepOnATerminal() {
        var said = operator.atTerminal("shop us-west-2").types("failover", "shop");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err().lines().filter(line -> line.contains("✔ SwitchDatabase")))
                .hasSize(1);
        assertThat(said.err()).contains("\r\u001b[2K▶ SwitchDatabase");
        for (String redrawn : said.err().split("\r", -1)) {
            if (redrawn.contains("▶")) {
                assertThat(redrawn.replace("\u001b[2K", "").lines().findFirst().orElse(""))
                        .hasSizeLessThan(Streams.COLUMNS_DEFAULT);
            }
        }
    }

    @Test
    void givesEventsAsLinesOfJson() {
        var said = operator.types("failover", "shop", "--confirm", "shop us-west-2", "-o", "jsonl");

        assertThat(said.lines().getFirst()).contains("\"event\":\"Started\"");
        assertThat(said.lines().getLast()).contains("\"state\":\"completed\"").contains("\"steps\":[");
    }

    @Test
    void dryRunShowsEverythingAndStartsNothing() {
        var said = operator.types("failover", "shop", "--dry-run");

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("graceful failover of shop, us-east-1 → us-west-2")
                .contains("the writer is in us-east-1")
                .contains("lag now 40 ms, five-minute maximum 90 ms, objective 5.0 s")
                .containsPattern("global cluster shop +writer in us-east-1 +writer in us-west-2")
                .containsPattern("routing control of us-west-2 +Off +On")
                .contains("Findings    none");
        assertThat(operator.journal().history(Operator.shop().name())).isEmpty();
        assertThat(operator.world.performed).isEmpty();
    }

    @Test
    void dryRunAsJsonKeepsItsKeys() {
        var preview =
                operator.types("failover", "shop", "--dry-run", "-o", "json").json();

        assertThat(preview.propertyNames())
                .containsExactly(
                        "application",
                        "direction",
                        "mode",
                        "from",
                        "to",
                        "active",
                        "database",
                        "acceptedLossMs",
                        "live",
                        "confirm",
                        "mayStart",
                        "loss",
                        "touches",
                        "findings");
        assertThat(preview.get("confirm").asString()).isEqualTo("shop us-west-2");
        assertThat(preview.get("mayStart").asBoolean()).isTrue();
    }

    @Test
    void startsNothingWithoutThePhrase() {
        assertThat(operator.types("failover", "shop").code()).isEqualTo(3);
        assertThat(operator.types("failover", "shop", "--yes").code()).isEqualTo(3);
        assertThat(operator.types("failover", "shop", "--confirm", "shop us-east-1")
                        .code())
                .isEqualTo(3);

        var said = operator.atTerminal("yes").types("failover", "shop");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err()).contains("Type 'shop us-west-2' to start: ").contains("'yes' is not 'shop us-west-2'");
        assertThat(operator.world.performed).isEmpty();
        assertThat(operator.journal().live(Operator.shop().name())).isEmpty();
    }

    @Test
    void anUngracefulMoveAsksForTheLossToo() {
        operator.world.darken(EAST);

        var unasked = operator.types("failover", "shop", "--ungraceful", "--confirm", "shop us-west-2");
        assertThat(unasked.code()).isEqualTo(3);
        assertThat(unasked.err()).contains("may lose the last 90 ms of writes").contains("--accept-loss");

        var said = operator.atTerminal("5s", "shop us-west-2").types("failover", "shop", "--ungraceful");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err())
                .contains("How much may be lost?")
                .contains("Still owed:")
                .contains("the secret in us-east-1 must name the new writer")
                .contains("Pay with: changeover reconcile shop");
        assertThat(operator.world.writer()).isEqualTo(WEST);
    }

    @Test
    void refusesALossAboveTheAcceptedOne() {
        operator.world.darken(EAST);

        var said = operator.types(
                "failover", "shop", "--ungraceful", "--accept-loss", "50ms", "--confirm", "shop us-west-2");

        assertThat(said.code()).isEqualTo(4);
        assertThat(said.err()).contains("LOSS_ABOVE_ACCEPTED").contains("accept a larger loss");
    }

    @Test
    void unknownAcceptsWhateverIsLost() {
        operator.world.darken(EAST);

        var said = operator.types(
                "failover", "shop", "--ungraceful", "--accept-loss", "unknown", "--confirm", "shop us-west-2");

        assertThat(said.code()).as(said.err()).isZero();
    }

    @Test
    void refusesWhatStandsInTheWayBeforeItAsks() {
        operator.types("failover", "shop", "--confirm", "shop us-west-2");

        var again = operator.atTerminal("shop us-west-2").types("failover", "shop");

        assertThat(again.code()).isEqualTo(4);
        assertThat(again.err())
                .contains("Not started: ALREADY_ACTIVE stands in the way.")
                .contains("nothing to do; name the other Region to move back")
                .doesNotContain("Type 'shop");
    }

    @Test
    void paysWhatIsOwedWhenTheRegionIsBack() {
        operator.world.darken(EAST);
        operator.types("failover", "shop", "--ungraceful", "--accept-loss", "5s", "--confirm", "shop us-west-2");

        assertThat(operator.types("reconcile", "shop").code()).isEqualTo(7);
        operator.world.heal();
        var said = operator.types("reconcile", "shop");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("Nothing is owed.\n");
        assertThat(operator.world.named(EAST))
                .isEqualTo(Operator.shop().secondary().database());
    }

    @Test
    void saysWhenNobodyIsAllowedAndWhenNothingAnswers() {
        operator.world.failAll(PortFailure.Code.DENIED, "the security token included in the request is expired");
        var denied = operator.types("failover", "shop", "--confirm", "shop us-west-2");
        assertThat(denied.code()).isEqualTo(5);
        assertThat(denied.err()).contains("AWS does not let you").contains("Renew the credentials");

        operator.world.failAll(PortFailure.Code.UNREACHABLE, "connect timed out");
        var silent = operator.types("failover", "shop", "--confirm", "shop us-west-2");
        assertThat(silent.code()).isEqualTo(9);
        assertThat(silent.err()).contains("changeover doctor");
        assertThat(operator.types("show", "shop").code()).isEqualTo(9);
    }

    @Test
    void detachedGoesOnInTheBackground() {
        var said = operator.types("failover", "shop", "--confirm", "shop us-west-2", "--detach");

        assertThat(said.code()).isZero();
        assertThat(operator.inBackground).hasSize(1);
        assertThat(said.out().strip())
                .isEqualTo(operator.inBackground.getFirst().value());
        assertThat(operator.types("watch", said.out().strip()).code()).isZero();
        assertThat(operator.world.on()).isEqualTo(WEST);
    }

    @Test
    void aTimeoutLetsGoAndCancelsNothing() {
        var said = operator.types("failover", "shop", "--confirm", "shop us-west-2", "--timeout", "1s");

        assertThat(said.code()).isEqualTo(8);
        assertThat(said.err()).contains("Nothing was cancelled").contains("changeover watch shop-2026");
        assertThat(operator.types("failover", "shop", "--confirm", "shop us-west-2")
                        .code())
                .as("a running one blocks another")
                .isEqualTo(4);
        assertThat(operator.types("watch", "shop").code()).isZero();
    }

    @Test
    void controlCDetachesAndSaysSo() {
        operator.world.after(Duration.ofSeconds(1), operator.world::stop);

        var said = operator.types("failover", "shop", "--confirm", "shop us-west-2");

        assertThat(said.code()).isEqualTo(130);
        assertThat(said.err())
                .contains("Detached. Nothing was cancelled")
                .contains("the move of the writer to us-west-2 has been asked for");
    }
}
