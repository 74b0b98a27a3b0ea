package dev.changeover.core.ready;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.ready.ReadinessFinding.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page an operator reads says what the code says, word for word. */
class ReadinessPageTest {
    private final String page = read();

    @Test
    void listsEveryFinding() {
        for (Code code : Code.values()) {
            assertThat(page)
                    .contains("| `" + code + "` | " + severity(code) + " | " + drill(code) + " | " + code.remedy()
                            + " |");
        }
    }

    @Test
    void listsEveryCheck() {
        for (Check check : Check.values()) {
            assertThat(page)
                    .contains("| " + check + " | " + check.inWords() + " | " + word(check.whenUnreadable()) + " |");
        }
    }

    private static String severity(Code code) {
        return code == Code.UNREADABLE ? "as its check" : word(code.severity());
    }

    private static String drill(Code code) {
        if (code == Code.UNREADABLE) {
            return "if blocking";
        }
        return code.severity() == Severity.BLOCKING || code.drillOnly() ? "yes" : "no";
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "..", "docs", "readiness.md"));
        } catch (IOException missing) {
            throw new AssertionError("docs/readiness.md cannot be read", missing);
        }
    }
}
