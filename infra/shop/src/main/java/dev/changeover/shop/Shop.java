package dev.changeover.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running shop: the HTTP server and what stands behind it. */
public final class Shop implements AutoCloseable {
    /** Names the Region that answered, on every answer. */
    public static final String REGION_HEADER = "X-Shop-Region";

    /** The largest honest body, an order of fifty lines, is 3 KB. */
    private static final int BODY_BYTES_MAX = 65_536;

    /** Connections that may wait to be accepted: a second of arrivals at five times the demo's rate. */
    private static final int BACKLOG = 1_024;

    private static final String BEARER = "Bearer ";

    /** Where the site's pages ask: an edge has files on the same origin. Both forms of an address are the same. */
    private static final String API_PREFIX = "/api/";

    /** By which a load balancer, and CloudFront, say how the shopper came. */
    private static final List<String> SECURE_HEADERS = List.of("X-Forwarded-Proto", "CloudFront-Forwarded-Proto");

    static {
        // Without it an answer of two packets waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Seconds. Longer than clients keep a connection (30 s in the JDK's), so that the client lets go first and no
        // request meets a closing door; and nobody holds a connection by sending slowly.
        System.setProperty("sun.net.httpserver.idleInterval", "75");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final String region;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Database database;
    private final Optional<Shelf> shelf;
    private final Routes routes;
    private final Notices notices;

    private Shop(ShopConfig config, HttpServer server, PrintStream out) {
        this.region = config.region();
        this.server = server;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("request-", 0).factory());
        this.notices = new Notices(out);
        var secrets = new SecretReader(config.region(), config.secretId());
        this.database = new Database(secrets, config.database(), notices);
        this.shelf = config.shoppers().table().map(table -> new Shelf(config.region(), table));
        this.routes = new Routes(config, database, shelf, secrets);
    }

    /**
     * Opens a shop at its door; its notices go to {@code out}, one line each.
     *
     * @throws IOException when the port cannot be had
     */
    public static Shop open(ShopConfig config, PrintStream out) throws IOException {
        var address =
                new InetSocketAddress(config.door().address(), config.door().port());
        var shop = new Shop(config, HttpServer.create(address, BACKLOG), out);
        shop.database.start();
        shop.server.setExecutor(shop.threads);
        shop.server.createContext("/", shop::handle);
        shop.server.start();
        shop.notices.say(
                "shop in " + config.region() + " listens on " + config.door().address() + ":" + shop.port());
        return shop;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = answer(exchange);
            byte[] body = Json.bytes(reply.body());
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            headers.set(REGION_HEADER, region);
            headers.set("Cache-Control", "no-store"); // A cart belongs to one shopper, and to this moment.
            reply.headers().forEach(headers::set);
            boolean bare = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), bare ? -1 : body.length);
            if (!bare) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** The rim: here a mistake of the shop's own becomes a 500 and a notice. */
    private Reply answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            return Reply.error(413, "The body is larger than " + BODY_BYTES_MAX + " bytes.");
        }
        try {
            return routes.answer(request(exchange, new String(body, StandardCharsets.UTF_8)));
        } catch (BadRequest bad) {
            return Reply.error(400, bad.getMessage());
        } catch (Away away) {
            return Reply.away(away.getMessage());
        } catch (RuntimeException bug) {
            notices.say("a mistake of the shop's own: " + bug + Arrays.toString(bug.getStackTrace()));
            return Reply.error(500, "The shop made a mistake. It has been noted.");
        }
    }

    private static Request request(HttpExchange exchange, String body) {
        var uri = exchange.getRequestURI();
        var headers = exchange.getRequestHeaders();
        var token = Optional.ofNullable(headers.getFirst("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip())
                .or(() -> SessionCookie.in(headers.getOrDefault("Cookie", List.of())));
        boolean secure = SECURE_HEADERS.stream().anyMatch(name -> "https".equals(headers.getFirst(name)));
        String path = uri.getPath() == null ? "" : uri.getPath();
        String inside = path.startsWith(API_PREFIX) ? path.substring(API_PREFIX.length() - 1) : path;
        return new Request(exchange.getRequestMethod(), inside, query(uri.getRawQuery()), token, secure, body);
    }

    private static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.put(decode(name), decode(value));
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new BadRequest("The address is not well formed.");
        }
    }

    /** Ends at once: requests under way are cut off, as in a crash, and their callers ask again. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        database.close();
        shelf.ifPresent(Shelf::close);
    }
}
