package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing a plan. */
class PublishTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
    }

    private Operator.Said publishes(String text) {
        return operator.types(
                "plan", "publish", operator.keep("new.plan.yaml", text).toString());
    }

    @Test
    void writesTheFileAsItIsToBothRegions() {
        var said = publishes(Operator.shopText());

        assertThat(said.code()).isZero();
        assertThat(said.lines()).containsExactly("us-east-1: published", "us-west-2: published");
        assertThat(operator.published).containsExactly(Operator.shopText());
    }

    @Test
    void saysWhichRegionHasItNot() {
        operator.answerOfPrimary =
                new Answer.Unknown(new PortFailure(PortFailure.Code.UNREACHABLE, "no answer from us-east-1"));

        var said = publishes(Operator.shopText());

        assertThat(said.code()).isEqualTo(ExitCode.GENERAL.number());
        assertThat(said.out()).contains("no answer from us-east-1").contains("us-west-2: published");
        assertThat(said.err()).contains("publish it again");
    }

    @Test
    void publishesNothingThatIsFaultyOrDoesNotFit() {
        assertThat(publishes("application: [").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(publishes(Operator.shopText() + "# padding\n".repeat(1000)).err())
                .contains("does not fit into Parameter Store");
        assertThat(operator.published).isEmpty();
    }
}
