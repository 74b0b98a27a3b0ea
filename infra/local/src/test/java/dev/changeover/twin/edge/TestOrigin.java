package dev.changeover.twin.edge;

import com.sun.net.httpserver.HttpExchange;
import dev.changeover.twin.wire.LoopbackServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP origin that answers what a test says and remembers what it was asked. */
final class TestOrigin implements AutoCloseable {
    private record Said(int status, String text, Map<String, String> headers) {}

    private final LoopbackServer server = LoopbackServer.open(0, this::serve);
    private final Map<String, Said> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private volatile Said otherwise = new Said(404, "nothing here", Map.of());

    TestOrigin says(String path, String text) {
        pages.put(path, new Said(200, text, Map.of()));
        return this;
    }

    TestOrigin says(String path, int status, String text, Map<String, String> with) {
        pages.put(path, new Said(status, text, with));
        return this;
    }

    TestOrigin saysAlways(int status, String text) {
        otherwise = new Said(status, text, Map.of());
        return this;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    /** Method and path of every request, in order. */
    List<String> asked() {
        return asked;
    }

    /** The head of the last request. */
    String header(String name) {
        return String.join(", ", headers.getLast().getOrDefault(name, List.of()));
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + path + (body.isEmpty() ? "" : " " + body));
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            Said said = pages.getOrDefault(path, otherwise);
            said.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] text = said.text().getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(text.length));
                exchange.sendResponseHeaders(said.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(said.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }
}
