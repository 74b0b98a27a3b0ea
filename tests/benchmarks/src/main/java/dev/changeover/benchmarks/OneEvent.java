package dev.changeover.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** As much of Lambda's Runtime API as it takes to give a process one event and hear the answer. */
final class OneEvent implements AutoCloseable {
    private static final String REQUEST = "7b0c3a2e-1111-4222-8333-444455556666";
    private static final int MILLIS_TO_END = 60_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean given = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final HttpServer server;

    /** What came back, and when by {@link System#nanoTime}. */
    record Heard(String path, String body, long atNanos) {}

    final CompletableFuture<Heard> heard = new CompletableFuture<>();

    OneEvent() throws IOException {
        var at = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        server = HttpServer.create(at, 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/next")) {
                next(exchange);
            } else {
                byte[] body = exchange.getRequestBody().readAllBytes();
                heard.complete(new Heard(path, new String(body, StandardCharsets.UTF_8), System.nanoTime()));
                exchange.sendResponseHeaders(202, -1);
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        if (given.getAndSet(true)) {
            closed.join(); // no second event comes; a refusal would crash the client's native part
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", REQUEST);
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plusMillis(MILLIS_TO_END).toEpochMilli()));
        headers.set("Content-Type", "application/json"); // without it the runtime's native part crashes
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:four-calls");
        exchange.sendResponseHeaders(200, 2);
        exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed.complete(null);
        server.stop(0);
        threads.shutdownNow();
    }
}
