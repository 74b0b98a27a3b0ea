package dev.changeover.twin.ssm;

import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Members of requests as several of the calls have them. */
final class SsmInput {
    /** Entries of one page; botocore's ssm model allows up to 50 for most lists. */
    private static final int PAGE_MAX = 50;

    private SsmInput() {}

    /** AutomationParameterMap: texts by name. */
    static Map<String, List<String>> texts(Fields input, String name) {
        Optional<Fields> sent = input.maybeStructure(name);
        var texts = new LinkedHashMap<String, List<String>>();
        sent.ifPresent(fields -> fields.values().keySet().forEach(key -> texts.put(key, fields.texts(key))));
        return texts;
    }

    static Map<String, String> tags(Fields input) {
        Map<String, String> tags = new TreeMap<>();
        input.structures("Tags").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
        return tags;
    }

    static <T> Page<T> page(List<T> all, Fields input) {
        return page(all, input, PAGE_MAX);
    }

    static <T> Page<T> page(List<T> all, Fields input, int most) {
        int size = input.maybeInteger("MaxResults").orElse(most);
        if (size < 1 || size > most) {
            throw SsmFaults.validation("MaxResults must be 1 to " + most + ", not " + size + ".");
        }
        return Page.of(all, size, input.maybeText("NextToken"), SsmFaults.badToken());
    }

    /** A member that is one of an enumeration's words. */
    static <E extends Enum<E>> Optional<E> word(Fields input, String name, Class<E> words) {
        return input.maybeText(name).map(text -> {
            try {
                return Enum.valueOf(words, text);
            } catch (IllegalArgumentException _) {
                throw SsmFaults.validation(
                        name + " must be one of " + List.of(words.getEnumConstants()) + ", not " + text + ".");
            }
        });
    }

    /** What the twin does not do is said, not silently left undone. */
    static void refuse(Fields input, String call, String... members) {
        for (String member : members) {
            if (input.has(member)) {
                throw SsmFaults.validation("The twin does not take " + member + " in " + call + ".");
            }
        }
    }
}
