package dev.changeover.cli.doctor;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a changeover needs of the network. Opens connections and closes them; no AWS call is made. */
final class Network {
    /** AWS refuses signatures that are more than five minutes off (SigV4 reference, 2026). */
    static final Duration SKEW_MAX = Duration.ofMinutes(5);

    static final Duration SKEW_WARN = Duration.ofMinutes(1);

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final String CLOCK = "Clock";

    private final ApplicationPlan plan;
    private final int connectMs;

    Network(ApplicationPlan plan) {
        this.plan = plan;
        this.connectMs = Math.toIntExact(plan.timeouts().connect().toMillis());
    }

    /** All checks of the application's network, side by side. */
    List<Check> checks(Instant now) {
        List<Callable<Check>> looks = new ArrayList<>();
        for (Region region : List.of(plan.primary().region(), plan.secondary().region())) {
            looks.add(() -> service("RDS in " + region, address("rds", region)));
            looks.add(() -> service("Secrets Manager in " + region, address("secretsmanager", region)));
        }
        looks.add(this::routing);
        looks.add(this::resolver);
        looks.add(() -> clock(now));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Check>> futures = looks.stream().map(threads::submit).toList();
            List<Check> checks = new ArrayList<>();
            for (Future<Check> future : futures) {
                checks.add(future.get());
            }
            return checks;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private URI address(String service, Region region) {
        String suffix = region.code().startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return plan.twin().orElseGet(() -> URI.create("https://" + service + "." + region + suffix));
    }

    private Check service(String what, URI address) {
        return trouble(address)
                .map(why -> Check.warn(
                        what,
                        address.getHost() + ": " + why,
                        plan.twin().isPresent()
                                ? "Start the twin with: changeover up"
                                : "Check the network; if the Region is down, use --ungraceful towards the other."))
                .orElseGet(() -> Check.ok(what, address.getAuthority() + " answers"));
    }

    private Check routing() {
        List<String> silent = new ArrayList<>();
        for (RoutingEndpoint endpoint : plan.routingEndpoints()) {
            trouble(endpoint.url()).ifPresent(why -> silent.add(endpoint.url().getHost() + ": " + why));
        }
        int all = plan.routingEndpoints().size();
        String said = (all - silent.size()) + " of " + all + " endpoints answer";
        if (silent.isEmpty()) {
            return Check.ok("Routing controls", said);
        }
        String detail = said + " (" + String.join("; ", silent) + ")";
        return silent.size() < all
                ? Check.warn("Routing controls", detail, "One is enough; find out about the others.")
                : Check.fail("Routing controls", detail, "Check the network, and the endpoints in the plan.");
    }

    private Check resolver() {
        String what = "Resolver for " + plan.traffic().name();
        return plan.traffic()
                .resolver()
                .map(server -> ask(what, server))
                .orElseGet(() -> Check.ok(what, "the machine's own"));
    }

    private Check ask(String what, Endpoint server) {
        return trouble(new InetSocketAddress(server.host(), server.port()))
                .map(why ->
                        Check.warn(what, server + ": " + why, "Check traffic.resolver in the plan, or start the twin."))
                .orElseGet(() -> Check.ok(what, server + " answers"));
    }

    /** Compares our clock with the Date of any answer, even of a refusal. */
    private Check clock(Instant now) {
        URI address = address("secretsmanager", plan.secondary().region());
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(connectMs);
            connection.setReadTimeout(Math.toIntExact(plan.timeouts().call().toMillis()));
            connection.getResponseCode();
            long theirs = connection.getDate();
            connection.disconnect();
            return theirs == 0
                    ? unknown(address)
                    : compare(
                            Duration.between(Instant.ofEpochMilli(theirs), now).abs());
        } catch (IOException silent) {
            return unknown(address);
        }
    }

    private static Check unknown(URI address) {
        return Check.warn(CLOCK, address.getHost() + " says no time to compare with", "Compare it by hand: date -u");
    }

    private static Check compare(Duration skew) {
        String said = "differs by " + skew.toSeconds() + " s";
        if (skew.compareTo(SKEW_WARN) <= 0) {
            return Check.ok(CLOCK, said);
        }
        return skew.compareTo(SKEW_MAX) <= 0
                ? Check.warn(CLOCK, said, "Set it: AWS refuses signatures five minutes off.")
                : Check.fail(CLOCK, said, "Set it: AWS refuses signatures five minutes off.");
    }

    private Optional<String> trouble(URI address) {
        int standard = "http".equals(address.getScheme()) ? HTTP : HTTPS;
        int port = address.getPort() < 0 ? standard : address.getPort();
        return trouble(new InetSocketAddress(address.getHost(), port));
    }

    private Optional<String> trouble(InetSocketAddress address) {
        if (address.isUnresolved()) {
            return Optional.of("the name cannot be resolved");
        }
        try (var socket = new Socket()) {
            socket.connect(address, connectMs);
            return Optional.empty();
        } catch (IOException silent) {
            return Optional.of(String.valueOf(silent.getMessage()));
        }
    }
}
