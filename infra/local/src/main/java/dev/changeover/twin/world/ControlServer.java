package dev.changeover.twin.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.core.model.Region;
import dev.changeover.twin.account.ShopEstate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The twin's own door on 127.0.0.1: what it is like, outages, healing, the end. Nothing here exists on AWS. */
public final class ControlServer implements AutoCloseable {
    private static final int BODY_MAX = 16_384;
    private static final int BACKLOG = 50;

    private final Twin twin;
    private final Outages outages;
    private final Runnable stop;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ControlServer(Twin twin, HttpServer server, Runnable stop) {
        this.twin = twin;
        this.outages = new Outages(twin.account());
        this.server = server;
        this.stop = stop;
    }

    /** {@code stop} ends the twin; it is called after the answer has left. */
    public static ControlServer open(int port, Twin twin, Runnable stop) {
        try {
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            var control = new ControlServer(twin, HttpServer.create(address, BACKLOG), stop);
            control.serve("/state", _ -> control.state());
            control.serve("/calls", _ -> control.calls());
            control.serve("/outage", control::outage);
            control.serve("/heal", control::heal);
            control.serve("/stop", _ -> "{}");
            control.server.setExecutor(control.threads);
            control.server.start();
            return control;
        } catch (IOException taken) {
            throw new TwinTrouble("control port " + port + " on 127.0.0.1 cannot be opened", taken);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void serve(String path, Function<String, String> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readNBytes(BODY_MAX), StandardCharsets.UTF_8);
                reply(exchange, answer, body);
            }
            if (path.equals("/stop")) {
                stop.run();
            }
        });
    }

    private static void reply(HttpExchange exchange, Function<String, String> answer, String body) throws IOException {
        int status = 200;
        String text;
        try {
            text = answer.apply(body);
        } catch (IllegalArgumentException wrong) {
            status = 400;
            text = JsonMapper.shared()
                    .createObjectNode()
                    .put("message", wrong.getMessage())
                    .toString();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String outage(String body) {
        outages.begin(OutageJson.read(body));
        return "{}";
    }

    /** A body without a Region heals everything. */
    private String heal(String body) {
        JsonNode wanted = OutageJson.tree(body.isBlank() ? "{}" : body);
        if (wanted.has("region")) {
            outages.heal(new Region(wanted.get("region").asString()));
        } else {
            outages.healAll();
        }
        return "{}";
    }

    private String calls() {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        var list = all.putArray("calls");
        twin.account()
                .calls()
                .counted()
                .forEach((call, times) -> list.addObject()
                        .put("caller", call.caller())
                        .put("region", call.region().code())
                        .put("action", call.action())
                        .put("on", call.on())
                        .put("times", times));
        all.put("leftOut", twin.account().calls().leftOut());
        return all.toString();
    }

    private String state() {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        state.put("pid", ProcessHandle.current().pid());
        state.put("port", twin.account().ports().base());
        var regions = state.putArray("regions");
        for (Region region : List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY)) {
            regions.addObject()
                    .put("region", region.code())
                    .put("dark", twin.account().regions().dark(region))
                    .put("shop", twin.shopAlive(region) ? "running" : "stopped");
        }
        var faults = state.putArray("faults");
        twin.account().faults().planned().forEach(planned -> faults.add(planned.toString()));
        return state.toString();
    }

    /** How long a client may wait for an answer of this door; nothing behind it takes longer. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(15);
}
