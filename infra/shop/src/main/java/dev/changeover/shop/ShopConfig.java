package dev.changeover.shop;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that can be chosen about a shop. AWS's own settings ({@code AWS_ENDPOINT_URL}, credentials) are read by the SDK.
 *
 * @param region the Region this shop stands in; its secret is read there
 * @param door where it is reached
 * @param secretId name or ARN of the secret that names the database
 * @param database how it treats the database
 * @param shoppers how it knows its shoppers
 */
public record ShopConfig(String region, Door door, String secretId, DatabaseLimits database, Shoppers shoppers) {
    /** Settings whose names start so are the shop's own: one it does not know is a mistake. */
    private static final String PREFIX = "SHOP_";

    private static final Pattern ARN_REGION = Pattern.compile("arn:[^:]*:secretsmanager:([^:]*):.*");

    /**
     * Where the shop is reached.
     *
     * @param address this machine alone, or whoever the network lets through: a load balancer, in a task of ECS
     * @param port 0 takes any free one
     */
    public record Door(String address, int port) {
        /** Nobody else's machine is meant unless somebody says so. */
        static final String ADDRESS_DEFAULT = "127.0.0.1";

        public Door {
            if (!address.matches("127\\.0\\.0\\.1|0\\.0\\.0\\.0")) {
                throw new IllegalArgumentException("SHOP_ADDRESS must be 127.0.0.1 (this machine alone) or 0.0.0.0"
                        + " (whoever the network lets through), not \"" + address + "\"");
            }
            within("SHOP_PORT", port, 0, 65_535);
        }

        /** On this machine alone. */
        public static Door here(int port) {
            return new Door(ADDRESS_DEFAULT, port);
        }

        @Override
        public String toString() {
            return address + ":" + port;
        }
    }

    /**
     * How the shop treats its database.
     *
     * @param requestBudget how long one request goes on trying before it answers 503
     * @param secretRefresh how often the secret is read while all is well
     * @param poolSize connections at most
     * @param sslMode how the driver encrypts; set {@code require} or better on AWS
     * @param forwarding whether reads are answered by the reader of the shop's own Region
     */
    public record DatabaseLimits(
            Duration requestBudget, Duration secretRefresh, int poolSize, String sslMode, Forwarding forwarding) {
        /** A shopper waits a second and no longer; 200 ms of it belong to the way there and back. Chosen here. */
        static final Duration REQUEST_BUDGET_DEFAULT = Duration.ofMillis(800);

        /** A net only, since a broken database is noticed at once; far below the quota of 10,000 reads/s. */
        static final Duration SECRET_REFRESH_DEFAULT = Duration.ofSeconds(3);

        /** At 2 ms a transaction eight connections carry 4,000 orders a second, twenty times the demo's rate. */
        static final int POOL_SIZE_DEFAULT = 8;

        static final String SSL_MODE_DEFAULT = "prefer";

        public DatabaseLimits {
            within("SHOP_REQUEST_BUDGET_MS", requestBudget.toMillis(), 50, 30_000);
            within("SHOP_SECRET_REFRESH_MS", secretRefresh.toMillis(), 100, 3_600_000);
            within("SHOP_POOL_SIZE", poolSize, 1, 50);
            if (!sslMode.matches("disable|allow|prefer|require|verify-ca|verify-full")) {
                throw new IllegalArgumentException("SHOP_DATABASE_SSLMODE must be one of disable, allow, prefer, "
                        + "require, verify-ca, verify-full, not \"" + sslMode + "\"");
            }
        }

        public static DatabaseLimits defaults() {
            return new DatabaseLimits(
                    REQUEST_BUDGET_DEFAULT,
                    SECRET_REFRESH_DEFAULT,
                    POOL_SIZE_DEFAULT,
                    SSL_MODE_DEFAULT,
                    new Forwarding.Off());
        }
    }

    /**
     * How the shop knows its shoppers.
     *
     * @param passwordRounds PBKDF2 iterations of a new password
     * @param table the DynamoDB table, in the shop's own Region, for sessions and carts; without one they are rows of
     *     the database
     */
    public record Shoppers(int passwordRounds, Optional<String> table) {
        /** OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA256, read 2026-11-21. */
        static final int PASSWORD_ROUNDS_DEFAULT = 600_000;

        /** Below this a stolen table of passwords is as good as plain; 1,000 is the floor of NIST SP 800-132. */
        static final int PASSWORD_ROUNDS_MIN = 1_000;

