package dev.changeover.twin.world;

import dev.changeover.core.model.Region;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The shop of one Region as a process of its own, so that a dark Region can kill it. */
final class ShopProcess {
    private static final Duration PROBE_MAX = Duration.ofSeconds(1);

    /** The least the shop takes: nobody attacks a demonstration, and the default costs seconds of one core a login. */
    private static final String PASSWORD_ROUNDS = "10000";

    private static final Duration END_MAX = Duration.ofSeconds(3);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_MAX)
            .build();

    private final Region region;
    private final int port;
    private final TwinSettings settings;
    private final Line line;
    private Optional<Process> process = Optional.empty();

    /**
     * How it is started, and what it reads.
     *
     * @param table of sessions and carts; without one they are in the database
     */
    record Line(List<String> command, String secretId, Optional<String> table) {}

    ShopProcess(Region region, int port, TwinSettings settings, Line line) {
        this.region = region;
        this.port = port;
        this.settings = settings;
        this.line = line;
    }

    synchronized void start() {
        if (process.filter(Process::isAlive).isPresent()) {
            return;
        }
        Ports ports = settings.ports();
        List<String> command = new ArrayList<>(line.command());
        int main = command.size() - 1;
        command.addAll(
                main,
                List.of(
                        "-Dsun.net.inetaddr.ttl=0",
                        "-Dorg.dnsjava.spi.enable=true",
                        "-Ddns.server=127.0.0.1:" + ports.dns()));
        Path log = settings.home().resolve("shop-" + region + ".log");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment(ports));
        try {
            process = Optional.of(builder.start());
        } catch (IOException refused) {
            throw new UncheckedIOException("the shop in " + region + " cannot be started", refused);
        }
    }

    private Map<String, String> environment(Ports ports) {
        // The databases are created in the order of the Regions, so each Region's reader has its Region's place.
        int index = region.equals(ShopEstate.PRIMARY) ? 0 : 1;
        Map<String, String> environment = new HashMap<>(Map.of(
                "SHOP_REGION",
                region.code(),
                "SHOP_PORT",
                Integer.toString(port),
                "SHOP_SECRET_ID",
                line.secretId(),
                "SHOP_READER",
                "127.0.0.1:" + ports.database(index), // used where forwarding is on
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + ports.gateway(),
                "AWS_REGION",
                region.code(),
                "AWS_ACCESS_KEY_ID",
                "changeover-sample-shop-" + region, // the role that infra/aws gives its tasks
                "AWS_SECRET_ACCESS_KEY",
                "twin",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "SHOP_PASSWORD_ROUNDS",
                PASSWORD_ROUNDS));
        environment.put("SHOP_DATABASE_SSLMODE", "disable");
        line.table().ifPresent(table -> environment.put("SHOP_TABLE", table));
        return environment;
    }

    /** Whether it answers that it can serve. */
    boolean healthy() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(PROBE_MAX)
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many requests it has answered since it started; empty when it does not say. */
    OptionalLong answered() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/count"))
                .timeout(PROBE_MAX)
                .build();
        try {
            var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return OptionalLong.of(
                    OutageJson.tree(answer.body()).path("requests").asLong());
        } catch (IOException | IllegalArgumentException notNow) {
            return OptionalLong.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    boolean alive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** As kill -9 does: what it was doing is not finished. */
    synchronized void kill() {
        process.ifPresent(Process::destroyForcibly);
        awaitEnd();
    }

    synchronized void end() {
        process.ifPresent(Process::destroy);
        if (!awaitEnd()) {
            kill();
        }
    }

    private boolean awaitEnd() {
        try {
            return process.isEmpty() || process.get().waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
