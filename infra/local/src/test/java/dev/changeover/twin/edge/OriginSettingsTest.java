package dev.changeover.twin.edge;

import static dev.changeover.twin.edge.EdgeWorld.EVERY_CODE;
import static dev.changeover.twin.edge.EdgeWorld.SHORTEST;
import static dev.changeover.twin.edge.EdgeWorld.only;
import static dev.changeover.twin.edge.EdgeWorld.origin;
import static dev.changeover.twin.edge.EdgeWorld.uncached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the edge tries an origin, and the settings it refuses. */
class OriginSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What a busy machine may add to a measured time. */
    private static final Duration GRACE = Duration.ofMillis(900);

    private final EdgeWorld world = new EdgeWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void triesThreeTimesTenSecondsAndWaitsThirtyByDefault() {
        assertThat(Patience.defaults()).isEqualTo(new Patience(3, Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    @Test
    void takesEveryNumberOfAttemptsAndEveryTimeoutInItsBounds() {
        for (int attempts = 1; attempts <= 3; attempts++) {
            for (int connect = 1; connect <= 10; connect++) {
                new Patience(attempts, Duration.ofSeconds(connect), SECOND);
            }
        }
        for (int response = 1; response <= 60; response++) {
            new Patience(1, SECOND, Duration.ofSeconds(response));
        }
    }

    @Test
    void refusesSettingsOutOfBoundsAndSaysTheBounds() {
        refused(() -> new Patience(0, SECOND, SECOND), "connection attempts are 1 to 3, not 0");
        refused(() -> new Patience(4, SECOND, SECOND), "connection attempts are 1 to 3, not 4");
        refused(() -> new Patience(1, Duration.ZERO, SECOND), "connection timeout is 1 to 10 whole seconds");
        refused(() -> new Patience(1, Duration.ofSeconds(11), SECOND), "connection timeout is 1 to 10 whole seconds");
        refused(() -> new Patience(1, SECOND, Duration.ofSeconds(61)), "response timeout is 1 to 60 whole seconds");
        refused(() -> new Patience(1, SECOND, Duration.ofMillis(1_500)), "response timeout is 1 to 60 whole seconds");
    }

    @Test
    void refusesAnOriginGroupWithoutTwoOrigins() {
        Origin one = origin("one", BadServer.nobody(), SHORTEST);
        refused(() -> OriginGroup.of("sites", List.of(one), Set.of(500)), "has 1 origins; give it two");
        refused(() -> OriginGroup.of("sites", List.of(one, one), Set.of(500)), "name another secondary");
    }

    @Test
    void refusesStatusCodesOutsideTheListAndNoneAtAll() {
        Origin one = origin("one", BadServer.nobody(), SHORTEST);
        Origin two = origin("two", BadServer.nobody(), SHORTEST);
        refused(() -> OriginGroup.of("sites", List.of(one, two), Set.of(403, 418)), "cannot fail over on [418]");
        refused(
                () -> OriginGroup.of("sites", List.of(one, two), Set.of()),
                "at least one status code of [400, 403, 404, 416, 500, 502, 503, 504]");
    }

    @Test
    void refusesAResponseTimeoutForABucket() {
        refused(
                () -> new Origin("bucket", Origin.Kind.BUCKET, fixed(BadServer.nobody()), "", SHORTEST),
                "is an S3 bucket, whose response timeout is 30 s");
    }

    @Test
    void refusesTwoOriginsOfOneNameAndErrorPagesThatCannotBe() {
        Origin one = origin("one", BadServer.nobody(), SHORTEST);
        Origin other = origin("one", new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), SHORTEST);
        var behaviour =
                new Behaviour(new PathPattern("/api/*"), one, Behaviour.Methods.ALL, new Caching.Off(), List.of());
        refused(
                () -> new Distribution("shop", Optional.empty(), List.of(behaviour), uncached(other), List.of()),
                "two different origins are called one");
        refused(() -> new ErrorPage(418, Optional.empty(), SECOND), "not for 418");
        refused(() -> new ErrorPage.Page("sorry.html", 200), "begins with a slash");
        refused(() -> new ErrorPage.Page("/sorry.html", 204), "not 204");
    }

    @Test
    void connectsAsOftenAndForAsLongAsItIsTold() {
        var full = world.with(BadServer.full());
        for (int attempts = 1; attempts <= 2; attempts++) {
            var patience = new Patience(attempts, SECOND, Duration.ofSeconds(60));
            world.serving(only(uncached(origin("full", full.address(), patience))));
            assertThat(took())
                    .as("%d attempts", attempts)
                    .isBetween(
                            SECOND.multipliedBy(attempts),
                            SECOND.multipliedBy(attempts).plus(GRACE));
        }
    }

    @Test
    void asksACustomOriginAgainWhenNoAnswerComes() {
        var silent = world.with(BadServer.silent());
        world.serving(only(uncached(origin("silent", silent.address(), new Patience(2, SECOND, SECOND)))));

        assertThat(took())
                .isBetween(SECOND.multipliedBy(2), SECOND.multipliedBy(2).plus(GRACE));
        assertThat(silent.accepted()).isEqualTo(2);
    }

    @Test
    void asksABucketOnceForItsAnswer() {
        var patience = new Patience(3, SECOND, Patience.RESPONSE_DEFAULT);
        var origin = new Origin("bucket", Origin.Kind.BUCKET, fixed(BadServer.nobody()), "", patience);
        assertThat(Origins.worthAnother(new Outcome.Silent("late"), origin, reading("GET")))
                .isFalse();
        assertThat(Origins.worthAnother(new Outcome.Unconnected("nobody"), origin, reading("GET")))
                .isTrue();
    }

    @Test
    void doesNotAskAgainWhatMayHaveChangedSomething() {
        var silent = world.with(BadServer.silent());
        world.serving(only(uncached(origin("silent", silent.address(), new Patience(3, SECOND, SECOND)))));

        assertThat(world.send("POST", "/").statusCode()).isEqualTo(504);
        assertThat(silent.accepted()).isEqualTo(1);
    }

    @Test
    void fewerAttemptsAndShorterTimeoutsFailOverSooner() {
        var full = world.with(BadServer.full());
        world.secondary.saysAlways(200, "from the secondary");
        Origin slow = origin("primary", full.address(), new Patience(2, SECOND, SECOND));
        Origin quick = origin("primary", full.address(), SHORTEST);
        Origin second = origin("secondary", world.secondary.address(), SHORTEST);

        world.serving(only(uncached(new OriginGroup("sites", slow, second, EVERY_CODE))));
        Duration patient = took();
        world.serving(only(uncached(new OriginGroup("sites", quick, second, EVERY_CODE))));
        assertThat(took()).isLessThan(patient);
    }

    @Test
    void changedSettingsHoldFromTheNextRequestOn() {
        world.primary.saysAlways(500, "failed");
        world.secondary.saysAlways(200, "from the secondary");
        world.serving(only(uncached(world.group(Set.of(403)))));
        assertThat(world.get("/").statusCode()).isEqualTo(500);

        world.serving(only(uncached(world.group(Set.of(500)))));
        assertThat(world.get("/").statusCode()).isEqualTo(200);
    }

    private Duration took() {
        long began = System.nanoTime();
        world.get("/");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Origin.Address fixed(InetSocketAddress socket) {
        return new Origin.Address.Fixed(socket);
    }

    private static EdgeRequest reading(String method) {
        return new EdgeRequest(method, "/", Optional.empty(), Headers.NONE, new byte[0]);
    }

    private static void refused(ThrowingCallable settings, String why) {
        assertThatThrownBy(settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
