package dev.changeover.twin.edge;

import static dev.changeover.twin.edge.EdgeWorld.EVERY_CODE;
import static dev.changeover.twin.edge.EdgeWorld.SHORTEST;
import static dev.changeover.twin.edge.EdgeWorld.cached;
import static dev.changeover.twin.edge.EdgeWorld.header;
import static dev.changeover.twin.edge.EdgeWorld.only;
import static dev.changeover.twin.edge.EdgeWorld.origin;
import static dev.changeover.twin.edge.EdgeWorld.uncached;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sentences of "Optimize high availability with CloudFront origin failover", one test each. */
class OriginFailoverTest {
    private final EdgeWorld world = new EdgeWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void servesWhatIsCachedWithoutAskingAnyOrigin() {
        world.primary.says("/shop.css", "cached");
        world.serving(only(cached(world.group(EVERY_CODE))));

        assertThat(header(world.get("/shop.css"), "X-Cache")).isEqualTo("Miss from cloudfront");
        world.primary.close();
        var again = world.get("/shop.css");

        assertThat(again.body()).isEqualTo("cached");
        assertThat(header(again, "X-Cache")).isEqualTo("Hit from cloudfront");
        assertThat(world.primary.asked()).hasSize(1);
        assertThat(world.secondary.asked()).isEmpty();
    }

    @Test
    void asksThePrimaryOnACacheMiss() {
        world.primary.says("/", "from the primary");
        world.serving(only(cached(world.group(EVERY_CODE))));

        assertThat(world.get("/").body()).isEqualTo("from the primary");
        assertThat(world.primary.asked()).containsExactly("GET /");
    }

    @Test
    void passesOnWhatThePrimaryAnswersWithAStatusThatIsNotChosen() {
        world.primary
                .says("/found", "a page")
                .says("/moved", 301, "", Map.of("Location", "/found"))
                .says("/missing", 404, "no page", Map.of());
        world.serving(only(uncached(world.group(Set.of(403, 500)))));

        assertThat(world.get("/found").statusCode()).isEqualTo(200);
        assertThat(world.get("/moved").statusCode()).isEqualTo(301);
        assertThat(world.get("/missing").body()).isEqualTo("no page");
        assertThat(world.secondary.asked()).isEmpty();
    }

    @Test
    void failsOverOnAChosenStatus() {
        world.primary.saysAlways(403, "blocked");
        world.secondary.says("/", "from the secondary");
        world.serving(only(uncached(world.group(Set.of(403)))));

        var answer = world.get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("from the secondary");
        assertThat(header(answer, "X-Twin-Origin")).isEqualTo("secondary");
    }

    @Test
    void failsOverOnEachOfTheEightCodesAndOnAnyChoiceOfThem() {
        world.secondary.saysAlways(200, "from the secondary");
        for (int code : EVERY_CODE) {
            world.primary.saysAlways(code, "failed");
            world.serving(only(uncached(world.group(Set.of(code)))));
            assertThat(world.get("/").body()).as("chosen %d", code).isEqualTo("from the secondary");
            var others = new HashSet<>(EVERY_CODE);
            others.remove(code);
            world.serving(only(uncached(world.group(others))));
            assertThat(world.get("/").body()).as("all but %d", code).isEqualTo("failed");
        }
    }

    @Test
    void failsOverWhenNobodyListensAtThePrimary() {
        world.secondary.saysAlways(200, "from the secondary");
        world.serving(only(uncached(world.groupBefore(BadServer.nobody(), Set.of(403)))));

        assertThat(world.get("/").body()).isEqualTo("from the secondary");
    }

    @Test
    void failsOverWhenNoConnectionIsMadeInTime() {
        world.secondary.saysAlways(200, "from the secondary");
        var full = world.with(BadServer.full());
        world.serving(only(uncached(world.groupBefore(full.address(), Set.of(403)))));

        assertThat(world.get("/").body()).isEqualTo("from the secondary");
    }

    @Test
    void failsOverWhenTheAnswerTakesTooLong() {
        world.secondary.saysAlways(200, "from the secondary");
        var silent = world.with(BadServer.silent());
        world.serving(only(uncached(world.groupBefore(silent.address(), Set.of(403)))));

        assertThat(world.get("/").body()).isEqualTo("from the secondary");
        assertThat(silent.accepted()).isEqualTo(1);
    }

