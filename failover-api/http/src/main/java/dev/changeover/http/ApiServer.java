package dev.changeover.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the API on 127.0.0.1, a virtual thread a request. */
public final class ApiServer implements AutoCloseable {
    /** More than a thousand pages that come back at once after a broken line. */
    private static final int BACKLOG = 2_048;

    static {
        // The JDK's server leaves Nagle's algorithm on, which costs 40 ms on every second small answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // It also drops idle connections beyond 200, and with them the next request of a page that just stopped
        // watching.
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(Streams.MOST));
    }

    private final HttpServer server;
    private final Api api;
    private final Pages pages;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ApiServer(int port, Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
        try {
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            this.server = HttpServer.create(address, BACKLOG);
        } catch (IOException refused) {
            threads.close();
            throw new UncheckedIOException("port " + port + " on 127.0.0.1 cannot be opened", refused);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Port 0 takes a free one. */
    public static ApiServer open(int port, Api api) {
        return new ApiServer(port, api, Pages.none());
    }

    /** The same with files beside the API; what is among them never reaches it. */
    public static ApiServer open(int port, Api api, Pages pages) {
        return new ApiServer(port, api, pages);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Ends the streams too; their readers come back. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            send(exchange, pages.at(request).orElseGet(() -> api.answer(request)));
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(Fields.BODY_BYTES_MAX + 1);
        }
        return new Request(
                exchange.getRequestMethod(),
                uri.getRawPath() == null ? "" : uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                headers,
                body,
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        switch (response.body()) {
            case Response.Body.Bytes(var bytes) -> {
                boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(response.status(), none ? -1 : bytes.length);
                if (!none) {
                    exchange.getResponseBody().write(bytes);
                }
            }
            case Response.Body.Stream(var source) -> {
                exchange.sendResponseHeaders(response.status(), 0);
                OutputStream out = exchange.getResponseBody();
                source.write(text -> {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                });
            }
        }
    }
}
