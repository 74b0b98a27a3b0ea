package dev.changeover.shop;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One answer, before it is bytes. */
record Reply(int status, JsonNode body, Map<String, String> headers) {
    /** The mending interval is far shorter; one is the least the header can say. */
    private static final String RETRY_AFTER_SECONDS = "1";

    static Reply of(int status, JsonNode body) {
        return new Reply(status, body, Map.of());
    }

    static Reply error(int status, String sentence) {
        return of(status, Json.object().put("error", sentence));
    }

    static Reply notSignedIn() {
        return new Reply(
                401,
                Json.object().put("error", "Sign in first: this needs a token from POST /login."),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    static Reply unknown(Line.Wish wish) {
        return error(404, "There is no unicorn " + wish.unicorn() + " in the catalogue.");
    }

    /** Nobody can do this just now. Whoever asked may ask the same again: nothing is done twice by it. */
    static Reply away(String why) {
        return new Reply(
                503,
                Json.object().put("error", "The shop cannot do this right now: " + why + ". Try again."),
                Map.of("Retry-After", RETRY_AFTER_SECONDS));
    }

    /** The same with one more header. */
    Reply with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Reply(status, body, more);
    }

    static Reply wrongMethod(String allowed) {
        return new Reply(
                405, Json.object().put("error", "This address takes " + allowed + " only."), Map.of("Allow", allowed));
    }

    /** The answer of a transaction, or that the database could not be reached in time. */
    static Reply from(Outcome<Reply> outcome) {
        return switch (outcome) {
            case Outcome.Committed<Reply>(var reply) -> reply;
            case Outcome.Unavailable<Reply>(var why) -> away(why);
        };
    }
}
