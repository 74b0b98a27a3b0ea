package dev.changeover.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metric that counts an application's requests in one Region, such as a load balancer's. It is shown and decides
 * nothing.
 */
public record RequestMetric(String namespace, String name, String dimension, String value) {
    private static final Pattern SHAPE = Pattern.compile("(\\S+) (\\S+) ([^\\s=]+)=(\\S+)");

    /** Reads {@code NAMESPACE NAME DIMENSION=VALUE}. */
    public static RequestMetric parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a metric is NAMESPACE NAME DIMENSION=VALUE, not '" + text + "'");
        }
        return new RequestMetric(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
    }

    @Override
    public String toString() {
        return namespace + " " + name + " " + dimension + "=" + value;
    }
}
