package dev.changeover.benchmarks;

import dev.changeover.twin.edge.Behaviour;
import dev.changeover.twin.edge.Caching;
import dev.changeover.twin.edge.Distribution;
import dev.changeover.twin.edge.Edge;
import dev.changeover.twin.edge.Origin;
import dev.changeover.twin.edge.OriginGroup;
import dev.changeover.twin.edge.PathPattern;
import dev.changeover.twin.edge.Patience;
import dev.changeover.twin.wire.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long a request takes that fails over, against what its settings add up to: every combination of attempts, connect
 * timeout and response timeout up to the argument (3 s), once with a primary that takes no connection and once with one
 * that never answers. All wait side by side.
 */
public final class EdgeFailover {
    private static final int LINE_FULL_MS = 300;

    private final HttpClient viewer = HttpClient.newHttpClient();
    private final InetSocketAddress secondary;

    private record Case(String primary, InetSocketAddress address, Patience patience, Duration configured) {}

    private record Measured(Case of, Duration took) {
        private double overMs() {
            return took.minus(of.configured()).toNanos() / 1e6;
        }

        private String line() {
            return String.format(
                    Locale.ROOT,
                    "%-14s %d x %2d s connect, %2d s response: configured %6d ms, measured %8.1f ms, over %6.1f ms",
                    of.primary(),
                    of.patience().connectionAttempts(),
                    of.patience().connectTimeout().toSeconds(),
                    of.patience().responseTimeout().toSeconds(),
                    of.configured().toMillis(),
                    took.toNanos() / 1e6,
                    overMs());
        }
    }

    private EdgeFailover(InetSocketAddress secondary) {
        this.secondary = secondary;
    }

    public static void main(String[] arguments) throws Exception {
        int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        var figures = new Figures();
        try (var origin = LoopbackServer.open(0, exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
                var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            fill(full);
            var benchmark = new EdgeFailover(new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.port()));
            benchmark.measure(new Case("warm-up", benchmark.secondary, patience(1, 1, 1), Duration.ZERO));
            List<Future<Measured>> running = cases(most, full, silent).stream()
                    .map(one -> threads.submit(() -> benchmark.measure(one)))
                    .toList();
            for (Future<Measured> one : running) {
                Measured measured = one.get();
                System.out.println(measured.line());
                figures.note("over what is configured", measured.overMs(), "ms");
            }
        }
        figures.print();
        System.exit(0); // the viewer's connections would otherwise keep us for a while
    }

    private static List<Case> cases(int most, ServerSocket full, ServerSocket silent) {
        List<Case> cases = new ArrayList<>();
        for (int attempts = 1; attempts <= Patience.ATTEMPTS_MAX; attempts++) {
            for (int connect = 1; connect <= most; connect++) {
                for (int response = 1; response <= most; response++) {
                    Patience patience = patience(attempts, connect, response);
                    cases.add(new Case(
                            "no connection",
                            at(full),
                            patience,
                            patience.connectTimeout().multipliedBy(attempts)));
                    cases.add(new Case(
                            "no answer",
                            at(silent),
                            patience,
                            patience.responseTimeout().multipliedBy(attempts)));
                }
            }
        }
        return cases;
    }

    private static Patience patience(int attempts, int connect, int response) {
        return new Patience(attempts, Duration.ofSeconds(connect), Duration.ofSeconds(response));
    }

    private static InetSocketAddress at(ServerSocket server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** Fills the line before the door, so that no further connection is ever completed. */
    private static void fill(ServerSocket server) throws IOException {
        while (true) {
            try {
                new Socket().connect(server.getLocalSocketAddress(), LINE_FULL_MS); // ends with the process
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    private Measured measure(Case one) {
        var group = new OriginGroup(
                "measured",
                origin("primary", one.address(), one.patience()),
                origin("secondary", secondary, one.patience()),
                Set.of(503));
        var all = new Behaviour(PathPattern.ALL, group, Behaviour.Methods.READ, new Caching.Off(), List.of());
        var distribution = new Distribution("measured", Optional.empty(), List.of(), all, List.of());
        var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9); // no origin goes by name
        try (var edge = Edge.open(0, distribution, nobody, InstantSource.system())) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + "/"))
                    .build();
            long began = System.nanoTime();
            int status =
                    viewer.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            if (status != 200) {
                throw new IllegalStateException("the secondary did not answer: " + status);
            }
            return new Measured(one, took);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static Origin origin(String id, InetSocketAddress address, Patience patience) {
        return new Origin(id, Origin.Kind.CUSTOM, new Origin.Address.Fixed(address), "", patience);
    }
}
