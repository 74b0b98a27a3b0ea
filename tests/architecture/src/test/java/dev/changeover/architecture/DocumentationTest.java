package dev.changeover.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages point at is there: files, and the tests that docs/seeds.md names. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    /** Fewer would mean that the page is written in a way that this test does not read. */
    private static final int TESTS_NAMED_MIN = 80;

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)]*)?\\)");

    /** {@code `ClassTest.method`}, or {@code `.method`} of the class named before it. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)?\\.([a-z]\\w*)`");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : files(".md").values()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    dead.add(ROOT.relativize(page) + " -> " + link.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyTestThatSeedsNamesIsThere() throws IOException {
        Map<String, Path> tests = files("Test.java");
        List<String> missing = new ArrayList<>();
        int named = 0;
        String kind = "";
        for (MatchResult test : TEST.matcher(Files.readString(ROOT.resolve("docs/seeds.md")))
                .results()
                .toList()) {
            kind = test.group(1) == null ? kind : test.group(1);
            Path file = tests.get(kind + ".java");
            if (file == null || !Files.readString(file).contains(" " + test.group(2) + "(")) {
                missing.add(kind + "." + test.group(2));
            }
            named++;
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThanOrEqualTo(TESTS_NAMED_MIN);
    }

    /** By name, or by whole path where names come twice. */
    private static Map<String, Path> files(String ending) {
        Map<String, Path> found = new HashMap<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = String.valueOf(folder.getFileName());
                    return name.equals("target") || name.equals("node_modules") || name.equals(".git")
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(ending)) {
                        found.put(found.containsKey(name) ? file.toString() : name, file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }
}
