package dev.changeover.browser;

import static dev.changeover.browser.Json.object;

import java.util.Map;

/** An answer of the fixture and the schema it claims to follow. */
record Reply(int status, String schema, Map<String, Object> body) {
    static Reply problem(int status, String code, String detail) {
        return new Reply(
                status,
                "Problem",
                object(
                        "type",
                        "urn:changeover:problem:" + code,
                        "title",
                        code,
                        "status",
                        status,
                        "detail",
                        detail,
                        "code",
                        code,
                        "whatToDo",
                        "See the fixture."));
    }

    Reply with(String key, Object value) {
        body.put(key, value);
        return this;
    }
}
