package dev.changeover.twin.edge;

import static dev.changeover.twin.edge.EdgeWorld.SHORTEST;
import static dev.changeover.twin.edge.EdgeWorld.cached;
import static dev.changeover.twin.edge.EdgeWorld.header;
import static dev.changeover.twin.edge.EdgeWorld.only;
import static dev.changeover.twin.edge.EdgeWorld.origin;
import static dev.changeover.twin.edge.EdgeWorld.uncached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.dns.Authority;
import dev.changeover.twin.dns.DnsServer;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.route53.Change;
import dev.changeover.twin.route53.RecordSet;
import dev.changeover.twin.route53.RecordType;
import dev.changeover.twin.route53.Route53;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a viewer gets: from the cache, as an error page, by path, and when an origin is no good. */
class DeliveryTest {
    private static final Caching.On HOUR =
            new Caching.On(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(2));

    private final EdgeWorld world = new EdgeWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void keepsAnAnswerForTheDefaultTimeAndTellsItsAge() {
        world.primary.says("/", "first");
        world.serving(only(keeping(HOUR)));

        world.get("/");
        world.primary.says("/", "second");
        world.timeline.advance(Duration.ofMinutes(59));
        var kept = world.get("/");
        assertThat(kept.body()).isEqualTo("first");
        assertThat(header(kept, "Age")).isEqualTo(Long.toString(59 * 60));
        world.timeline.advance(Duration.ofMinutes(1));
        assertThat(world.get("/").body()).isEqualTo("second");
    }

    @Test
    void keepsAnAnswerAsLongAsTheOriginSaysWithinItsBounds() {
        Map<String, Duration> said = Map.of(
                "max-age=600", Duration.ofMinutes(10),
                "max-age=600, s-maxage=60", Duration.ofMinutes(1),
                "max-age=99999", Duration.ofHours(2),
                "max-age=1", Duration.ofSeconds(5),
                "no-store", Duration.ofSeconds(5));
        world.serving(only(keeping(HOUR)));
        said.forEach((control, time) -> {
            String path = "/" + control.replaceAll("[^a-z0-9]", "");
            world.primary.says(path, 200, "a page", Map.of("Cache-Control", control));
            world.get(path);
            world.timeline.advance(time.minusSeconds(1));
            assertThat(header(world.get(path), "X-Cache")).as(control).startsWith("Hit");
            world.timeline.advance(Duration.ofSeconds(1));
            assertThat(header(world.get(path), "X-Cache")).as(control).startsWith("Miss");
        });
    }

