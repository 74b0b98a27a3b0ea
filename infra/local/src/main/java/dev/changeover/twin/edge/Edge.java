package dev.changeover.twin.edge;

import com.sun.net.httpserver.HttpExchange;
import dev.changeover.twin.wire.LoopbackServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A distribution at work on a port of 127.0.0.1. It is of no Region, as CloudFront is of none. */
public final class Edge implements AutoCloseable {
    /** Bytes of a viewer's body; ours. CloudFront takes 20 GB, which a small machine cannot hold. */
    private static final int BODY_BYTES_MAX = 20 * 1024 * 1024;

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Delivery delivery;
    private final LoopbackServer server;

    private Edge(int port, Delivery delivery) {
        this.delivery = delivery;
        this.server = LoopbackServer.open(port, this::serve);
    }

    /** {@code dns} tells where origins are that go by name. Port 0 takes a free one. */
    public static Edge open(int port, Distribution distribution, InetSocketAddress dns, InstantSource clock) {
        return new Edge(port, new Delivery(distribution, dns, clock));
    }

    /** From the next request on. */
    public void change(Distribution wanted) {
        delivery.change(wanted);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        delivery.close();
    }

    @SuppressWarnings(
            "CatchAndPrintStackTrace") // the rim: a bug in the twin is shown here, and the viewer hears nothing
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
            EdgeAnswer answer = body.length > BODY_BYTES_MAX
                    ? OwnPages.bodyTooLarge(BODY_BYTES_MAX)
                    : delivery.answer(request(exchange, body));
            send(exchange, answer);
        } catch (RuntimeException bug) {
            bug.printStackTrace();
        }
    }

    private EdgeRequest request(HttpExchange exchange, byte[] body) {
        List<Headers.Field> fields = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> fields.add(new Headers.Field(name, value))));
        Headers headers = new Headers(fields).passedOn();
        String viewer = exchange.getRemoteAddress().getAddress().getHostAddress();
        String behind =
                headers.first("X-Forwarded-For").map(before -> before + ", ").orElse("");
        return new EdgeRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()),
                headers.with("X-Forwarded-For", behind + viewer).with("Via", delivery.via()),
                body);
    }

    private static void send(HttpExchange exchange, EdgeAnswer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        answer.headers().fields().forEach(field -> headers.add(field.name(), field.value()));
        int length = answer.body().length;
        boolean bodiless = answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED;
        if (exchange.getRequestMethod().equals("HEAD") || bodiless) {
            if (length > 0) { // of a cached answer; an origin's own to HEAD brings the header along
                headers.set("Content-Length", Integer.toString(length));
            }
            length = 0;
        }
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(answer.body(), 0, length);
    }
}
