package dev.changeover.twin.dns;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A zone whose addresses come from a function, such as database endpoints under {@code rds.amazonaws.com}.
 *
 * <p>{@code suffix} and the names given to {@code address} are in lower case without the last dot. The function is
 * asked for each query.
 */
public record ExtraZone(String suffix, Function<String, Optional<InetAddress>> address) {
    /** Seconds; the TTL of Aurora's endpoints (AWS Aurora guide, disaster recovery, read 2026). */
    static final long TTL_SECONDS = 5;

    public ExtraZone {
        if (suffix.startsWith(".") || suffix.endsWith(".") || !suffix.equals(suffix.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a zone like rds.amazonaws.com is wanted, not '" + suffix + "'");
        }
    }

    boolean holds(String name) {
        return name.equals(suffix) || name.endsWith("." + suffix);
    }
}
