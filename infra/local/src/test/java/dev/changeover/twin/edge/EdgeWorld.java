package dev.changeover.twin.edge;

import dev.changeover.twin.model.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An edge before two real origins, and a viewer. The cache's time is virtual, the sockets' is not. */
final class EdgeWorld implements AutoCloseable {
    /** The shortest that CloudFront allows. */
    static final Patience SHORTEST = new Patience(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

    static final Set<Integer> EVERY_CODE = OriginGroup.CODES_ALLOWED;

    final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-22T00:00:00Z"));
    final TestOrigin primary = new TestOrigin();
    final TestOrigin secondary = new TestOrigin();
    private final HttpClient viewer = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(primary, secondary));
    private Optional<Edge> edge = Optional.empty();

    static Origin origin(String id, InetSocketAddress address, Patience patience) {
        return new Origin(id, Origin.Kind.CUSTOM, new Origin.Address.Fixed(address), "", patience);
    }

    static Behaviour uncached(Target target) {
        return new Behaviour(PathPattern.ALL, target, Behaviour.Methods.ALL, new Caching.Off(), List.of());
    }

    static Behaviour cached(Target target) {
        return new Behaviour(
                PathPattern.ALL, target, Behaviour.Methods.READ_AND_OPTIONS, Caching.On.defaults(), List.of());
    }

    static Distribution only(Behaviour behaviour, ErrorPage... pages) {
        return new Distribution("shop", Optional.empty(), List.of(), behaviour, List.of(pages));
    }

    /** The two origins of this world, failing over on these codes. */
    OriginGroup group(Set<Integer> codes) {
        return groupBefore(primary.address(), codes);
    }

    /** Another primary, failing over to this world's secondary. */
    OriginGroup groupBefore(InetSocketAddress first, Set<Integer> codes) {
        return new OriginGroup(
                "sites", origin("primary", first, SHORTEST), origin("secondary", secondary.address(), SHORTEST), codes);
    }

    EdgeWorld serving(Distribution distribution) {
        return serving(
                distribution, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)); // no name is asked there
    }

    EdgeWorld serving(Distribution distribution, InetSocketAddress dns) {
        if (edge.isPresent()) {
            edge.get().change(distribution);
        } else {
            edge = Optional.of(Edge.open(0, distribution, dns, timeline::now));
            open.addFirst(edge.get());
        }
        return this;
    }

    <T extends AutoCloseable> T with(T server) {
        open.add(server);
        return server;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        var body = Set.of("POST", "PUT", "PATCH").contains(method)
                ? HttpRequest.BodyPublishers.ofString("two unicorns")
                : HttpRequest.BodyPublishers.noBody();
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + edge.orElseThrow().port() + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return viewer.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        viewer.close();
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception broken) { // the test shall fail by it, and say why
                throw new IllegalStateException(broken);
            }
        }
    }
}
