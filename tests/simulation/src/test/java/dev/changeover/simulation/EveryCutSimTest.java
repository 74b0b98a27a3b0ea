package dev.changeover.simulation;

import dev.changeover.simulation.CutJournal.Cut;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that dies anywhere, and another one that goes on from the journal: the end is the same. */
class EveryCutSimTest {
    /** No changeover writes as many events. */
    private static final int APPENDS_MAX = 100;

    private static final Duration DRIVE_MAX = Duration.ofMinutes(30);

    /** The event is in the journal, and what it announces has not been done. */
    @ParameterizedTest
    @EnumSource(Course.class)
    void resumesFromEveryCutAfterAnAppend(Course course) {
        resumesFromEveryCut(course, false);
    }

    /** What was done is in the world, and not in the journal. */
    @ParameterizedTest
    @EnumSource(Course.class)
    void resumesFromEveryCutBeforeAnAppend(Course course) {
        resumesFromEveryCut(course, true);
    }

    private static void resumesFromEveryCut(Course course, boolean before) {
        for (int append = 1; append < APPENDS_MAX; append++) {
            Course.Begun begun = course.begin();
            try (Simulation simulation = begun.simulation()) {
                var cut = new Cut(append, before);
                boolean[] survived = {false};
                simulation.actors.untilEnd(DRIVE_MAX, () -> {
                    simulation.dieDriving(begun.id(), cut);
                    survived[0] = true;
                });
                course.assertEndsWell(begun, course + ", " + cut);
                if (survived[0]) {
                    return;
                }
            }
        }
        throw new AssertionError(course + " never ended");
    }
}
