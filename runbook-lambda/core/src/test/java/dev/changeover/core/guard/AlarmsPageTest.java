package dev.changeover.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page an operator reads says what the code says, word for word. */
class AlarmsPageTest {
    @Test
    void listsEveryReason() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "alarms.md"));
        for (GuardReason.Code code : GuardReason.Code.values()) {
            assertThat(page).contains("| `" + code + "` | " + code.inWords() + " | " + code.whatToDo() + " |");
        }
    }
}
