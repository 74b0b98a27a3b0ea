package dev.changeover.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of Secrets Manager as a shop can see: GetSecretValue over awsJson1.1, one secret, its stages. */
final class SecretsEndpoint implements AutoCloseable {
    private final Map<String, String> stages = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final HttpServer server;
    private volatile boolean failing;

    SecretsEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        // The SDK reads these where a process of its own would have its environment.
        System.setProperty("aws.endpointUrl", url());
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "not-a-secret");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void put(String stage, String secret) {
        stages.put(stage, secret);
    }

    void fail(boolean fails) {
        failing = fails;
    }

    int reads() {
        return reads.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            reads.incrementAndGet();
            var asked = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String secret = stages.get(asked.path("VersionStage").asString());
            var body = Json.object();
            int status = 200;
            if (failing) {
                status = 500;
                body.put("__type", "InternalServiceError");
            } else if (secret == null) {
                status = 400;
                body.put("__type", "ResourceNotFoundException").put("Message", "no such stage");
            } else {
                body.put("Name", asked.path("SecretId").asString()).put("SecretString", secret);
            }
            byte[] bytes = Json.bytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
