package dev.changeover.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page an operator reads says what the code says, word for word. */
class RunbookPageTest {
    private final String page = read();

    @Test
    void listsEveryFinding() {
        for (Finding.Code code : Finding.Code.values()) {
            assertThat(page)
                    .contains("| `" + code + "` | " + (code.blocking() ? "yes" : "no") + " | " + code.remedy() + " |");
        }
    }

    @Test
    void listsEveryHalt() {
        for (HaltReason reason : HaltReason.values()) {
            assertThat(page).contains("| `" + reason + "` | " + reason.inWords() + " | " + reason.whatToDo() + " |");
        }
    }

    @Test
    void listsEveryWait() {
        for (WaitReason reason : WaitReason.values()) {
            assertThat(page).contains("| `" + reason + "` | " + reason.inWords() + " |");
        }
    }

    @Test
    void listsEveryStep() {
        for (StepName step : StepName.values()) {
            assertThat(page).contains("| " + step + " |");
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "..", "docs", "runbook.md"));
        } catch (IOException missing) {
            throw new AssertionError("docs/runbook.md cannot be read", missing);
        }
    }
}
