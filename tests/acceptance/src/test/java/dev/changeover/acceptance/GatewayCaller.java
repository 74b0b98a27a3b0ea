package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands where an API Gateway HTTP API does: asks the function {@code changeover-api} of a Region, and unwraps. */
final class GatewayCaller implements AutoCloseable {
    private final LambdaClient lambda;
    private final String token;

    /** An empty token is somebody who has not signed in. */
    GatewayCaller(LiveTwin twin, String region, String token) {
        this.token = token;
        this.lambda = LambdaClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + twin.ports().gateway()))
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    Said get(String path) {
        return ask("GET", path, Map.of(), Map.of());
    }

    Said post(String path, Map<String, Object> body) {
        return ask("POST", path, body, Map.of());
    }

    /** What is done once, however often it is asked. */
    Said post(String path, Map<String, Object> body, String key) {
        return ask("POST", path, body, Map.of("idempotency-key", key));
    }

    /** In payload format 2.0 ("Working with AWS Lambda proxy integrations for HTTP APIs", read 2026-11-22). */
    private Said ask(String method, String path, Map<String, Object> body, Map<String, String> more) {
        Map<String, Object> headers = new LinkedHashMap<>(more);
        headers.put("content-type", "application/json");
        if (!token.isEmpty()) {
            headers.put("authorization", "Bearer " + token);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", path);
        event.put("rawQueryString", "");
        event.put("headers", headers);
        event.put(
                "requestContext",
                Map.of(
                        "stage",
                        "$default",
                        "http",
                        Map.of("method", method, "path", path, "protocol", "HTTP/1.1", "sourceIp", "192.0.2.1")));
        event.put("isBase64Encoded", false);
        if (method.equals("POST")) {
            event.put("body", JsonMapper.shared().writeValueAsString(body));
        }
        var answer = lambda.invoke(invoke -> invoke.functionName("changeover-api")
                .payload(SdkBytes.fromUtf8String(JsonMapper.shared().writeValueAsString(event))));
        String text = answer.payload().asUtf8String();
        assertThat(answer.functionError()).as(text).isNull();
        JsonNode unwrapped = JsonMapper.shared().readTree(text);
        Map<String, List<String>> told = new LinkedHashMap<>();
        unwrapped
                .path("headers")
                .properties()
                .forEach(header ->
                        told.put(header.getKey(), List.of(header.getValue().asString())));
        return new Said(
                unwrapped.path("statusCode").asInt(),
                HttpHeaders.of(told, (_, _) -> true),
                unwrapped.path("body").asString());
    }

    @Override
    public void close() {
        lambda.close();
    }
}
