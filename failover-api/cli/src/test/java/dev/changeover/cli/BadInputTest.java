package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
    }

    private void refuses(int code, String sentence, String... arguments) {
        var said = operator.types(arguments);
        assertThat(said.code()).as(said.err()).isEqualTo(code);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void namesTheNearestCommandOptionApplicationAndRegion() {
        refuses(2, "There is no command 'failovr'. Did you mean 'failover'?", "failovr", "shop");
        refuses(2, "There is no option '--confrim' here. Did you mean '--confirm'?", "failover", "shop", "--confrim=x");
        refuses(2, "There is no application 'shp'. Did you mean 'shop'?", "failover", "shp");
        refuses(2, "Did you mean 'us-west-2'?", "failover", "shop", "--to", "us-west-1");
        refuses(2, "Did you mean 'DATABASE_BUSY'?", "failover", "shop", "--acknowledge", "DATABASE_BUZY");
        refuses(2, "ALREADY_ACTIVE cannot be acknowledged.", "failover", "shop", "--acknowledge", "ALREADY_ACTIVE");
        refuses(2, "There is no command 'validat'. Did you mean 'validate'?", "plan", "validat", "x");
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        refuses(2, "--accept-loss goes with --ungraceful only", "failover", "shop", "--accept-loss", "5s");
        refuses(
                2,
                "neither a duration such as 500ms, 5s or 2m, nor 'unknown'",
                "failover",
                "shop",
                "--accept-loss",
                "5");
        refuses(2, "is not a duration such as", "failover", "shop", "--timeout", "soon");
        refuses(2, "Name the safety rule by its ARN", "failover", "shop", "--override-rule", "rule");
        refuses(2, "A command is missing");
        refuses(2, "Missing required parameter: 'APP'", "failover");
    }

    @Test
    void saysWhichPlanIsMissing() throws IOException {
        Files.delete(operator.home.resolve("plans/shop.plan.yaml"));
        refuses(2, "There is no plan in " + operator.home.resolve("plans"), "show", "shop");
        refuses(
                2,
                "no such file",
                "show",
                "shop",
                "--plan",
                folder.resolve("none.plan.yaml").toString());
    }

    @Test
    void aFaultyPlanDoesNotStopAnotherApplication() {
        operator.keep("broken.plan.yaml", "application: broken\nregion: x\n");

        var said = operator.types("apps");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("shop");
        assertThat(said.err()).contains("broken.plan.yaml");
    }

    @Test
    void explainsEveryFaultOfAPlan() {
        Path file = operator.keep("b.yaml", Operator.shopText().replace("rto: 5m", "rot: 5m"));

        var said = operator.types("plan", "validate", file.toString(), "-o", "json");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.json().get("valid").asBoolean()).isFalse();
        assertThat(said.json().get("faults").get(0).get("line").asInt()).isPositive();
        assertThat(said.json().get("faults").toString()).contains("rto");
        assertThat(operator.types(
                                "plan",
                                "validate",
                                operator.home.resolve("plans/shop.plan.yaml").toString())
                        .code())
                .isZero();
    }

    @Test
    void knowsNoChangeoverItWasNotTold() {
        refuses(2, "There is no changeover 'shop' in this journal.", "watch", "shop");
        refuses(2, "There is no changeover 'shop-20260101-000000-abcd'", "report", "shop-20260101-000000-abcd");
        refuses(2, "There is no changeover 'What?'", "pause", "What?", "--reason", "x");
    }

    @Test
    void aDamagedJournalIsNotGuessedAt() throws IOException {
        operator.types("failover", "shop", "--confirm", "shop us-west-2");
        Path changeovers = operator.home.resolve("journal/changeovers");
        try (var files = Files.list(changeovers)) {
            Path journal = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            String text = Files.readString(journal);
            Files.writeString(journal, text.replaceFirst("StepStarted", "StepStorted"));
        }
        refuses(1, "The journal is damaged", "report", "shop");
    }

    @Test
    void aHomeThatCannotBeWrittenStartsNothing() throws IOException {
        Files.writeString(operator.home.resolve("journal"), "in the way");

        refuses(1, "The disk said no", "failover", "shop", "--confirm", "shop us-west-2");
        assertThat(operator.world.performed).isEmpty();
    }
}
