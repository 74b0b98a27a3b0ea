package dev.changeover.twin.lambda.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.twin.lambda.FunctionErrors;
import dev.changeover.twin.lambda.Outcome;
import dev.changeover.twin.lambda.Sandboxes.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Lambda Runtime API (2018-06-01) for one process, on a free port of 127.0.0.1. Source: "Using the Lambda runtime
 * API for custom runtimes", Lambda developer guide, read 2026-11-22.
 */
final class RuntimeApi implements AutoCloseable {
    /** As Lambda's own refusal says it: six binary megabytes and 100 bytes. */
    static final int ANSWER_BYTES_MAX = (6 << 20) + 100;

    private static final int BACKLOG = 4;
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final Pattern ABOUT_EVENT = Pattern.compile(RUNTIME + "invocation/([^/]+)/(response|error)");

    static {
        // The JDK's server leaves Nagle's algorithm on, which costs 40 ms on every second small answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** The twin's side of the conversation. */
    interface Host {
        /** Waits for the next event. */
        Event next() throws InterruptedException;

        /** False when this is not the event that the process has. */
        boolean ended(String requestId, Outcome outcome) throws InterruptedException;

        void unusable(String error);
    }

    private final Host host;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private RuntimeApi(Host host) throws IOException {
        this.host = host;
        this.server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static RuntimeApi open(Host host) throws IOException {
        return new RuntimeApi(host);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            Matcher about = ABOUT_EVENT.matcher(exchange.getRequestURI().getPath());
            if (asked.equals("GET " + RUNTIME + "invocation/next")) {
                next(exchange);
            } else if (asked.equals("POST " + RUNTIME + "init/error")) {
                host.unusable(error(exchange));
                send(exchange, 202, "{\"status\":\"OK\"}");
            } else if (exchange.getRequestMethod().equals("POST") && about.matches()) {
                end(exchange, about.group(1), about.group(2).equals("response"));
            } else {
                send(exchange, 404, FunctionErrors.of("NotFound", "The Runtime API has no " + asked));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Event event = host.next();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", event.arn());
        headers.set("Lambda-Runtime-Trace-Id", trace(event));
        event.clientContext().ifPresent(context -> headers.set("Lambda-Runtime-Client-Context", oneLine(context)));
        send(exchange, 200, event.payload());
    }

    private void end(HttpExchange exchange, String requestId, boolean returned)
            throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readNBytes(ANSWER_BYTES_MAX + 1);
        boolean tooLarge = body.length > ANSWER_BYTES_MAX;
        long bytes =
                body.length + (tooLarge ? exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()) : 0);
        String text = new String(body, StandardCharsets.UTF_8);
        Outcome outcome = tooLarge
                ? new Outcome.Failed(FunctionErrors.answerTooLarge(bytes, ANSWER_BYTES_MAX))
                : returned ? new Outcome.Returned(text) : new Outcome.Failed(orUnknown(exchange, text));
        if (!host.ended(requestId, outcome)) {
            send(exchange, 400, FunctionErrors.of("InvalidRequestID", "Invalid request ID"));
        } else if (tooLarge) {
            send(exchange, 413, FunctionErrors.of("RequestEntityTooLarge", "Exceeded maximum allowed payload size"));
        } else {
            send(exchange, 202, "{\"status\":\"OK\"}");
        }
    }

    private static String error(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(ANSWER_BYTES_MAX);
        return orUnknown(exchange, new String(body, StandardCharsets.UTF_8));
    }

    /** A runtime may report an error by its type alone. */
    private static String orUnknown(HttpExchange exchange, String error) {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type"))
                .orElse("Runtime.Unknown");
        return error.isBlank() ? FunctionErrors.of(type, "Unknown application error occurred") : error;
    }

    private static String trace(Event event) {
        String hex = event.requestId().replace("-", "");
        return "Root=1-" + hex.substring(0, 8) + "-" + hex.substring(8) + ";Parent=" + hex.substring(16) + ";Sampled=0";
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
