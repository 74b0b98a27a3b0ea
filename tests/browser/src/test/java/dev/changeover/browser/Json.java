package dev.changeover.browser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** JSON as maps and lists, so that a test may lie in any way it likes. */
final class Json {
    private Json() {}

    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            object.put((String) keysAndValues[index], keysAndValues[index + 1]);
        }
        return object;
    }

    /** JSON with single quotes for double ones, and a `?` for each value. */
    static Map<String, Object> fill(String template, Object... values) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (char one : template.replace('\'', '"').toCharArray()) {
            if (one == '?') {
                text.append(text(values[next++]));
            } else {
                text.append(one);
            }
        }
        return parse(text.toString());
    }

    static List<Object> list(Object... values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(value);
        }
        return list;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> parse(String text) {
        return JsonMapper.shared().readValue(text, Map.class);
    }

    static String text(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
