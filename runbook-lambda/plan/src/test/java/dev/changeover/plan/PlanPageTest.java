package dev.changeover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.step.StepName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/plan.md knows every key of the file and none that is refused, and its example is valid. */
class PlanPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "plan.md");
    private static final Pattern KEY = Pattern.compile("`(?:regions\\.)?([a-z-]+)`");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final String page = Files.readString(PAGE);

    PlanPageTest() throws IOException {}

    @Test
    void listsEveryKeyAndNoOther() {
        Set<String> listed = page.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(first -> KEY.matcher(first).results())
                .map(key -> key.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Arrays.stream(Part.values())
                .filter(part -> part != Part.STEPS)
                .flatMap(part -> part.keys().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(known);
    }

    @Test
    void namesEveryStep() {
        for (StepName step : StepName.values()) {
            assertThat(page).contains("`" + step + "`");
        }
    }

    @Test
    void statesBoundsAsTheyAre() {
        assertThat(row("rto")).contains("1 s to 24 h");
        assertThat(PlanReader.RTO).hasToString("1s to 24h");
        assertThat(row("rpo")).contains("0 s to 24 h");
        assertThat(PlanReader.RPO).hasToString("0s to 24h");
        assertThat(row("connect")).contains("50 ms to 10 s");
        assertThat(TimeoutsReader.CONNECT).hasToString("50ms to 10s");
        assertThat(row("call")).contains("100 ms to 1 min");
        assertThat(TimeoutsReader.CALL).hasToString("100ms to 1m");
        assertThat(row("steps")).contains("1 s to 7 days");
        assertThat(TimeoutsReader.STEP).hasToString("1s to 168h");
        assertThat(row("sustained")).contains("0 s to 1 h");
        assertThat(AlarmTriggerReader.SUSTAINED).hasToString("0s to 1h");
        assertThat(row("event-age")).contains("1 s to 6 h");
        assertThat(AlarmTriggerReader.EVENT_AGE).hasToString("1s to 6h");
        assertThat(row("recovery-period")).contains("0 s to 30 days");
        assertThat(AlarmTriggerReader.RECOVERY_PERIOD).hasToString("0s to 720h");
    }

    @Test
    void showsAValidExample() {
        MatchResult example = EXAMPLE.matcher(page).results().findFirst().orElseThrow();
        assertThat(PlanFile.parse(example.group(1), "docs/plan.md")).isInstanceOf(PlanFile.Reading.Valid.class);
    }

    private String row(String key) {
        Matcher row =
                Pattern.compile("^\\| `" + key + "` \\|.*$", Pattern.MULTILINE).matcher(page);
        assertThat(row.find()).as(key).isTrue();
        return row.group();
    }
}
