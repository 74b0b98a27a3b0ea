package dev.changeover.core.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of an Amazon Resource Name: {@code arn:partition:service:region:account:resource}. */
record Arn(String service, String region, String account, String resource) {
    private static final Pattern SHAPE = Pattern.compile("arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(\\d{12}|):(.+)");

    static Arn parse(String value) {
        Matcher parts = SHAPE.matcher(value);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an ARN: '" + value + "'");
        }
        return new Arn(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
    }

    static Arn of(String value, String service, String resourcePrefix) {
        Arn arn = parse(value);
        if (!arn.service().equals(service) || !arn.resource().startsWith(resourcePrefix)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not the ARN of a " + service + " " + resourcePrefix.replaceAll("[:/]", ""));
        }
        return arn;
    }
}
