package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
    }

    @Test
    void appsListsThePlans() {
        var said = operator.types("apps", "-o", "json");

        assertThat(said.json().get("applications").get(0).get("application").asString())
                .isEqualTo("shop");
        assertThat(operator.types("apps").out())
                .contains("shop")
                .contains("us-east-1")
                .contains("us-west-2");
    }

    @Test
    void showTellsWhereTheApplicationIs() {
        var said = operator.types("show", "shop");

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("✔ the writer is in us-east-1, available, replica connected")
                .contains("On: us-east-1")
                .contains("healthy: wrote a row")
                .contains("none so far");
        assertThat(operator.types("show", "shop", "-o", "json")
                        .json()
                        .get("active")
                        .asString())
                .isEqualTo("us-east-1");
    }

    @Test
    void showSaysUnknownForWhatIsDarkAndGoesOn() {
        operator.world.darken(new Region("us-east-1"));

        var said = operator.types("show", "shop");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("unknown, RDS is not reachable: no answer from us-east-1");
    }

    @Test
    void reportAndHistoryReadTheJournalOnly() {
        operator.types("failover", "shop", "--confirm", "shop us-west-2", "--reason", "drill");

        var report = operator.types("report", "shop");
        assertThat(report.out())
                .contains("by ana: drill")
                .containsPattern("SwitchDatabase +✔ satisfied +3\\.\\d s")
                .contains("objective 5 min met");
        var history = operator.types("history", "shop");
        assertThat(history.out()).contains("graceful failover → us-west-2").contains("completed");
    }

    @Test
    void colourIsForTerminalsThatWantIt() {
        assertThat(operator.types("show", "shop").out()).doesNotContain("\u001b[");
    }

    @Test
    void completionIsAShellScript() {
        assertThat(operator.types("completion", "bash").out())
                .contains("_complete_changeover")
                .contains("failover");
        assertThat(operator.types("completion", "zsh").out()).startsWith("autoload");
        assertThat(operator.types("completion", "fish").code()).isEqualTo(2);
    }

    @Test
    void everyCommandExplainsItself() {
        String help = operator.types("--help").out();

        assertThat(help)
                .contains("failover", "failback", "watch", "reconcile", "doctor")
                .doesNotContain("rehearse");
        for (String command : new String[] {"failover", "watch", "escalate", "doctor", "show", "completion"}) {
            var said = operator.types(command, "--help");
            assertThat(said.code()).isZero();
            assertThat(said.out()).contains("Usage: changeover " + command);
        }
    }

    @Test
    void doctorSaysWhatToDo() {
        var said = operator.types("doctor", "-o", "json");

        assertThat(said.json().get("checks").toString()).contains("Java", "Home", "Disk", "Plan", "Credentials");
        assertThat(said.code()).as("there are no credentials in this home").isEqualTo(1);
        for (var check : said.json().get("checks")) {
            assertThat(check.get("level").asString().equals("ok"))
                    .as(check.toString())
                    .isEqualTo(check.get("whatToDo").asString().isEmpty());
        }
    }
}