    @Test
    void keepsAnErrorForItsLeastTimeOnly() {
        world.primary.saysAlways(404, "not yet");
        world.serving(only(keeping(HOUR)));

        world.get("/new");
        world.primary.saysAlways(200, "there");
        assertThat(world.get("/new").statusCode()).isEqualTo(404);
        world.timeline.advance(ErrorPage.TTL_MIN_DEFAULT);
        assertThat(world.get("/new").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsWhoHasThePageAlreadyThatItHasNotChanged() {
        world.primary.says("/", 200, "a page", Map.of("ETag", "\"7\""));
        world.serving(only(keeping(HOUR)));

        world.get("/");
        assertThat(world.send("GET", "/", "If-None-Match", "\"7\"").statusCode())
                .isEqualTo(304);
        assertThat(world.send("HEAD", "/").headers().firstValue("Content-Length"))
                .contains("6");
        assertThat(world.primary.asked()).hasSize(1);
    }

    @Test
    void cookiesAndAuthorizationStopWhereAnswersAreKept() {
        world.primary.says("/", "a page");
        world.serving(only(keeping(HOUR)));

        world.send("GET", "/", "Cookie", "session=1", "Authorization", "Bearer 2");
        assertThat(world.primary.header("Cookie") + world.primary.header("Authorization"))
                .isEmpty();
    }

    @Test
    void aCustomPageStandsForAStatusOfThePrimaryThatIsNotChosen() {
        world.primary.says("/sorry.html", "we are sorry").saysAlways(404, "nothing");
        world.serving(only(uncached(world.group(Set.of(500))), sorry(404, 404)));

        var answer = world.get("/missing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("we are sorry");
        assertThat(world.secondary.asked()).isEmpty();
    }

    @Test
    void aCustomPageStandsForAnErrorOfTheSecondary() {
        world.primary.says("/sorry.html", "we are sorry").saysAlways(500, "failed");
        world.secondary.saysAlways(503, "failed too");
        world.serving(only(uncached(world.group(Set.of(500))), sorry(503, 200)));

        var answer = world.get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("we are sorry");
        assertThat(world.secondary.asked()).containsExactly("GET /");
    }

    @Test
    void aCustomPageStandsForAnOriginThatDoesNotAnswer() {
        world.primary.says("/sorry.html", "we are sorry");
        Origin alone = origin("alone", BadServer.nobody(), SHORTEST);
        var pages = new Behaviour(
                new PathPattern("/sorry.html"),
                origin("primary", world.primary.address(), SHORTEST),
                Behaviour.Methods.READ,
                new Caching.Off(),
                List.of());
        world.serving(
                new Distribution("shop", Optional.empty(), List.of(pages), uncached(alone), List.of(sorry(504, 504))));

        assertThat(world.get("/").body()).isEqualTo("we are sorry");
        assertThat(world.get("/").statusCode()).isEqualTo(504);
    }

    @Test
    void anErrorGoesOutAsItIsWhenItsPageIsMissing() {
        world.primary.saysAlways(404, "nothing");
        world.serving(only(uncached(world.group(Set.of(500))), sorry(404, 200)));

        assertThat(world.get("/").body()).isEqualTo("nothing");
    }

    @Test
    void anAnswerThatIsNoHttpIsABadGateway() {
        for (String text : List.of(
                "",
                "SMTP ready\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n")) {
            var server = world.with(BadServer.saying(text));
            world.serving(only(uncached(origin("bad", server.address(), SHORTEST))));
            var answer = world.get("/");
            assertThat(answer.statusCode()).as(text).isEqualTo(502);
            assertThat(answer.body()).contains("502 Bad Gateway ERROR");
        }
    }

    @Test
    void readsAnswersInChunksAndAnswersWithoutLength() {
        for (String text : List.of(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nuni\r\n4;x=y\r\ncorn\r\n0\r\nA: b\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\nunicorn")) {
            var server = world.with(BadServer.saying(text));
            world.serving(only(uncached(origin("plain", server.address(), SHORTEST))));
            assertThat(world.get("/").body()).as(text).isEqualTo("unicorn");
        }
    }

    @Test
    void theRootStandsForItsObjectAndOtherMethodsAreRefused() {
        world.primary.says("/index.html", "home");
        world.serving(new Distribution(
                "shop", Optional.of("index.html"), List.of(), cached(world.group(Set.of(403))), List.of()));

        assertThat(world.get("/").body()).isEqualTo("home");
        assertThat(world.send("POST", "/").statusCode()).isEqualTo(403);
        assertThat(world.primary.asked()).containsExactly("GET /index.html");
    }

    @Test
    void theFirstBehaviourWhosePathFitsHolds() {
        assertThat(new PathPattern("/api/*").matches("/api/cart")).isTrue();
        assertThat(new PathPattern("api/*").matches("/api/cart")).isTrue();
        assertThat(new PathPattern("/api/*").matches("/API/cart")).isFalse();
        assertThat(new PathPattern("*.jpg").matches("/a/b.jpg")).isTrue();
        assertThat(new PathPattern("/a?.html").matches("/a.html")).isFalse();
    }

    @Test
    void everythingOfTheViewerReachesAnOriginByNameWhereDnsLeads() {
        world.primary.saysAlways(404, "a page").says("/api/orders?x=1", 201, "bought", Map.of("Set-Cookie", "a=b"));
        world.secondary.saysAlways(200, "over here");
        try (var timeline = Timeline.real()) {
            var route53 = new Route53(timeline, Duration.ZERO, Route53.Health.of(_ -> true));
            String zone = route53.createZone("twin.test", "edge", Optional.empty())
                    .zone()
                    .id();
            lead(route53, zone, Change.Action.CREATE, world.primary.address());
            try (var dns = DnsServer.open(0, new Authority(route53, List.of()))) {
                world.serving(withApi(), new InetSocketAddress(InetAddress.getLoopbackAddress(), dns.port()));

                var answer = world.send("POST", "/api/orders?x=1", "Cookie", "session=1", "Authorization", "Bearer 2");
                assertThat(answer.statusCode()).isEqualTo(201);
                assertThat(header(answer, "Set-Cookie")).isEqualTo("a=b");
                assertThat(world.primary.asked()).containsExactly("POST /api/orders?x=1 two unicorns");
                assertThat(world.primary.header("Cookie")).isEqualTo("session=1");
                assertThat(world.primary.header("Authorization")).isEqualTo("Bearer 2");

                lead(route53, zone, Change.Action.UPSERT, world.secondary.address());
                assertThat(world.get("/api/").body())
                        .as("the TTL has not passed")
                        .isEqualTo("a page");
                world.timeline.advance(Duration.ofSeconds(60));
                assertThat(world.get("/api/").body()).isEqualTo("over here");
            }
        }
    }

    @Test
    void aNameThatLeadsNowhereIsABadGateway() {
        try (var timeline = Timeline.real()) {
            var route53 = new Route53(timeline, Duration.ZERO, Route53.Health.of(_ -> true));
            try (var dns = DnsServer.open(0, new Authority(route53, List.of()))) {
                world.serving(withApi(), new InetSocketAddress(InetAddress.getLoopbackAddress(), dns.port()));
                var answer = world.get("/api/");
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(answer.body()).contains("resolve the origin domain name");
            }
        }
    }

    private Behaviour keeping(Caching.On caching) {
        Target alone = origin("primary", world.primary.address(), SHORTEST);
        return new Behaviour(PathPattern.ALL, alone, Behaviour.Methods.READ, caching, List.of());
    }

    private static ErrorPage sorry(int code, int status) {
        return new ErrorPage(code, Optional.of(new ErrorPage.Page("/sorry.html", status)), Duration.ZERO);
    }

    private Distribution withApi() {
        var shop = new Origin("shop", Origin.Kind.CUSTOM, new Origin.Address.Named("shop.twin.test", 80), "", SHORTEST);
        var api = new Behaviour(new PathPattern("/api/*"), shop, Behaviour.Methods.ALL, new Caching.Off(), List.of());
        return new Distribution("shop", Optional.empty(), List.of(api), keeping(HOUR), List.of());
    }

    private static void lead(Route53 route53, String zone, Change.Action action, InetSocketAddress to) {
        String service = "0 0 " + to.getPort() + " shop.twin.test";
        route53.change(
                zone,
                List.of(
                        new Change.Entry(action, RecordSet.simple("shop.twin.test", RecordType.A, 60, "127.0.0.1")),
                        new Change.Entry(
                                action, RecordSet.simple("_http._tcp.shop.twin.test", RecordType.SRV, 60, service))),
                Optional.empty());
    }
}
