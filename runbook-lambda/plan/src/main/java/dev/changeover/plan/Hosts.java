package dev.changeover.plan;

import dev.changeover.core.model.Region;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The DNS names and addresses a plan may name. */
final class Hosts {
    /** RFC 1035, 2.3.4: 63 octets a label, 255 a name. Underscores do occur in names that are only answers. */
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}\\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\\.?");

    private static final Pattern ADDRESS_6 = Pattern.compile("[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    private Hosts() {}

    static String dnsName(String text) {
        if (!NAME.matcher(text).matches() || !text.contains(".")) {
            throw new IllegalArgumentException("it is not a full DNS name");
        }
        return text;
    }

    /** What DNS may answer: a name or an address. */
    static String answer(String text) {
        if (!NAME.matcher(text).matches() && !ADDRESS_6.matcher(text).matches()) {
            throw new IllegalArgumentException("it is neither a DNS name nor an address");
        }
        return text;
    }

    /** The Region in the name of an AWS host; empty for other hosts, whose names may say anything. */
    static Optional<Region> awsRegion(String host) {
        if (!host.endsWith(".amazonaws.com") && !host.endsWith(".amazonaws.com.cn")) {
            return Optional.empty();
        }
        return Arrays.stream(host.split("\\."))
                .filter(label -> REGION.matcher(label).matches())
                .map(Region::new)
                .findFirst();
    }
}
