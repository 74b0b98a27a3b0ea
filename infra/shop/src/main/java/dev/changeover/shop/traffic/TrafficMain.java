package dev.changeover.shop.traffic;

import dev.changeover.shop.Json;
import dev.changeover.shop.traffic.TrafficSettings.Rate;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends shoppers for a while, then prints one JSON object of what they saw. */
public final class TrafficMain {
    private static final String USAGE = "usage: traffic --name NAME --dns ADDRESS:PORT --ledger FILE"
            + " [--port 80] [--rate 200] [--write-every 4] [--seconds 60]";
    private static final List<String> OPTIONS =
            List.of("--name", "--dns", "--ledger", "--port", "--rate", "--write-every", "--seconds");
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_NO_SHOP = 1;

    private TrafficMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            var options = options(arguments);
            run(settings(options), Duration.ofSeconds(number(options, "--seconds", 60)));
        } catch (IllegalArgumentException wrong) {
            System.err.println("traffic: " + wrong.getMessage() + "\n" + USAGE);
            System.exit(EXIT_USAGE);
        } catch (IllegalStateException noShop) {
            System.err.println("traffic: " + noShop.getMessage());
            System.exit(EXIT_NO_SHOP);
        }
    }

    private static void run(TrafficSettings settings, Duration length) throws InterruptedException {
        var traffic = Traffic.start(settings);
        Instant from = Instant.now();
        Instant to;
        // Ctrl-C ends in the middle of nothing: the ledger is complete up to there.
        try (traffic) {
            Thread.sleep(length);
            to = Instant.now();
        }
        var all = Json.object()
                .put("acknowledgedWrites", traffic.acknowledged().size())
                .put("failedRequests", traffic.failures(from, Instant.now()).size())
                .put("writeOutageMs", traffic.writeOutage(from, to).toMillis());
        var regions = all.putObject("requestsByRegion");
        traffic.perSecond()
                .values()
                .forEach(second -> second.forEach((region, counts) -> regions.put(
                        region,
                        regions.path(region).asLong(0) + counts.reads() + counts.writes() + counts.failures())));
        System.out.println(all);
    }

    static Map<String, String> options(String... arguments) {
        var options = new HashMap<String, String>();
        for (int index = 0; index < arguments.length; index += 2) {
            if (!OPTIONS.contains(arguments[index])) {
                throw new IllegalArgumentException("there is no option " + arguments[index]);
            }
            if (index + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[index] + " needs a value");
            }
            options.put(arguments[index], arguments[index + 1]);
        }
        return options;
    }

    static TrafficSettings settings(Map<String, String> options) {
        String dns = required(options, "--dns");
        int colon = dns.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("--dns must be ADDRESS:PORT, not \"" + dns + "\"");
        }
        int dnsPort = number("--dns", dns.substring(colon + 1));
        return new TrafficSettings(
                required(options, "--name"),
                number(options, "--port", 80),
                new InetSocketAddress(dns.substring(0, colon), dnsPort),
                new Rate(number(options, "--rate", 200), number(options, "--write-every", 4)),
                Path.of(required(options, "--ledger")));
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static int number(Map<String, String> options, String name, int fallback) {
        return number(name, options.getOrDefault(name, Integer.toString(fallback)));
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " must be a number, not \"" + value + "\"", notANumber);
        }
    }
}
