package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two twins of one person, and the sudden death of one. */
class SideBySideProcessTest {
    private static final int PORT = 23200;
    private static final int OTHER_PORT = 23250;

    /** Shops die with their parent at once; database servers finish what they are at. */
    private static final Duration GONE_MAX = Duration.ofSeconds(20);

    private static LiveTwin twin;
    private static LiveTwin other;

    @BeforeAll
    static void up() {
        var shell = new Shell(Folders.home());
        twin = LiveTwin.up(shell, PORT);
        other = LiveTwin.up(shell, OTHER_PORT);
    }

    @AfterAll
    static void down() {
        Stream.of(twin, other).filter(one -> one != null).forEach(LiveTwin::close);
    }

    @Test
    void eachMovesAloneAndOneMayDieWithoutTheOther() {
        Finished ambiguous = twin.shell().run("show", "unicorn-shop");
        assertThat(ambiguous.code()).as("%s", ambiguous).isEqualTo(2);
        assertThat(ambiguous.err())
                .contains("--plan", twin.plan().toString(), other.plan().toString());

        Finished moved = twin.move(LiveTwin.WEST, Shell.COMMAND_MAX);
        assertThat(moved.code()).as("%s", moved).isZero();
        twin.assertShownWhollyIn(LiveTwin.WEST);
        other.assertShownWhollyIn(LiveTwin.EAST);

        diesWithAllItStarted();
        other.assertShownWhollyIn(LiveTwin.EAST);
        risesAgain();
        endsWhenTold();
    }

    private static void diesWithAllItStarted() {
        List<ProcessHandle> family = twin.process().descendants().toList();
        assertThat(family).as("databases and shops").hasSizeGreaterThan(4);
        twin.process().destroyForcibly();
        await("the twin's children gone")
                .atMost(GONE_MAX)
                .until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(IntStream.range(PORT, PORT + 50).filter(LiveTwin::taken))
                .as("ports still listened on")
                .isEmpty();
    }

    private static void risesAgain() {
        twin.rise();
        twin.assertShownWhollyIn(LiveTwin.EAST);
        assertThat(twin.history()).as("a new world has a new journal").isEmpty();
    }

    private static void endsWhenTold() {
        Finished down = other.shell().run("down", "--port", other.port());
        assertThat(down.code()).as("%s", down).isZero();
        assertThat(IntStream.range(OTHER_PORT, OTHER_PORT + 50).filter(LiveTwin::taken))
                .as("ports still listened on")
                .isEmpty();
        twin.assertShownWhollyIn(LiveTwin.EAST);
    }
}
