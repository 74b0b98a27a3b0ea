package dev.changeover.console.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies the sources with short keys in place of the catalogue's: people read `confirm.needs-phrase`, a slow line need
 * not. It saves 300 bytes of the budget. Keys that are put together while the page runs stay as they are.
 */
final class Keys {
    /** A key with a dot, in quotes; words without one may mean something else than a message. */
    private static final Pattern QUOTED = Pattern.compile("(['\"])([a-z][a-z-]*(?:\\.[a-z-]+)+)\\1");
    /** `word('state', …)` and `state.${…}`. */
    private static final Pattern PUT_TOGETHER = Pattern.compile("word\\('([a-z-]+)'|`([a-z-]+)\\.");

    private static final int RADIX = 36;

    private final Set<String> groups = new HashSet<>();
    private final Map<String, String> shorter = new HashMap<>();

    private Keys() {}

    static void shorten(Path sources, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(sources)) {
            files = found.sorted().toList();
        }
        Keys keys = new Keys();
        for (Path file : files) {
            keys.look(Files.readString(file));
        }
        keys.number(Files.readString(sources.resolve("messages.json")));
        Files.createDirectories(to);
        for (Path file : files) {
            Files.writeString(to.resolve(sources.relativize(file)), keys.replaced(Files.readString(file)));
        }
    }

    private void look(String source) {
        PUT_TOGETHER
                .matcher(source)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .forEach(groups::add);
    }

    private void number(String catalogue) {
        QUOTED.matcher(catalogue)
                .results()
                .map(found -> found.group(2))
                .filter(key -> !groups.contains(key.substring(0, key.indexOf('.'))))
                .forEach(key -> shorter.putIfAbsent(key, "_" + Integer.toString(shorter.size(), RADIX)));
    }

    private String replaced(String source) {
        return QUOTED.matcher(source).replaceAll(found -> {
            String key = shorter.getOrDefault(found.group(2), found.group(2));
            return Matcher.quoteReplacement(found.group(1) + key + found.group(1));
        });
    }
}
