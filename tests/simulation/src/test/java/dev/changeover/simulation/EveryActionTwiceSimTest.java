package dev.changeover.simulation;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each write reaches AWS twice, as if the network had doubled it: the end is the same. */
class EveryActionTwiceSimTest {
    @ParameterizedTest
    @EnumSource(Course.class)
    void atOnce(Course course) {
        endsWell(course, Duration.ZERO);
    }

    /** The copy comes in the middle of what the original began. */
    @ParameterizedTest
    @EnumSource(Course.class)
    void aMomentLater(Course course) {
        endsWell(course, Duration.ofMillis(150));
    }

    /** The copy comes when the changeover is over. */
    @ParameterizedTest
    @EnumSource(Course.class)
    void longAfterwards(Course course) {
        endsWell(course, Duration.ofSeconds(5));
    }

    private static void endsWell(Course course, Duration apart) {
        Course.Begun begun = course.begin();
        try (Simulation simulation = begun.simulation()) {
            simulation.network.deliverAll(new Network.Fate.Twice(apart));
            course.assertEndsWell(begun, course + ", each action again after " + apart);
        }
    }
}
