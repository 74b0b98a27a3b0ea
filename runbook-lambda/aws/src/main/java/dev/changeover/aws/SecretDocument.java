package dev.changeover.aws;

import dev.changeover.core.model.Endpoint;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a database secret. It holds a password: it lives for one call, and its words are {@code ***}. */
final class SecretDocument {
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String CLUSTER = "dbClusterIdentifier";

    /** Numbers we do not know the meaning of must come out as they went in. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode fields;
    private final Endpoint names;

    private SecretDocument(ObjectNode fields, Endpoint names) {
        this.fields = fields;
        this.names = names;
    }

    /** Empty when {@code text} is not a JSON object with a host and a port. */
    static Optional<SecretDocument> parse(String text) {
        try {
            if (text == null || !(JSON.readTree(text) instanceof ObjectNode fields)) {
                return Optional.empty();
            }
            String host = fields.path(HOST).asString("");
            String port = fields.path(PORT).asString("");
            return Optional.of(new SecretDocument(fields, Endpoint.parse(host + ":" + port)));
        } catch (JacksonException | IllegalArgumentException malformed) {
            return Optional.empty(); // its message might quote the secret
        }
    }

    Endpoint names() {
        return names;
    }

    /** The same document, naming another endpoint; the cluster's identifier is replaced only where there is one. */
    String renamed(Endpoint endpoint, Optional<String> cluster) {
        ObjectNode copy = fields.deepCopy();
        copy.put(HOST, endpoint.host());
        JsonNode port = fields.path(PORT);
        if (port.isString()) {
            copy.put(PORT, Integer.toString(endpoint.port()));
        } else {
            copy.put(PORT, endpoint.port());
        }
        if (copy.has(CLUSTER)) {
            cluster.ifPresent(identifier -> copy.put(CLUSTER, identifier));
        }
        return JSON.writeValueAsString(copy);
    }

    @Override
    public String toString() {
        return "***";
    }
}
