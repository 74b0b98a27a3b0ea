package dev.changeover.twin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.events.SignalsWorld.Invoked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    /** A Sunday. */
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:30Z");

    private static Optional<String> next(String expression) {
        return Schedule.parse(expression).next(NOW).map(Instant::toString);
    }

    @Test
    void computesTheNextTime() {
        assertThat(next("rate(5 minutes)")).contains("2026-11-22T10:05:30Z");
        assertThat(next("rate(1 day)")).contains("2026-11-23T10:00:30Z");
        assertThat(next("cron(0/15 * * * ? *)")).contains("2026-11-22T10:15:00Z");
        assertThat(next("cron(0 10 * * ? *)")).contains("2026-11-23T10:00:00Z");
        assertThat(next("cron(30 2 ? * MON-FRI *)")).contains("2026-11-23T02:30:00Z");
        assertThat(next("cron(0 4 1 * ? *)")).contains("2026-12-01T04:00:00Z");
        assertThat(next("cron(0 0 29 2 ? *)")).contains("2028-02-29T00:00:00Z");
        assertThat(next("cron(5,35 8-9 ? JAN 1,7 2027)")).contains("2027-01-02T08:05:00Z");
        assertThat(next("cron(0 0 1 1 ? 2026)")).isEmpty();
    }

    @Test
    void refusesWhatAwsRefusesAndWhatItDoesNotUnderstand() {
        for (String wrong : List.of(
                "rate(1 minutes)",
                "rate(5 minute)",
                "rate(0 minutes)",
                "every(5 minutes)",
                "cron(0 10 * * *)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(60 10 * * ? *)",
                "cron(0 10 L * ? *)",
                "cron(0 10 ? * 2#1 *)",
                "cron(0/0 10 * * ? *)",
                "cron(9-5 10 * * ? *)")) {
            assertThatThrownBy(() -> Schedule.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void firesOnTheTimelineUntilItsRuleIsSwitchedOff() {
        var world = new SignalsWorld();
        String function = SignalsWorld.function(SignalsWorld.EAST, "changeover-readiness");
        world.schedule("look", "rate(5 minutes)", function);
        world.pass(Duration.ofMinutes(16));
        assertThat(world.invoked)
                .extracting(Invoked::at)
                .containsExactly(
                        SignalsWorld.BEGIN.plus(Duration.ofMinutes(5)),
                        SignalsWorld.BEGIN.plus(Duration.ofMinutes(10)),
                        SignalsWorld.BEGIN.plus(Duration.ofMinutes(15)));
        assertThat(world.invoked.getFirst().payload().at("/detail-type").asString())
                .isEqualTo("Scheduled Event");
        world.buses.enable(SignalsWorld.EAST, Buses.DEFAULT, "look", false);
        world.pass(Duration.ofHours(1));
        assertThat(world.invoked).hasSize(3);
    }

    @Test
    void aRulePutAgainDoesNotFireTwice() {
        var world = new SignalsWorld();
        String function = SignalsWorld.function(SignalsWorld.EAST, "changeover-readiness");
        world.schedule("look", "rate(5 minutes)", function);
        world.schedule("look", "rate(10 minutes)", function);
        world.pass(Duration.ofMinutes(21));
        assertThat(world.invoked).hasSize(2);
    }
}