    @Test
    void failsOverWhenTheWholeAnswerTakesTooLong() {
        world.secondary.saysAlways(200, "from the secondary");
        var trickling = world.with(BadServer.trickling());
        world.serving(only(uncached(world.groupBefore(trickling.address(), Set.of(403)))));

        assertThat(world.get("/").body()).isEqualTo("from the secondary");
    }

    @Test
    void triesThePrimaryFirstAgainAfterAFailover() {
        world.primary.saysAlways(500, "failed");
        world.secondary.saysAlways(200, "from the secondary");
        world.serving(only(uncached(world.group(Set.of(500)))));

        world.get("/");
        world.get("/");
        assertThat(world.primary.asked()).hasSize(2);
        world.primary.saysAlways(200, "well again");
        assertThat(world.get("/").body()).isEqualTo("well again");
        assertThat(world.secondary.asked()).hasSize(2);
    }

    @Test
    void asksTheSecondaryOnlyAfterThePrimaryFailed() {
        world.primary.says("/well", "well").saysAlways(500, "failed");
        world.secondary.saysAlways(200, "from the secondary");
        world.serving(only(uncached(world.group(Set.of(500)))));

        world.get("/well");
        assertThat(world.secondary.asked()).isEmpty();
        world.get("/ill");
        assertThat(world.secondary.asked()).containsExactly("GET /ill");
    }

    @Test
    void failsOverForGetHeadAndOptionsOnly() {
        world.primary.saysAlways(500, "failed");
        world.secondary.saysAlways(200, "from the secondary");
        world.serving(only(uncached(world.group(Set.of(500)))));

        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            assertThat(world.send(method, "/").statusCode()).as(method).isEqualTo(200);
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            assertThat(world.send(method, "/").statusCode()).as(method).isEqualTo(500);
        }
        assertThat(world.secondary.asked()).containsExactly("GET /", "HEAD /", "OPTIONS /");
    }

    @Test
    void doesNotFailOverAPostThatFindsNobody() {
        world.secondary.saysAlways(200, "from the secondary");
        world.serving(only(uncached(world.groupBefore(BadServer.nobody(), EVERY_CODE))));

        assertThat(world.send("POST", "/").statusCode()).isEqualTo(504);
        assertThat(world.secondary.asked()).isEmpty();
    }

    @Test
    void aSecondaryThatDoesNotAnswerEndsIn504() {
        world.primary.saysAlways(500, "failed");
        var silent = world.with(BadServer.silent());
        world.serving(only(uncached(new OriginGroup(
                "sites",
                origin("primary", world.primary.address(), SHORTEST),
                origin("secondary", silent.address(), SHORTEST),
                Set.of(500)))));

        var answer = world.get("/");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("504 Gateway Timeout ERROR", "Generated by cloudfront (CloudFront)");
        assertThat(header(answer, "X-Cache")).isEqualTo("Error from cloudfront");
    }

    @Test
    void anOriginOutsideAnyGroupThatDoesNotAnswerEndsIn504() {
        world.serving(only(uncached(origin("alone", BadServer.nobody(), SHORTEST))));

        assertThat(world.get("/").statusCode()).isEqualTo(504);
    }

    @Test
    void functionsRunTwiceWhenARequestFailsOver() {
        List<String> runs = new ArrayList<>();
        world.primary.saysAlways(500, "failed");
        world.secondary.saysAlways(200, "from the secondary");
        world.serving(only(observed(world.group(Set.of(500)), runs)));

        world.get("/");
        assertThat(runs)
                .containsExactly("request primary", "response primary", "request secondary", "response secondary");
    }

    @Test
    void functionsRunOnceWhenThePrimaryAnswersAndNotAtAllForWhatIsCached() {
        List<String> runs = new ArrayList<>();
        world.primary.saysAlways(200, "well");
        world.serving(only(observed(world.group(Set.of(500)), runs)));

        world.get("/");
        world.get("/");
        assertThat(runs).containsExactly("request primary", "response primary");
    }

    private static Behaviour observed(Target target, List<String> runs) {
        Behaviour plain = cached(target);
        var function = new OriginFunction() {
            @Override
            public EdgeRequest request(EdgeRequest request, Origin origin) {
                runs.add("request " + origin.id());
                return request;
            }

            @Override
            public EdgeAnswer response(EdgeAnswer answer, Origin origin) {
                runs.add("response " + origin.id());
                return answer;
            }
        };
        return new Behaviour(plain.pattern(), target, plain.methods(), plain.caching(), List.of(function));
    }
}
