package dev.changeover.http;

import dev.changeover.view.Json;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ends the handling of a request that must not be done; the rim turns it into a problem. */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient Map<String, Object> more;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    public Refusal(Code code, String detail) {
        this(code, detail, Map.of());
    }

    /** With further keys that the code promises. */
    public Refusal(Code code, String detail, Map<String, Object> more) {
        super(detail, null, false, false);
        this.code = code;
        this.more = new LinkedHashMap<>(more);
    }

    public Code code() {
        return code;
    }

    Refusal with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** As RFC 9457 has it. */
    Response response() {
        Map<String, Object> problem = Json.object(
                "type", "urn:changeover:problem:" + code,
                "title", code.title(),
                "status", code.status(),
                "detail", getMessage(),
                "code", code,
                "whatToDo", code.whatToDo());
        problem.putAll(more);
        Response response = Response.json(code.status(), problem).with("Content-Type", "application/problem+json");
        for (var header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }
}