        private static final int PASSWORD_ROUNDS_MAX = 10_000_000;

        public Shoppers {
            within("SHOP_PASSWORD_ROUNDS", passwordRounds, PASSWORD_ROUNDS_MIN, PASSWORD_ROUNDS_MAX);
            if (table.filter(name -> !name.matches("[a-zA-Z0-9_.-]{3,255}")).isPresent()) {
                throw new IllegalArgumentException("SHOP_TABLE must name a DynamoDB table of this account and Region,"
                        + " not \"" + table.get() + "\"");
            }
        }
    }

    public ShopConfig {
        if (!region.matches("[a-z]{2}(-[a-z]+)+-[0-9]")) {
            throw new IllegalArgumentException(
                    "SHOP_REGION must be an AWS Region such as us-east-1, not \"" + region + "\"");
        }
        if (secretId.isBlank()) {
            throw new IllegalArgumentException("SHOP_SECRET_ID must name a secret");
        }
        Matcher arn = ARN_REGION.matcher(secretId);
        if (arn.matches() && !arn.group(1).equals(region)) {
            throw new IllegalArgumentException("SHOP_SECRET_ID is an ARN of " + arn.group(1) + " but SHOP_REGION is "
                    + region + ": a shop reads the secret of its own Region, or it would fall with the other");
        }
    }

    /** Reads the settings; the message of what it throws is one plain sentence. */
    public static ShopConfig from(Map<String, String> environment) {
        var settings = new Settings(environment);
        var config = new ShopConfig(
                settings.required("SHOP_REGION"),
                new Door(
                        settings.text("SHOP_ADDRESS", Door.ADDRESS_DEFAULT),
                        Math.toIntExact(settings.requiredNumber("SHOP_PORT"))),
                settings.required("SHOP_SECRET_ID"),
                database(settings),
                shoppers(settings));
        settings.refuseUnknown();
        return config;
    }

    private static Shoppers shoppers(Settings settings) {
        return new Shoppers(
                Math.toIntExact(settings.number("SHOP_PASSWORD_ROUNDS", Shoppers.PASSWORD_ROUNDS_DEFAULT)),
                Optional.of(settings.text("SHOP_TABLE", "")).filter(name -> !name.isEmpty()));
    }

    private static DatabaseLimits database(Settings settings) {
        return new DatabaseLimits(
                Duration.ofMillis(
                        settings.number("SHOP_REQUEST_BUDGET_MS", DatabaseLimits.REQUEST_BUDGET_DEFAULT.toMillis())),
                Duration.ofMillis(
                        settings.number("SHOP_SECRET_REFRESH_MS", DatabaseLimits.SECRET_REFRESH_DEFAULT.toMillis())),
                Math.toIntExact(settings.number("SHOP_POOL_SIZE", DatabaseLimits.POOL_SIZE_DEFAULT)),
                settings.text("SHOP_DATABASE_SSLMODE", DatabaseLimits.SSL_MODE_DEFAULT),
                Forwarding.parse(settings.text("SHOP_WRITE_FORWARDING", "off"), settings.text("SHOP_READER", "")));
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }

    /** The environment, with a memory of what was asked for. */
    private record Settings(Map<String, String> environment, TreeSet<String> known) {
        Settings(Map<String, String> environment) {
            this(environment, new TreeSet<>());
        }

        String text(String name, String fallback) {
            known.add(name);
            return environment.getOrDefault(name, fallback);
        }

        String required(String name) {
            String value = text(name, "");
            if (value.isBlank()) {
                throw new IllegalArgumentException(name + " is not set");
            }
            return value;
        }

        long number(String name, long fallback) {
            return parse(name, text(name, Long.toString(fallback)));
        }

        long requiredNumber(String name) {
            return parse(name, required(name));
        }

        void refuseUnknown() {
            for (String name : new TreeSet<>(environment.keySet())) {
                if (name.startsWith(PREFIX) && !known.contains(name)) {
                    throw new IllegalArgumentException(
                            name + " is not a setting of the shop; it knows " + String.join(", ", known));
                }
            }
        }

        private static long parse(String name, String value) {
            try {
                // Nine digits hold every setting and cannot overflow an int.
                if (value.length() <= 9) {
                    return Long.parseLong(value);
                }
            } catch (NumberFormatException notANumber) {
                // Said below, in one way for both faults.
            }
            throw new IllegalArgumentException(
                    name + " must be a number of at most nine digits, not \"" + value + "\"");
        }
    }
}
