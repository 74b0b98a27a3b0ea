package dev.changeover.twin.s3;

import com.sun.net.httpserver.HttpExchange;
import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.CommonErrors;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.LoopbackServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The web sites of one Region's buckets, for browsers and for the edge. Closed while its Region is dark; meets the
 * fault plan as a reading of an object ({@code s3:GetObject}).
 */
public final class SiteDoor implements AutoCloseable {
    private static final String SERVICE = "s3";
    private static final String ACTION = "GetObject";

    /** As long as the twin's AWS door holds what a fault keeps from its answer; readers have given up by then. */
    private static final Duration HELD_LONGEST = Duration.ofMinutes(2);

    private final Region region;
    private final int port;
    private final Faults faults;
    private final Sites sites;
    private Optional<LoopbackServer> server = Optional.empty();
    private boolean closed;

    private SiteDoor(Region region, int port, Faults faults, Buckets buckets) {
        this.region = region;
        this.port = port;
        this.faults = faults;
        this.sites = new Sites(buckets, region);
    }

    /** A port of its own, which it opens again when its Region returns. */
    public static SiteDoor open(Region region, int port, Faults faults, Buckets buckets) {
        var door = new SiteDoor(region, port, faults, buckets);
        door.rise();
        faults.regions().watch(new Regions.Watcher() {
            @Override
            public void darkened(Region dark) {
                if (dark.equals(region)) {
                    door.fall();
                }
            }

            @Override
            public void recovered(Region back) {
                if (back.equals(region)) {
                    door.rise();
                }
            }
        });
        return door;
    }

    /** The Region's sites are called {@code BUCKET.} and this; all such names lead to 127.0.0.1. */
    public static String zone(Region region) {
        return SiteAddress.zone(region);
    }

    public int port() {
        return port;
    }

    private synchronized void rise() {
        if (!closed && server.isEmpty() && !faults.regions().dark(region)) {
            server = Optional.of(LoopbackServer.open(port, this::serve));
        }
    }

    private synchronized void fall() {
        server.ifPresent(LoopbackServer::close);
        server = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        fall();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<AwsReply> reply = meetFaults(exchange);
            if (reply.isPresent()) {
                send(exchange, reply.get());
            }
        }
    }

    /** Empty when no answer is to leave: the connection then closes. */
    private Optional<AwsReply> meetFaults(HttpExchange exchange) {
        var call = new Faults.Call(region, SERVICE, ACTION);
        return switch (faults.at(call)) {
            case Fault.None _ -> Optional.of(answer(exchange));
            case Fault.Slow(var by) -> held(by) ? Optional.of(answer(exchange)) : Optional.empty();
            case Fault.Broken _ -> refusal(CommonErrors.internal(SERVICE));
            case Fault.Throttle _ -> refusal(CommonErrors.throttled(SERVICE));
            case Fault.Dark _, Fault.Silent _ -> {
                held(HELD_LONGEST);
                yield Optional.empty();
            }
            case Fault.LoseReply _, Fault.LoseRequest _ -> Optional.empty();
        };
    }

    private AwsReply answer(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        Optional<String> tag = Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match"));
        String path = exchange.getRequestURI().getPath();
        return sites.answer(exchange.getRequestMethod(), SiteAddress.of(region, host, path), tag);
    }

    private static Optional<AwsReply> refusal(AwsError error) {
        return Optional.of(Sites.refusal(error));
    }

    /** Whether the time has passed; not when the door closed meanwhile. */
    private static boolean held(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void send(HttpExchange exchange, AwsReply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.contentType());
        headers.set("Server", "AmazonS3");
        reply.headers().forEach(headers::set);
        int length = reply.body().length;
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(length));
            length = 0;
        }
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(reply.body(), 0, length);
    }
}
