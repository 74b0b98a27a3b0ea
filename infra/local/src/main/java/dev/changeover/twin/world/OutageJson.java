package dev.changeover.twin.world;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Outages as they cross the control port. */
final class OutageJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private OutageJson() {}

    static String write(Outage outage) {
        ObjectNode node = JSON.createObjectNode();
        switch (outage) {
            case Outage.RegionDark(var region) -> node.put("region", region.code());
            case Outage.RoutingEndpoints(var count) -> node.put("routingEndpoints", count);
            case Outage.ReplicationDelay(var delay) -> node.put("replicationDelayMs", delay.toMillis());
            case Outage.Service service -> {
                node.put("kind", service.kind().name());
                node.put("slowByMs", service.slowBy().toMillis());
                service.calls().ifPresent(calls -> node.put("calls", calls));
                var target = service.target();
                target.region().ifPresent(region -> node.put("inRegion", region.code()));
                target.service().ifPresent(name -> node.put("service", name));
                target.action().ifPresent(name -> node.put("action", name));
            }
        }
        return node.toString();
    }

    /** @throws IllegalArgumentException when it is none, with what is wrong */
    static Outage read(String text) {
        JsonNode node = tree(text);
        if (node.has("region")) {
            return new Outage.RegionDark(new Region(node.get("region").asString()));
        }
        if (node.has("routingEndpoints")) {
            return new Outage.RoutingEndpoints(node.get("routingEndpoints").asInt());
        }
        if (node.has("replicationDelayMs")) {
            return new Outage.ReplicationDelay(
                    Duration.ofMillis(node.get("replicationDelayMs").asLong()));
        }
        if (!node.has("kind")) {
            throw new IllegalArgumentException("region, routingEndpoints, replicationDelayMs or kind is needed");
        }
        var target =
                new Outage.Target(text(node, "inRegion").map(Region::new), text(node, "service"), text(node, "action"));
        OptionalInt calls = node.has("calls") ? OptionalInt.of(node.get("calls").asInt()) : OptionalInt.empty();
        return new Outage.Service(
                target,
                Outage.Kind.valueOf(node.get("kind").asString()),
                Duration.ofMillis(node.path("slowByMs").asLong(0)),
                calls);
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException garbage) {
            throw new IllegalArgumentException("not JSON: " + garbage.getOriginalMessage(), garbage);
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asString()) : Optional.empty();
    }
}
