package dev.changeover.shop;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Where the writer is and how to enter, as the secret says it. */
record DatabaseSecret(String host, int port, String username, String password, String database) {
    /** PostgreSQL's own, for a secret that names none. */
    private static final int PORT_DEFAULT = 5432;

    /** Reads the JSON that RDS uses for its secrets; the message of what it throws holds no value of it. */
    static DatabaseSecret parse(String json) {
        JsonNode secret = read(json);
        if (!secret.isObject()) {
            throw new IllegalArgumentException("the secret is not a JSON object");
        }
        String engine = secret.path("engine").asString("postgres");
        if (!engine.equals("postgres") && !engine.equals("aurora-postgresql")) {
            throw new IllegalArgumentException("the secret's engine is neither postgres nor aurora-postgresql");
        }
        int port = secret.path("port").asInt(PORT_DEFAULT);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the secret's port is not a port");
        }
        return new DatabaseSecret(
                text(secret, "host"), port, text(secret, "username"), text(secret, "password"), text(secret, "dbname"));
    }

    private static JsonNode read(String json) {
        try {
            return Json.tree(json);
        } catch (JacksonException _) {
            // The cause would quote the secret.
            throw new IllegalArgumentException("the secret is not JSON");
        }
    }

    private static String text(JsonNode secret, String key) {
        String value = secret.path(key).asString("");
        if (value.isBlank()) {
            throw new IllegalArgumentException("the secret has no " + key);
        }
        return value;
    }

    @Override
    public String toString() {
        return "***@" + host + ":" + port + "/" + database;
    }
}
