package dev.changeover.benchmarks;

import dev.changeover.twin.edge.Behaviour;
import dev.changeover.twin.edge.Caching;
import dev.changeover.twin.edge.Distribution;
import dev.changeover.twin.edge.Edge;
import dev.changeover.twin.edge.Origin;
import dev.changeover.twin.edge.PathPattern;
import dev.changeover.twin.edge.Patience;
import dev.changeover.twin.wire.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * What the twin's edge adds to an origin at 1,000 requests a second, evenly, however slow the answers are: the same
 * page of 4 KiB from the origin itself, through the edge, and out of the edge's cache, in turns.
 *
 * <p>Takes the seconds of each turn and how often each comes.
 */
public final class EdgeOverhead {
    private static final int PER_SECOND = 1_000;
    private static final int PAGE_BYTES = 4 * 1024;
    private static final double NANOS_PER_MS = 1e6;

    private final HttpClient viewer = HttpClient.newHttpClient();
    private final int seconds;

    private EdgeOverhead(int seconds) {
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        byte[] page = new byte[PAGE_BYTES];
        var figures = new Figures();
        try (var origin = LoopbackServer.open(0, exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, page.length);
                        exchange.getResponseBody().write(page);
                    }
                });
                var passing = edge(origin.port(), new Caching.Off());
                var keeping = edge(origin.port(), Caching.On.defaults())) {
            var load = new EdgeOverhead(seconds);
            load.median(origin.port()); // all three warm up
            load.median(passing.port());
            load.median(keeping.port());
            for (int round = 0; round < rounds; round++) {
                double direct = load.median(origin.port());
                double passed = load.median(passing.port());
                double kept = load.median(keeping.port());
                figures.note("origin itself, p50", direct, "ms");
                figures.note("through the edge, p50", passed, "ms");
                figures.note("out of its cache, p50", kept, "ms");
                figures.note("the edge adds, p50", passed - direct, "ms");
            }
        }
        figures.print();
        figures.against("the edge adds, p50", 1.0);
        System.exit(0); // the viewer's connections would otherwise keep us for a while
    }

    private static Edge edge(int originPort, Caching caching) {
        var origin = new Origin(
                "origin",
                Origin.Kind.CUSTOM,
                new Origin.Address.Fixed(new InetSocketAddress(InetAddress.getLoopbackAddress(), originPort)),
                "",
                Patience.defaults());
        var all = new Behaviour(PathPattern.ALL, origin, Behaviour.Methods.READ, caching, List.of());
        var distribution = new Distribution("measured", Optional.empty(), List.of(), all, List.of());
        var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9); // no origin goes by name
        return Edge.open(0, distribution, nobody, InstantSource.system());
    }

    /** A request is late from the time it was due, not from the time it could be sent. */
    private double median(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        List<Future<Long>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < seconds * PER_SECOND; i++) {
                long due = begin + i * (1_000_000_000L / PER_SECOND);
                LockSupport.parkNanos(due - System.nanoTime());
                answers.add(threads.submit(() -> taken(request, due)));
            }
            List<Long> nanos = new ArrayList<>();
            for (Future<Long> answer : answers) {
                nanos.add(answer.get());
            }
            nanos.sort(null);
            return nanos.get(nanos.size() / 2) / NANOS_PER_MS;
        }
    }

    private long taken(HttpRequest request, long due) {
        try {
            int status =
                    viewer.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("answered " + status);
            }
            return System.nanoTime() - due;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
