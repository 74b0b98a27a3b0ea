package dev.changeover.twin.systems;

import dev.changeover.core.model.Region;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the two processes ask each other, as awsJson so that both can stand behind a gateway. */
final class Letter {
    /** Stands for a service in the signature of what goes to the twin. */
    static final String TWIN = "twin-automation";

    /** Stands for a service in the signature of what goes to Systems Manager's process. */
    static final String PROCESS = "twin-regions";

    static final JsonMapper JSON = JsonMapper.shared();

    /** An invocation of a function, and what came of it; {@code refusal} is empty unless Lambda did not run it. */
    record Invoke(String function, String qualifier, String type, String payload) {}

    record Invoked(int statusCode, String payload, String error, List<Refusal> refusal) {}

    record Call(String service, String api, Map<String, Object> inputs) {}

    record Called(Map<String, Object> members, List<Refusal> refusal) {}

    record Refusal(String code, int status, String message) {}

    record Dark(List<String> regions) {}

    private Letter() {}

    static HttpRequest.Builder to(int port, Region region, String service, Object content) {
        String scope = "twin/20260101/" + region + "/" + service + "/aws4_request";
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Twin." + content.getClass().getSimpleName())
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(content)));
    }
}
