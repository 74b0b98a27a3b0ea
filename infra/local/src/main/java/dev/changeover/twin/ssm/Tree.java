package dev.changeover.twin.ssm;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Plain trees, as YAML and JSON make them: maps with text keys, lists, texts, numbers, Booleans and nothing. */
final class Tree {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Tree() {}

    /** Empty when the content is neither a YAML nor a JSON object. */
    static Optional<Map<String, Object>> document(String content, DocumentFormat format) {
        try {
            Object read = switch (format) {
                case JSON -> MAPPER.readValue(content, Object.class);
                case YAML -> plain(new Yaml(new SafeConstructor(options())).load(content));
            };
            return read instanceof Map<?, ?> ? Optional.of(map(read)) : Optional.empty();
        } catch (YAMLException | JacksonException _) {
            return Optional.empty();
        }
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    /** YAML knows times and keys that are no text; AWS's documents do not. */
    @SuppressWarnings("JavaUtilDate") // SnakeYAML makes times so
    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> members -> {
                var all = new LinkedHashMap<String, Object>();
                members.forEach((name, member) -> all.put(String.valueOf(name), plain(member)));
                yield all;
            }
            case List<?> items -> items.stream().map(Tree::plain).toList();
            case Date time -> Instant.ofEpochMilli(time.getTime()).toString();
            case null -> "";
            case Object other -> other;
        };
    }

    @SuppressWarnings("unchecked") // every map of a plain tree has text keys
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** Empty when it is not JSON. */
    static Optional<Object> json(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, Object.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** A record that was written by {@link #text}. */
    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** As it stands within a sentence: a text as it is, anything else as JSON. */
    static String text(Object value) {
        return value instanceof String text ? text : MAPPER.writeValueAsString(value);
    }

    /** As a list of texts, which is how every output and parameter travels. */
    static List<String> texts(Object value) {
        return value instanceof List<?> items ? items.stream().map(Tree::text).toList() : List.of(text(value));
    }
}
