package dev.changeover.twin.world;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Speaks to a running twin's control port. */
public final class TwinClient {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);

    private final Ports ports;

    public TwinClient(Ports ports) {
        this.ports = ports;
    }

    /** What the twin is like; empty when none answers on these ports. */
    public Optional<JsonNode> state() {
        try {
            return Optional.of(OutageJson.tree(ask("state", "")));
        } catch (TwinTrouble nobody) {
            return Optional.empty();
        }
    }

    /**
     * Who asked the twin's APIs for what, and how often.
     *
     * @throws TwinTrouble when no twin answers
     */
    public JsonNode calls() {
        return OutageJson.tree(ask("calls", ""));
    }

    /**
     * Brings an outage about.
     *
     * @throws TwinTrouble when no twin answers or it refuses, in one sentence
     */
    public void begin(Outage outage) {
        ask("outage", OutageJson.write(outage));
    }

    /** Mends one Region, or everything. */
    public void heal(Optional<Region> region) {
        ask("heal", region.map(only -> "{\"region\":\"" + only + "\"}").orElse("{}"));
    }

    /** Asks the twin to end. It ends after it has answered. */
    public void stop() {
        ask("stop", "");
    }

    private String ask(String what, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.control() + "/" + what))
                .timeout(ControlServer.ANSWER_MAX)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new TwinTrouble("the twin refused: "
                        + OutageJson.tree(answer.body()).path("message").asString(answer.body()));
            }
            return answer.body();
        } catch (IOException nobody) {
            throw new TwinTrouble(
                    "no twin answers on port " + ports.control() + "; start one with: changeover up --port "
                            + ports.base(),
                    nobody);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new TwinTrouble("interrupted while asking the twin", stop);
        }
    }
}
