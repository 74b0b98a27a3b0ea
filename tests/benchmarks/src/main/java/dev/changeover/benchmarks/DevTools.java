package dev.changeover.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium of its own, spoken to in its DevTools protocol. */
final class DevTools implements AutoCloseable {
    /** A person's browser where it is installed, else the one without windows, which the tests use. */
    private static final Path CHROMIUM = Stream.of("/usr/bin/chromium", "/usr/lib/chromium/chromium-headless-shell")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("/usr/bin/chromium"));

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0");
    private static final String LISTENS = "DevTools listening on ";
    private static final long ANSWER_MAX_S = 30;

    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Process chromium;
    private final WebSocket socket;

    DevTools() throws IOException {
        Path profile = Files.createTempDirectory("console-load");
        var command = new java.util.ArrayList<String>(List.of(CHROMIUM.toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        chromium = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address()), new Listener())
                .join();
    }

    private String address() throws IOException {
        var said = new BufferedReader(new InputStreamReader(chromium.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(LISTENS)) {
                return line.substring(LISTENS.length()).strip();
            }
        }
        throw new IOException("chromium ended before it listened");
    }

    /** Asks for something and waits for the answer; {@code session} is empty for the browser itself. */
    JsonNode ask(String session, String method, Map<String, Object> parameters) {
        int number = numbers.incrementAndGet();
        Map<String, Object> message = new LinkedHashMap<>(Map.of("id", number, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        var answer = new CompletableFuture<JsonNode>();
        asked.put(number, answer);
        socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
        JsonNode said = answer.orTimeout(ANSWER_MAX_S, TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.get("error"));
        }
        return said.get("result");
    }

    @Override
    public void close() {
        socket.abort();
        chromium.destroy();
        try {
            chromium.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(stopped));
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = JsonMapper.shared().readTree(text.toString());
                text.setLength(0);
                var answer = message.has("id") ? asked.remove(message.get("id").asInt()) : null;
                if (answer != null) {
                    answer.complete(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
