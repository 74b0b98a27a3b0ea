package dev.changeover.cli.workshop;

import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What came back through the edge.
 *
 * @param status 0 when nothing came
 * @param origin which origin the edge says it asked: {@code primary} or {@code secondary} bucket, or {@code shop}
 * @param region which Region's shop says it answered; empty for pages
 * @param said the body, or why nothing came
 */
record Reply(int status, String origin, String cache, String region, String said) {
    private static final int OK = 200;

    static Reply of(HttpResponse<String> response) {
        return new Reply(
                response.statusCode(),
                header(response, "X-Twin-Origin"),
                header(response, "X-Cache"),
                header(response, "X-Shop-Region"),
                response.body());
    }

    static Reply nothing(String why) {
        return new Reply(0, "", "", "", why);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    boolean ok() {
        return status == OK;
    }

    boolean okFrom(String wanted) {
        return ok() && (origin.equals(wanted) || region.equals(wanted));
    }

    /** The body as JSON; missing where it is something else. */
    JsonNode json() {
        try {
            return JsonMapper.shared().readTree(said);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** For people: the status, and who answered. */
    String inWords() {
        if (status == 0) {
            return "no answer (" + said + ")";
        }
        if (!region.isEmpty()) {
            return status + " from the shop in " + region;
        }
        return status
                + (origin.equals("shop") ? ", the edge's own" : " from the " + origin + " bucket")
                + (cache.isEmpty() ? "" : ", " + cache);
    }
}
