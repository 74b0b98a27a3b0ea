package dev.changeover.twin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The cases of "Comparison operators for use in event patterns", and seeded ones. */
class EventPatternTest {
    private static final String EVENT = """
            {"source": "changeover", "detail-type": "step ended", "resources": ["arn:one", "arn:two"],
             "detail": {"state": "ok", "count": 5, "ratio": 300.0, "who": null, "done": true,
                        "file": "report.PNG", "nested": {"deep": "x"}, "empty": "", "list": [{"a": 1}, {"a": 2}]}}
            """;

    @SuppressWarnings("unchecked") // an object of JSON has text keys
    private static boolean matches(String pattern) {
        return EventPattern.parse(pattern).matches(JsonMapper.shared().readValue(EVENT, Map.class));
    }

    private static void detail(String pattern, boolean expected) {
        assertThat(matches("{\"detail\": {" + pattern + "}}")).as(pattern).isEqualTo(expected);
    }

    @Test
    void comparesValues() {
        detail("\"state\": [\"ok\"]", true);
        detail("\"state\": [\"no\", \"ok\"]", true);
        detail("\"state\": [\"OK\"]", false);
        detail("\"count\": [5]", true);
        detail("\"count\": [\"5\"]", false);
        detail("\"ratio\": [300]", false);
        detail("\"who\": [null]", true);
        detail("\"gone\": [null]", false);
        detail("\"done\": [true]", true);
        detail("\"empty\": [\"\"]", true);
        detail("\"nested\": {\"deep\": [\"x\"]}", true);
        detail("\"list\": {\"a\": [2]}", true);
        detail("\"list\": {\"a\": [3]}", false);
        assertThat(matches("{\"resources\": [\"arn:two\"]}")).isTrue();
        assertThat(matches("{\"resources\": [\"arn:three\"]}")).isFalse();
    }

    @Test
    void comparesByFilters() {
        detail("\"state\": [{\"prefix\": \"o\"}]", true);
        detail("\"state\": [{\"prefix\": {\"equals-ignore-case\": \"O\"}}]", true);
        detail("\"file\": [{\"suffix\": \".PNG\"}]", true);
        detail("\"file\": [{\"suffix\": \".png\"}]", false);
        detail("\"file\": [{\"suffix\": {\"equals-ignore-case\": \".png\"}}]", true);
        detail("\"state\": [{\"equals-ignore-case\": \"OK\"}]", true);
        detail("\"file\": [{\"wildcard\": \"re*t.*G\"}]", true);
        detail("\"file\": [{\"wildcard\": \"*ort\"}]", false);
        detail("\"state\": [{\"anything-but\": \"no\"}]", true);
        detail("\"state\": [{\"anything-but\": [\"no\", \"ok\"]}]", false);
        detail("\"state\": [{\"anything-but\": {\"prefix\": \"o\"}}]", false);
        detail("\"state\": [{\"anything-but\": {\"suffix\": [\"x\", \"y\"]}}]", true);
        detail("\"gone\": [{\"anything-but\": \"no\"}]", false);
        detail("\"count\": [{\"numeric\": [\">\", 0, \"<=\", 5]}]", true);
        detail("\"count\": [{\"numeric\": [\"<\", 5]}]", false);
        detail("\"ratio\": [{\"numeric\": [\"=\", 300]}]", true);
        detail("\"state\": [{\"numeric\": [\"=\", 300]}]", false);
    }

    @Test
    void asksWhetherAValueIsThere() {
        detail("\"state\": [{\"exists\": true}]", true);
        detail("\"who\": [{\"exists\": true}]", true);
        detail("\"gone\": [{\"exists\": false}]", true);
        detail("\"state\": [{\"exists\": false}]", false);
        detail("\"nowhere\": {\"deep\": [{\"exists\": false}]}", true);
        detail("\"nested\": {\"deep\": [{\"exists\": false}]}", false);
    }

    @Test
    void takesOneOfSeveralAlternatives() {
        detail("\"$or\": [{\"state\": [\"no\"]}, {\"count\": [{\"numeric\": [\">\", 4]}]}]", true);
        detail("\"$or\": [{\"state\": [\"no\"]}, {\"count\": [4]}]", false);
        detail("\"state\": [\"no\"], \"$or\": [{\"count\": [5]}, {\"count\": [6]}]", false);
    }

    @Test
    void refusesWhatIsNoPattern() {
        for (String wrong : List.of(
                "",
                "[]",
                "{}",
                "{\"source\": \"changeover\"}",
                "{\"source\": []}",
                "{\"detail\": {}}",
                "{\"source\": [[\"a\"]]}",
                "{\"source\": [{\"perfix\": \"a\"}]}",
                "{\"source\": [{\"prefix\": \"a\", \"suffix\": \"b\"}]}",
                "{\"source\": [{\"exists\": \"yes\"}]}",
                "{\"source\": [{\"numeric\": [\"=>\", 1]}]}",
                "{\"source\": [{\"numeric\": [\">\"]}]}",
                "{\"source\": [{\"anything-but\": []}]}",
                "{\"source\": [{\"wildcard\": \"a**\"}]}",
                "{\"source\": [\"a\"],}",
                "{\"source\": [\"" + "a".repeat(5000) + "\"]}")) {
            assertThatThrownBy(() -> EventPattern.parse(wrong))
                    .as(wrong.substring(0, Math.min(60, wrong.length())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A pattern made of an event matches it; with one value changed it does not; and anything-but says the reverse. */
    @Test
    void agreesWithItselfOnEventsOfAllSeeds() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            Map<String, Object> event = object(random, 3);
            String key = leaf(event, random);
            String whole = JsonMapper.shared().writeValueAsString(pattern(event, ""));
            assertThat(EventPattern.parse(whole).matches(event))
                    .as("seed %d: %s", seed, whole)
                    .isTrue();
            String other = JsonMapper.shared().writeValueAsString(pattern(event, key));
            assertThat(EventPattern.parse(other).matches(event))
                    .as("seed %d: %s", seed, other)
                    .isFalse();
        }
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new TreeMap<>();
        for (int member = 0; member <= random.nextInt(4); member++) {
            object.put("k" + member, depth > 0 && random.nextInt(3) == 0 ? object(random, depth - 1) : value(random));
        }
        return object;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextBoolean();
            case 2 -> List.of("a" + random.nextInt(9), "b" + random.nextInt(9));
            default -> "text" + random.nextInt(1000);
        };
    }

    private static String leaf(Map<String, Object> event, Random random) {
        List<String> leaves = new ArrayList<>();
        leaves(event, "", leaves);
        return leaves.get(random.nextInt(leaves.size()));
    }

    private static void leaves(Map<?, ?> object, String path, List<String> found) {
        object.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                leaves(inner, path + "/" + key, found);
            } else {
                found.add(path + "/" + key);
            }
        });
    }

    /** The event as a pattern, but for the leaf at {@code spoilt}, which asks for something else. */
    private static Map<String, Object> pattern(Map<?, ?> event, String spoilt) {
        Map<String, Object> pattern = new TreeMap<>();
        event.forEach((key, value) -> {
            String here = "/" + key;
            if (value instanceof Map<?, ?> inner) {
                String rest = spoilt.startsWith(here + "/") ? spoilt.substring(here.length()) : "";
                pattern.put(key.toString(), pattern(inner, rest));
            } else {
                Object wanted = value instanceof List<?> list ? list.getLast() : value;
                pattern.put(key.toString(), spoilt.equals(here) ? List.of("something else") : List.of("never", wanted));
            }
        });
        return pattern;
    }
}
