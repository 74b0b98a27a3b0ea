package dev.changeover.twin.sns;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Sends to this machine and nowhere else, each POST on a thread of its own. */
public final class LoopbackPost implements Post {
    /** Attempts of one delivery, as SNS makes before it slows down (SNS developer guide, read 2026-11-22). */
    private static final int TRIES_MAX = 3;

    /** Ours: an endpoint on this machine that is slower than that is stuck. SNS itself waits 15 s. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(ANSWER_MAX)
            .proxy(ProxySelector.of(null)) // never by way of another machine
            .build();

    /** Whether the twin may send there. */
    static boolean reaches(URI to) {
        return "http".equals(to.getScheme()) && "127.0.0.1".equals(to.getHost());
    }

    @Override
    public void send(URI to, Map<String, String> headers, String body) {
        if (!reaches(to)) {
            throw new IllegalArgumentException("the twin sends to http://127.0.0.1 only, not to " + to);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(ANSWER_MAX)
                .header("content-type", "text/plain; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        Thread.ofVirtual().name("twin-sns-delivery").start(() -> attempt(request.build()));
    }

    private void attempt(HttpRequest request) {
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            try {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status < 500 && status != 429) {
                    return; // taken, or refused for good
                }
            } catch (IOException lost) {
                // The endpoint is away; the next try may find it.
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
