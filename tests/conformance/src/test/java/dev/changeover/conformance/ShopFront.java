package dev.changeover.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Site;
import dev.changeover.twin.account.TwinAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The probe and health pages of {@link ModelShop} over HTTP, where the plan says they are. */
final class ShopFront implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final TwinAccount account;
    private final ModelShop shop;
    private final List<HttpServer> servers;

    ShopFront(TwinAccount account, ApplicationPlan plan, ModelShop shop) {
        this.account = account;
        this.shop = shop;
        this.servers =
                Stream.of(plan.primary(), plan.secondary()).map(this::open).toList();
    }

    private HttpServer open(Site site) {
        try {
            URI page = site.health();
            var address = new InetSocketAddress(InetAddress.getByName(page.getHost()), page.getPort());
            HttpServer server = HttpServer.create(address, BACKLOG);
            server.createContext(site.writeProbe().getPath(), exchange -> answer(exchange, site, "AWSPENDING"));
            server.createContext(page.getPath(), exchange -> answer(exchange, site, "AWSCURRENT"));
            server.start();
            return server;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** A dark Region's shop drops the connection. */
    private void answer(HttpExchange exchange, Site site, String stage) throws IOException {
        try (exchange) {
            if (account.regions().dark(site.region())) {
                return;
            }
            Optional<String> refused = shop.write(site, stage);
            byte[] body = "{\"refused\":%b}".formatted(refused.isPresent()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refused.isPresent() ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
