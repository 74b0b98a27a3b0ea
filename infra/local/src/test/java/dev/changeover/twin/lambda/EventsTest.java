package dev.changeover.twin.lambda;

import static dev.changeover.twin.Refusals.assertRefused;
import static dev.changeover.twin.lambda.LambdaWorld.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.lambda.PlainSandboxes.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asynchronous invocations: when an event is tried again, and when no more. */
class EventsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LambdaWorld world = new LambdaWorld();
    private final List<Duration> tries = new ArrayList<>();

    private Deed tried(Deed deed) {
        Instant now = world.timeline.now();
        tries.add(Duration.between(LambdaWorld.BEGIN, now));
        return deed;
    }

    private void terms(int retries, Duration age) {
        world.lambdas
                .attachments()
                .setEventTerms(EAST, "f", Optional.empty(), _ -> new EventTerms(retries, age, Instant.EPOCH), false);
    }

    @Test
    void anEventIsRunOnceWhenAllGoesWell() {
        world.with("f", _ -> tried(Deed.returns("1")));
        world.send("f", "{}");
        world.pass(Duration.ofHours(7));
        assertThat(tries).containsExactly(Duration.ZERO);
        assertThat(world.lambdas.queued(EAST)).isZero();
    }

    @Test
    void aFailedEventIsTriedTwiceMoreAfterOneAndTwoMinutes() {
        world.with("f", _ -> tried(Deed.fails("E", "no")));
        world.send("f", "{}");
        world.pass(Duration.ofHours(7));
        assertThat(tries).containsExactly(Duration.ZERO, MINUTE, MINUTE.multipliedBy(3));
        assertThat(world.lambdas.queued(EAST)).isZero();
        assertThat(world.lambdas.discarded(EAST))
                .extracting(Lambdas.Discarded::why)
                .containsExactly("RetriesExhausted");
    }

    @Test
    void aKilledProcessAndATimeoutCountAsFailures() {
        world.with("f", _ -> switch (tries.size()) {
            case 0 -> tried(Deed.exits(137));
            case 1 -> tried(Deed.returns("1").after(MINUTE));
            default -> tried(Deed.returns("1"));
        });
        world.send("f", "{}");
        world.pass(Duration.ofHours(7));
        assertThat(tries)
                .containsExactly(Duration.ZERO, MINUTE, MINUTE.multipliedBy(3).plus(LambdaWorld.TIMEOUT));
        assertThat(world.lambdas.discarded(EAST)).isEmpty();
    }

    @Test
    void everyTryHasTheSameRequestId() {
        var ids = new ArrayList<String>();
        world.with("f", event -> {
            ids.add(event.requestId());
            return Deed.fails("E", "no");
        });
        world.send("f", "{}");
        world.pass(Duration.ofHours(7));
        assertThat(ids).hasSize(3).containsOnly(ids.getFirst());
    }

    @Test
    void retriesAndAgeAreTheFunctions() {
        world.with("f", _ -> tried(Deed.fails("E", "no")));
        terms(0, EventTerms.AGE_MAX);
        world.send("f", "{}");
        world.pass(Duration.ofHours(7));
        assertThat(tries).hasSize(1);

        terms(2, EventTerms.AGE_MIN);
        world.send("f", "{}");
        world.pass(Duration.ofHours(7));
        assertThat(tries).as("the third would be three minutes old").hasSize(3);
        assertThat(world.lambdas.discarded(EAST).getLast().why()).isEqualTo("EventAgeExceeded");
        assertRefused("InvalidParameterValueException", () -> terms(3, EventTerms.AGE_MAX));
        assertRefused("InvalidParameterValueException", () -> terms(0, EventTerms.AGE_MIN.minusSeconds(1)));
    }

    @Test
    void aThrottledEventWaitsLongerEachTimeAndLosesNoRetry() {
        world.with("f", _ -> tried(Deed.returns("1")));
        world.lambdas.attachments().reserve(EAST, "f", 0);
        world.send("f", "{}");
        world.pass(Duration.ofSeconds(8)); // refused at 0, 1, 3 and 7 s
        world.lambdas.attachments().release(EAST, "f");
        world.pass(Duration.ofHours(7));
        assertThat(tries).containsExactly(Duration.ofSeconds(15));
    }

    @Test
    void anEventOutlivesItsRegionsDarkness() {
        world.with("f", _ -> tried(Deed.returns("1").after(Duration.ofSeconds(10))));
        world.send("f", "{}");
        world.pass(Duration.ofSeconds(5));
        world.regions.darken(EAST);
        world.pass(Duration.ofHours(1));
        assertThat(world.lambdas.queued(EAST)).isEqualTo(1);
        assertThat(tries).hasSize(1);
        world.regions.recover(EAST);
        world.pass(MINUTE);
        assertThat(tries).hasSize(2);
        assertThat(world.lambdas.queued(EAST)).isZero();
    }

    @Test
    void anEventThatGrewTooOldInTheDarkIsDiscarded() {
        world.with("f", _ -> tried(Deed.returns("1").after(Duration.ofSeconds(10))));
        terms(2, EventTerms.AGE_MIN);
        world.send("f", "{}");
        world.regions.darken(EAST);
        world.pass(Duration.ofHours(1));
        world.regions.recover(EAST);
        world.pass(MINUTE);
        assertThat(tries).hasSize(1);
        assertThat(world.lambdas.discarded(EAST)).hasSize(1);
    }

    @Test
    void anEventForADeletedFunctionIsDiscarded() {
        world.with("f", _ -> tried(Deed.fails("E", "no")));
        world.send("f", "{}");
        world.lambdas.delete(EAST, "f", Optional.empty());
        world.pass(Duration.ofHours(7));
        assertThat(tries).hasSize(1);
        assertThat(world.lambdas.queued(EAST)).isZero();
    }

    @Test
    void refusesAnEventBeforeItIsQueued() {
        world.with("f", _ -> Deed.returns("1"));
        assertRefused("ResourceNotFoundException", () -> world.send("none", "{}"));
        String large = "\"" + "a".repeat(Lambdas.EVENT_BYTES_MAX - 2) + "\"";
        world.send("f", large);
        assertRefused("RequestTooLargeException", () -> world.send("f", large + " "));
    }
}
