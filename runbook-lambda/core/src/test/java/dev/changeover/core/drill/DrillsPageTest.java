package dev.changeover.core.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page an operator reads says what the code says, word for word. */
class DrillsPageTest {
    private final String page = read();

    @Test
    void listsEveryReasonToStop() {
        for (StopReason reason : StopReason.values()) {
            assertThat(page).contains("| `" + reason + "` | " + reason.inWords() + " | " + reason.whatToDo() + " |");
        }
    }

    @Test
    void listsEveryPhase() {
        for (DrillPhase phase : DrillPhase.values()) {
            assertThat(page).contains("| " + phase + " |");
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "..", "docs", "drills.md"));
        } catch (IOException missing) {
            throw new AssertionError("docs/drills.md cannot be read", missing);
        }
    }
}
