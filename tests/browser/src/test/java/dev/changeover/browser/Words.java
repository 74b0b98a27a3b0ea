package dev.changeover.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** The console's own catalogue, so that a test presses what a person reads. */
record Words(String language) {
    private static final Map<String, List<String>> CATALOGUE = catalogue();

    /** The text of a key with its holes filled: name, value, name, value. */
    String say(String key, String... values) {
        String text = Objects.requireNonNull(CATALOGUE.get(key), key).get(language.equals("es") ? 1 : 0);
        for (int index = 0; index < values.length; index += 2) {
            text = text.replace("{" + values[index] + "}", values[index + 1]);
        }
        return text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<String>> catalogue() {
        Path file = Path.of("..", "..", "failover-api", "console", "src", "main", "web", "messages.json");
        return JsonMapper.shared().readValue(file.toFile(), Map.class);
    }
}
