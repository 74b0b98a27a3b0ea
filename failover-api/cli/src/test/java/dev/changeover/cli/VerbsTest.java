package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsTest {
    private static final Region EAST = new Region("us-east-1");
    private static final Region WEST = new Region("us-west-2");

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
    }

    private Operator.Said failover(String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {"failover", "shop", "--confirm", "shop us-west-2"}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return operator.types(all);
    }

    /** The target Region goes dark while the writer is being moved there, and stays so past the step's deadline. */
    private Operator.Said haltedFailover() {
        operator.world.after(Duration.ofMillis(500), () -> operator.world.darken(WEST));
        return failover();
    }

    @Test
    void aHaltSaysWhatHappenedWhatItMeansAndWhatToType() {
        var said = haltedFailover();

        assertThat(said.code()).as(said.err()).isEqualTo(6);
        assertThat(said.err())
                .contains("halted: the step took longer than its deadline")
                .contains("What happened  after")
                .contains("What it means  ")
                .contains("What to do     read what it waited for; retry, skip, escalate or cancel")
                .containsPattern("changeover retry shop-\\S+ --reason")
                .containsPattern("changeover cancel shop-\\S+ --reason");
    }

    @Test
    void retryGoesOnToTheEnd() {
        haltedFailover();
        operator.world.heal();

        var said = operator.types("retry", "shop", "--reason", "us-west-2 is back");

        assertThat(said.code()).as("done, but later than the objective").isEqualTo(7);
        assertThat(said.out()).contains("objective 5 min missed");
        assertThat(operator.world.on()).isEqualTo(WEST);
        assertThat(operator.types("report", "shop").out()).contains("retry by ana: us-west-2 is back");
    }

    @Test
    void cancelEndsItAndIsWhatWasAskedFor() {
        haltedFailover();

        var said = operator.types("cancel", "shop", "--reason", "try again tomorrow", "-o", "json");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.json().get("state").asString()).isEqualTo("cancelled");
        assertThat(operator.journal().live(Operator.shop().name())).isEmpty();
    }

    @Test
    void escalateAsksForTheLossAndGoesOn() {
        operator.keep("shop.plan.yaml", Operator.shopText() + "timeouts:\n  steps:\n    SwitchDatabase: 20s\n");
        failover("--timeout", "1ms");
        operator.world.darken(EAST);

        assertThat(operator.types("escalate", "shop", "--reason", "dark").code())
                .as("without a loss")
                .isEqualTo(2);
        var said = operator.types("escalate", "shop", "--accept-loss", "5s", "--reason", "us-east-1 is dark");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(operator.world.writer()).isEqualTo(WEST);
        assertThat(operator.types("report", "shop", "-o", "json")
                        .json()
                        .get("mode")
                        .asString())
                .isEqualTo("ungraceful");
    }

    @Test
    void pausedWaitsForAPersonAndResumeGoesOn() {
        failover("--timeout", "1s");
        assertThat(operator.types("pause", "shop", "--reason", "look first").code())
                .isZero();

        var waiting = operator.types("watch", "shop", "--timeout", "1m");
        assertThat(waiting.code()).isEqualTo(8);
        assertThat(waiting.err()).contains("paused");

        var said = operator.types("resume", "shop", "--reason", "looked");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(operator.world.on()).isEqualTo(WEST);
    }

    @Test
    void aVerbThatIsNotPossibleSaysWhichAre() {
        failover("--timeout", "1s");

        var said = operator.types("resume", "shop", "--reason", "no reason");

        assertThat(said.code()).isEqualTo(4);
        assertThat(said.err())
                .contains("Not possible now: resume: it is not paused.")
                .contains("changeover cancel shop-");
    }

    @Test
    void theSecondPersonApproves() {
        operator.keep("shop.plan.yaml", Operator.shopText() + "policy:\n  approval: true\n");
        assertThat(failover("--timeout", "1m").code()).isEqualTo(8);
        assertThat(operator.types("approve", "shop", "--reason", "fine").err())
                .contains("ana asked for the changeover, so somebody else must approve it");

        operator.environment.put("CHANGEOVER_WHO", "ben");
        var said = operator.types("approve", "shop", "--reason", "fine");

        assertThat(said.code()).as(said.err()).isZero();
    }

    @Test
    void acknowledgeNeedsTheFindingByName() {
        var said = operator.types("acknowledge", "shop", "LOSS_UNKNOW", "--reason", "we know");
        assertThat(said.code()).isEqualTo(2);

        failover("--timeout", "1s");
        said = operator.types("acknowledge", "shop", "LOSS_UNKNOW", "--reason", "we know");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("Did you mean 'LOSS_UNKNOWN'?");
    }

    @Test
    void everyVerbTakesAReason() {
        for (String verb : new String[] {"pause", "resume", "retry", "skip", "cancel", "approve", "acknowledge"}) {
            var said = operator.types(verb, "shop");
            assertThat(said.code()).as(verb).isEqualTo(2);
            assertThat(said.err()).as(verb).contains("--reason");
        }
    }
}
