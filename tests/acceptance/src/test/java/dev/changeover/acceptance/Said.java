package dev.changeover.acceptance;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the failover API answered. */
record Said(int status, HttpHeaders headers, String text) {
    JsonNode json() {
        return JsonMapper.shared().readTree(text);
    }

    /** Of its content, without the character set. */
    String type() {
        return header("Content-Type").split(";", 2)[0];
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Of a refusal. */
    String code() {
        return json().path("code").asString("");
    }

    @Override
    public String toString() {
        return status + " " + text;
    }
}
