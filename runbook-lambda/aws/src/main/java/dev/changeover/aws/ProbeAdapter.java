package dev.changeover.aws;

import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.TrafficView;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.Future;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the application itself over HTTP, and the DNS for where its name leads. */
final class ProbeAdapter implements ProbePort {
    /** A probe's answer is a line or two; more is not read. */
    static final int ANSWER_BYTES_MAX = 16 * 1024;

    /** How much of an answer is worth keeping in the journal. */
    static final int EVIDENCE_CHARS_MAX = 300;

    private final Caller caller;
    private final Timeouts timeouts;
    private final Resolver resolver;
    private final InstantSource clock;

    ProbeAdapter(Caller caller, Timeouts timeouts, Resolver resolver, InstantSource clock) {
        this.caller = caller;
        this.timeouts = timeouts;
        this.resolver = resolver;
        this.clock = clock;
    }

    private record Page(int status, String body) {
        /** One line, short enough for the journal. */
        String evidence() {
            String line = status + " " + body.strip().replaceAll("\\s+", " ");
            return line.length() > EVIDENCE_CHARS_MAX ? line.substring(0, EVIDENCE_CHARS_MAX) + "…" : line;
        }

        boolean isJson() {
            try {
                return new JsonMapper().readTree(body).isObject();
            } catch (JacksonException malformed) {
                return false;
            }
        }
    }

    @Override
    public ProbeView writable(Site site, Through version) {
        return fetch(by(version, site.writeProbe()))
                .fold(
                        page -> page.status() == HttpURLConnection.HTTP_OK && page.isJson()
                                ? new ProbeView.Passed(page.evidence(), clock.instant())
                                : new ProbeView.Failed(page.evidence(), clock.instant()),
                        why -> new ProbeView.Failed(why.toString(), clock.instant()));
    }

    /** The probe is told which version to use: as a rule the one that is staged and not yet current. */
    private static URI by(Through version, URI probe) {
        String separator = probe.getRawQuery() == null ? "?" : "&";
        String stage = switch (version) {
            case STAGED -> "AWSPENDING";
            case CURRENT -> "AWSCURRENT";
        };
        return URI.create(probe + separator + "stage=" + stage);
    }

    @Override
    public TrafficView traffic(TrafficName name, Site expected) {
        Future<ProbeView> health = caller.meanwhile(() -> healthy(expected));
        TrafficView.Resolution resolution = resolver.resolve(name);
        return new TrafficView(resolution, Caller.join(health), clock.instant());
    }

    private ProbeView healthy(Site site) {
        return fetch(site.health())
                .fold(
                        page -> page.status() == HttpURLConnection.HTTP_OK
                                ? new ProbeView.Passed(page.evidence(), clock.instant())
                                : new ProbeView.Failed(page.evidence(), clock.instant()),
                        why -> new ProbeView.Failed(why.toString(), clock.instant()));
    }

    private Reply<Page> fetch(URI page) {
        return caller.ask(page.toString(), () -> read(page));
    }

    /** A new connection each time and no redirects: the answer must come from the very server that was asked. */
    private Page read(URI page) throws IOException {
        var connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) timeouts.connect().toMillis());
        connection.setReadTimeout((int) timeouts.call().toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        try {
            return new Page(connection.getResponseCode(), body(connection));
        } finally {
            connection.disconnect();
        }
    }

    private static String body(HttpURLConnection connection) throws IOException {
        boolean failed = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream answer = failed ? connection.getErrorStream() : connection.getInputStream()) {
            return answer == null ? "" : new String(answer.readNBytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8);
        }
    }
}
