package dev.changeover.http;

import dev.changeover.view.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API behind an API Gateway HTTP API: takes its event (payload format 2.0), gives its answer. Make it with {@link
 * Streams#none}, since the gateway answers whole or not at all.
 */
public final class GatewayAdapter {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Api api;

    public GatewayAdapter(Api api) {
        this.api = api;
    }

    /** From event to answer, both JSON in UTF-8. An event of another shape is no request: {@link NotOurs}. */
    public byte[] answer(byte[] event) {
        return Json.line(answer(request(event))).getBytes(StandardCharsets.UTF_8);
    }

    /** What reached the function is not a request of an HTTP API. */
    public static final class NotOurs extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NotOurs(String message) {
            super(message);
        }
    }

    private Map<String, Object> answer(Request request) {
        Response response = api.answer(request);
        byte[] bytes = switch (response.body()) {
            case Response.Body.Bytes(var whole) -> whole;
            case Response.Body.Stream _ ->
                throw new IllegalStateException("a gateway's API is made with Streams.none()");
        };
        Map<String, Object> answer = Json.object("statusCode", response.status());
        answer.put("headers", response.headers());
        answer.put("body", new String(bytes, StandardCharsets.UTF_8));
        answer.put("isBase64Encoded", false);
        return answer;
    }

    private static Request request(byte[] event) {
        JsonNode node;
        try {
            node = MAPPER.readTree(event);
        } catch (JacksonException broken) {
            throw new NotOurs("the event is not JSON");
        }
        JsonNode http = node.path("requestContext").path("http");
        if (!node.path("version").asString("").equals("2.0") || !http.isObject()) {
            throw new NotOurs("the event is none of an HTTP API's, payload format 2.0");
        }
        return new Request(
                http.path("method").asString(""),
                path(node),
                node.path("rawQueryString").asString(""),
                headers(node.path("headers")),
                body(node),
                http.path("sourceIp").asString("unknown"));
    }

    /** With a stage other than $default the path begins with the stage's name. */
    private static String path(JsonNode node) {
        String path = node.path("rawPath").asString("");
        String stage = "/" + node.path("requestContext").path("stage").asString("$default");
        return path.startsWith(stage + "/") ? path.substring(stage.length()) : path;
    }

    /** The gateway joins a header that is there twice with a comma; none of ours may be there twice. */
    private static Map<String, List<String>> headers(JsonNode node) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> headers.put(
                        entry.getKey().toLowerCase(Locale.ROOT),
                        List.of(entry.getValue().asString(""))));
        return headers;
    }

    private static byte[] body(JsonNode node) {
        String body = node.path("body").asString("");
        if (!node.path("isBase64Encoded").asBoolean(false)) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException broken) {
            throw new NotOurs("the event's body is not base64");
        }
    }
}
