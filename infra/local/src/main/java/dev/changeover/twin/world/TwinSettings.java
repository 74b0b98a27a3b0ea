package dev.changeover.twin.world;

import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a twin is to be.
 *
 * @param home where this twin's data, logs and plan lie; nobody else's
 * @param cache where the unpacked servers lie; may be shared by all twins of a machine
 * @param pace how long states last, and for how long DNS answers may be kept
 * @param shop how to start the shop; empty for an account without any application
 */
public record TwinSettings(Ports ports, Path home, Path cache, Pace pace, List<String> shop) {
    /** How fast the world moves. */
    public record Pace(Timing timing, TwinAccount.Delays delays, Duration ttl) {
        /** For a demonstration: every state can be seen, none is waited for. */
        public static Pace local() {
            return new Pace(Timing.local(), TwinAccount.Delays.local(), Duration.ofSeconds(1));
        }

        /** For tests of what is on the wire: nothing takes longer than it must. */
        public static Pace instant() {
            return new Pace(Timing.instant(), TwinAccount.Delays.local(), Duration.ofSeconds(1));
        }

        /** As AWS says, or in its order of magnitude; 60 s is the TTL that AWS recommends for failover records. */
        public static Pace aws() {
            return new Pace(Timing.aws(), TwinAccount.Delays.aws(), Duration.ofSeconds(60));
        }

        /** The pace an operator names. */
        public static Pace named(String name) {
            return switch (name) {
                case "instant" -> instant();
                case "local" -> local();
                case "aws" -> aws();
                default -> throw new IllegalArgumentException("timing is instant, local or aws, not '" + name + "'");
            };
        }
    }

    public TwinSettings {
        shop = List.copyOf(shop);
    }
}
