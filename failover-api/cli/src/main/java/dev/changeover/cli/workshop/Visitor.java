package dev.changeover.cli.workshop;

import dev.changeover.twin.model.Ports;
import dev.changeover.view.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The workshop's shopper: asks at the edge as a browser does, and keeps the session in a cookie as one does. */
final class Visitor implements AutoCloseable {
    /** As long as the shop's own pages wait before they take the shop as gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ports ports;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** The session as browsers send it. Java's own jar quotes what has a Max-Age, which no browser does. */
    private volatile String cookie = "";

    Visitor(Ports ports) {
        this.ports = ports;
    }

    /** A page of the site. */
    Reply page(String name) {
        return send(HttpRequest.newBuilder(edge("/en/" + name + ".html")));
    }

    Reply get(String path) {
        return send(HttpRequest.newBuilder(edge("/api" + path)));
    }

    Reply post(String path, Object... body) {
        return send(HttpRequest.newBuilder(edge("/api" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.line(Json.object(body)))));
    }

    /** Past the edge, at one Region's shop: 0 the primary's, 1 the secondary's. The cookie goes there too. */
    Reply getAt(int index, String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.shop(index) + "/api" + path)));
    }

    /** Past the edge, at the primary Region's door for web sites. */
    Reply siteOf(String bucket) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.sites(0) + "/" + bucket + "/")));
    }

    private URI edge(String path) {
        return URI.create("http://127.0.0.1:" + ports.edge() + path);
    }

    private Reply send(HttpRequest.Builder request) {
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            var response = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";", 2)[0]);
            return Reply.of(response);
        } catch (IOException nothing) {
            return Reply.nothing(nothing.getClass().getSimpleName());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Reply.nothing("interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
