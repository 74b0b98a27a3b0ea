package dev.changeover.console.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies the sources with numbers in place of the catalogue's keys, and the catalogue as one line of text: people
 * read `confirm.needs-phrase`, a slow line need not. It saves 1,100 bytes of the budget. Keys that are put together
 * while the page runs keep their names.
 */
final class Keys {
    private static final String CATALOGUE = "messages.json";
    /** A key in quotes. */
    private static final Pattern QUOTED = Pattern.compile("'([a-z][a-z-]*(?:\\.[a-z-]+)*)'");
    /** `word('state', …)` and `state.${…}`. */
    private static final Pattern PUT_TOGETHER = Pattern.compile("word\\('([a-z-]+)'|`([a-z-]+)\\.");

    private static final Pattern SAYING = Pattern.compile("\\bt\\($");
    /** The contract's words are types and gone when the page runs. */
    private static final String TYPES = "contract.ts";
    /** One line of the catalogue: a key, the English text, the Spanish. */
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^  \"([^\"]+)\": \\[\"((?:[^\"\\\\]|\\\\.)*)\", \"((?:[^\"\\\\]|\\\\.)*)\"],?$");
    /** Between the texts; no text may have it. */
    private static final String BAR = "|";

    private final Set<String> groups = new HashSet<>();
    private final Map<String, Integer> quoted = new HashMap<>();
    private final Map<String, Integer> said = new HashMap<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    private Keys() {}

    static void shorten(Path sources, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(sources)) {
            files = found.sorted().filter(file -> !file.endsWith(CATALOGUE)).toList();
        }
        Keys keys = new Keys();
        for (Path file : files.stream().filter(file -> !file.endsWith(TYPES)).toList()) {
            keys.look(Files.readString(file));
        }
        List<MatchResult> entries = ENTRY.matcher(Files.readString(sources.resolve(CATALOGUE)))
                .results()
                .toList();
        entries.stream().map(entry -> entry.group(1)).filter(keys::isStatic).forEach(keys::number);
        Files.createDirectories(to);
        for (Path file : files) {
            Files.writeString(to.resolve(sources.relativize(file)), keys.replaced(Files.readString(file)));
        }
        Files.writeString(to.resolve("messages.js"), keys.catalogue(entries));
    }

    private void look(String source) {
        PUT_TOGETHER
                .matcher(source)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .forEach(groups::add);
        QUOTED.matcher(source).results().forEach(found -> {
            quoted.merge(found.group(1), 1, Integer::sum);
            if (isSaid(source, found)) {
                said.merge(found.group(1), 1, Integer::sum);
            }
        });
    }

    private static boolean isSaid(String source, MatchResult found) {
        return SAYING.matcher(source.substring(Math.max(0, found.start() - 3), found.start()))
                .find();
    }

    /** A word without a dot may mean something else than a message, unless `t('…')` is all that it is in. */
    private boolean isStatic(String key) {
        int dot = key.indexOf('.');
        return dot > 0
                ? !groups.contains(key.substring(0, dot))
                : said.containsKey(key) && said.get(key).equals(quoted.get(key));
    }

    private void number(String key) {
        numbers.put(key, numbers.size());
    }

    private String replaced(String source) {
        String text = QUOTED.matcher(source)
                .replaceAll(found -> Matcher.quoteReplacement(
                        numbers.containsKey(found.group(1))
                                ? numbers.get(found.group(1)).toString()
                                : found.group()));
        return text.replace("./" + CATALOGUE, "./messages.js");
    }

    /** The numbered texts first, two each; then the others, each after its name. */
    private String catalogue(List<MatchResult> entries) {
        Stream<String> numbered = entries.stream()
                .filter(entry -> numbers.containsKey(entry.group(1)))
                .map(entry -> texts(entry));
        Stream<String> named = entries.stream()
                .filter(entry -> !numbers.containsKey(entry.group(1)))
                .map(entry -> entry.group(1) + BAR + texts(entry));
        return "const all = \"" + Stream.concat(numbered, named).collect(Collectors.joining(BAR)) + "\".split('|');\n"
                + "const catalogue = {};\n"
                + "for (let at = 0, number = 0; at < all.length; ) {\n"
                + "  catalogue[number < " + numbers.size() + " ? number++ : all[at++]] = [all[at++], all[at++]];\n"
                + "}\n"
                + "export default catalogue;\n";
    }

    private static String texts(MatchResult entry) {
        String texts = entry.group(2) + BAR + entry.group(3);
        if (texts.indexOf('|') != texts.lastIndexOf('|')) {
            throw new IllegalStateException("a bar parts the texts, so none may be in one: " + entry.group());
        }
        return texts;
    }
}
