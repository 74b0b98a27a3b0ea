package dev.changeover.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.shop.site.Page;
import dev.changeover.shop.site.Pages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** As much of an edge as a browser sees: the site's files, and the shop behind the same origin. */
final class Origin implements AutoCloseable {
    private static final List<String> PASSED_ON = List.of("Content-Type", "Cookie");
    private static final List<String> PASSED_BACK =
            List.of("Content-Type", "Set-Cookie", Shop.REGION_HEADER, "Retry-After");

    private final Map<String, Page> pages =
            Pages.all().stream().collect(Collectors.toMap(Page::path, Function.identity()));
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger repliesToLose = new AtomicInteger();
    private final HttpServer server;
    private final Shop shop;
    private volatile boolean away;

    Origin(Shop shop) {
        this.shop = shop;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::file);
        server.createContext("/api/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether the shop cannot be reached; the files are there all the same. */
    void away(boolean gone) {
        away = gone;
    }

    /** The next order is placed, and nobody hears of it. */
    void loseReplyToOrder() {
        repliesToLose.set(1);
    }

    private void file(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = pages.get(exchange.getRequestURI().getPath().substring(1));
            // What an edge should send too; a page that needs more than this would be silent in the test.
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; object-src 'none'");
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.sendResponseHeaders(200, page.bytes().length);
            exchange.getResponseBody().write(page.bytes());
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean order = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().endsWith("/orders");
            var answer = away ? null : ask(exchange, body);
            if (answer == null || (order && repliesToLose.getAndSet(0) > 0)) {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            for (String name : PASSED_BACK) {
                answer.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException {
        var target = URI.create("http://127.0.0.1:" + shop.port() + exchange.getRequestURI());
        var request =
                HttpRequest.newBuilder(target).method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
