package dev.changeover.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** One catalogue, two languages: what is said in one is said in the other, and nothing is said past it. */
class CatalogueTest {
    private static final Path WEB = Path.of("src", "main", "web");
    private static final Pattern HOLE = Pattern.compile("\\{\\w+}");
    private static final Pattern QUOTED = Pattern.compile("['`]([a-z][a-z0-9-]*(?:\\.[A-Za-z0-9${}_-]+)*)['`]");
    // Words of the contract: their keys are put together from a group and a value.
    private static final Set<String> GROUPS = Set.of(
            "arming",
            "column",
            "direction",
            "mode",
            "move",
            "outcome",
            "phase",
            "report",
            "role",
            "state",
            "theme",
            "verb",
            "wait",
            "what",
            "world");

    private final Map<String, List<String>> messages = messages();

    @Test
    void saysEverythingInBothLanguages() {
        messages.forEach((key, texts) -> assertThat(texts).as(key).hasSize(2).noneMatch(String::isBlank));
    }

    @Test
    void leavesTheSameHolesInBothLanguages() {
        messages.forEach((key, texts) -> assertThat(holes(texts.get(1))).as(key).isEqualTo(holes(texts.get(0))));
    }

    @Test
    void keepsKeysInOrder() {
        assertThat(List.copyOf(messages.keySet())).isSorted();
    }

    @Test
    void holdsNothingThatNobodySays() throws IOException {
        Set<String> quoted =
                QUOTED.matcher(sources()).results().map(one -> one.group(1)).collect(Collectors.toSet());
        assertThat(messages.keySet())
                .filteredOn(key -> !GROUPS.contains(key.replaceAll("\\..*", "")))
                .allMatch(quoted::contains);
    }

    @Test
    void hasAWordForEveryStateOfTheContract() throws IOException {
        Set<String> missing = new TreeSet<>();
        String contract = Files.readString(WEB.resolve("contract.ts"));
        words(contract, "ChangeoverPhase").map("state."::concat).forEach(missing::add);
        words(contract, "VerbName").map("verb."::concat).forEach(missing::add);
        words(contract, "VerbName").map(verb -> "verb." + verb + ".do").forEach(missing::add);
        words(contract, "Direction").map("direction."::concat).forEach(missing::add);
        words(contract, "Mode").map("mode."::concat).forEach(missing::add);
        missing.removeAll(messages.keySet());
        assertThat(missing).isEmpty();
    }

    @Test
    void hasASentenceForEverythingAStepWaitsFor() throws IOException {
        String reasons = Files.readString(Path.of("..", "..", "runbook-lambda", "core", "src", "main", "java")
                .resolve("dev/changeover/core/step/WaitReason.java"));
        Set<String> keys = Pattern.compile("(?m)^    ([A-Z_]+)\\(")
                .matcher(reasons)
                .results()
                .map(one -> "wait." + one.group(1))
                .collect(Collectors.toSet());
        assertThat(keys).isNotEmpty();
        assertThat(messages.keySet())
                .filteredOn(key -> key.startsWith("wait."))
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    private static Stream<String> words(String contract, String type) {
        String line = contract.lines()
                .filter(one -> one.startsWith("export type " + type + " ="))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("'([^']+)'").matcher(line).results().map(one -> one.group(1));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.list(WEB)) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(one -> one.toString().matches(".*\\.tsx?")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static Set<String> holes(String text) {
        return HOLE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<String>> messages() {
        return JsonMapper.shared().readValue(WEB.resolve("messages.json").toFile(), Map.class);
    }
}
