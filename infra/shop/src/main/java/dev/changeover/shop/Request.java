package dev.changeover.shop;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One request as the shop's counters see it.
 *
 * @param token the session's token it came with, as a bearer token or in the cookie; empty when it came without one
 * @param secure whether the shopper's side of the way here is encrypted
 */
record Request(
        String method, String path, Map<String, String> query, Optional<String> token, boolean secure, String body) {
    private static final int UUID_LENGTH = 36;

    /** The body as a JSON object. */
    JsonNode json() {
        try {
            JsonNode tree = Json.tree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException _) {
            // Said below; the parser's own words are for programmers.
        }
        throw new BadRequest("The body must be one JSON object.");
    }

    /** A member of the body that must be text of a certain length without control characters. */
    String text(String name, int lengthMin, int lengthMax) {
        JsonNode value = json().path(name);
        String text = value.isString() ? value.asString() : "";
        if (text.length() < lengthMin
                || text.length() > lengthMax
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequest("\"" + name + "\" must be text of " + lengthMin + " to " + lengthMax + " characters.");
        }
        return text;
    }

    /** A UUID in its one written form; the JDK's parser would take shorter ones too. */
    static UUID uuid(String what, String text) {
        try {
            if (text.length() == UUID_LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException _) {
            // Said below, in one way for both faults.
        }
        throw new BadRequest(what + " must be a UUID.");
    }

    static int number(JsonNode object, String name, int min, int max) {
        JsonNode value = object.path(name);
        if (!value.isInt() || value.asInt() < min || value.asInt() > max) {
            throw new BadRequest("\"" + name + "\" must be a whole number from " + min + " to " + max + ".");
        }
        return value.asInt();
    }
}
