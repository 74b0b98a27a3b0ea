package dev.changeover.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A part of the parameters, read with a fault for everything that is missing, unknown or of another form. */
final class Section {
    private final String path;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final List<String> faults;

    private Section(String path, Object value, Set<String> known, List<String> faults) {
        this.path = path;
        this.faults = faults;
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put(String.valueOf(key), member));
        } else {
            faults.add(name("") + "must be a section with " + sorted(known) + ".");
        }
        members.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> faults.add(name(key) + "is unknown; known here are " + sorted(known) + "."));
    }

    static Section top(Object value, Set<String> known, List<String> faults) {
        return new Section("", value, known, faults);
    }

    Section section(String key, Set<String> known) {
        return new Section(path + key + ".", members.get(key), known, faults);
    }

    private static List<String> sorted(Set<String> known) {
        return known.stream().sorted().toList();
    }

    private String name(String key) {
        String whole = path + key;
        return whole.isEmpty() ? "The file " : whole + " ";
    }

    /** Text of a form; {@code instead} says what to write. */
    String text(String key, Pattern form, String instead) {
        String text = members.get(key) instanceof String found ? found.strip() : "";
        if (!form.matcher(text).matches()) {
            faults.add(name(key) + (members.containsKey(key) ? "is not usable" : "is missing") + ": " + instead + ".");
        }
        return text;
    }

    boolean flag(String key) {
        if (members.get(key) instanceof Boolean flag) {
            return flag;
        }
        faults.add(name(key) + "must be true or false.");
        return false;
    }

    int number(String key, int least, int most) {
        if (members.get(key) instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        faults.add(name(key) + "must be a whole number from " + least + " to " + most + ".");
        return least;
    }

    List<String> texts(String key, Pattern form, String instead) {
        List<String> texts = new ArrayList<>();
        if (!(members.get(key) instanceof List<?> list)) {
            faults.add(name(key) + "must be a list: " + instead + ".");
            return texts;
        }
        for (Object one : list) {
            if (one instanceof String text && form.matcher(text).matches()) {
                texts.add(text);
            } else {
                faults.add(name(key) + "has an entry that is not usable: " + instead + ".");
            }
        }
        return texts;
    }

    void fault(String key, String wrong) {
        faults.add(name(key) + wrong);
    }
}
