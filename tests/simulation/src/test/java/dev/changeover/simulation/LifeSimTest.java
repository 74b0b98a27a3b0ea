package dev.changeover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Seeded lives of a changeover: a phase of faults in which nothing bad may ever happen, then a healed phase in which it
 * must end well. Runs all seeds that ever failed, and then fresh ones.
 *
 * <p>{@code -Dchangeover.seeds=N} lives through N seeds; {@code -Dchangeover.seed=S} through that one, and tells it.
 */
class LifeSimTest {
    /** Takes about half of the 60 s this test may take on a quiet machine with two cores. */
    private static final int SEEDS_DEFAULT = 500;

    private static final long FIRST = 1;

    @Test
    void nothingBadEverHappensAndTheGoodThingDoes() {
        Long only = Long.getLong("changeover.seed");
        if (only != null) {
            System.out.println(live(only));
            return;
        }
        failedBefore().forEach(this::live);
        int count = Integer.getInteger("changeover.seeds", SEEDS_DEFAULT);
        LongStream.range(FIRST, FIRST + count).forEach(this::live);
    }

    @Test
    void theSameSeedLivesTheSameLife() {
        assertThat(nameless(live(FIRST))).isEqualTo(nameless(live(FIRST)));
    }

    /** A driver's name tells it from every other of this process. */
    private static String nameless(String story) {
        return story.replaceAll("driver=[^,]+", "driver");
    }

    private String live(long seed) {
        try (var life = new Life(Scenario.drawn(seed))) {
            try {
                life.live();
                return life.story();
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError(
                        "seed " + seed + ": " + broken + "\nAgain, alone: mvn -pl tests/simulation -am"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=LifeSimTest -Dchangeover.seed="
                                + seed + " test\n" + life.story(),
                        broken);
            }
        }
    }

    private static List<Long> failedBefore() {
        try (var file = LifeSimTest.class.getResourceAsStream("/seeds.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
