package dev.changeover.twin.world;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that goes wrong in the twin because somebody asked for it. */
public sealed interface Outage {
    /** The Region is gone: its APIs, its database, its application, the control planes that live there. */
    record RegionDark(Region region) implements Outage {}

    /** Calls that match go wrong, all of them or the next {@code calls}. */
    record Service(Target target, Kind kind, Duration slowBy, OptionalInt calls) implements Outage {}

    /** That many of the five ARC cluster endpoints do not answer, counted from the first. */
    record RoutingEndpoints(int count) implements Outage {
        public RoutingEndpoints {
            if (count < 0 || count > 5) {
                throw new IllegalArgumentException("0 to 5 of the ARC endpoints can be down, not " + count);
            }
        }
    }

    /** The link between the Regions takes this long one way; zero mends it. */
    record ReplicationDelay(Duration delay) implements Outage {}

    /** Which calls: an empty part matches all. Services go by signing name, actions by API name. */
    record Target(Optional<Region> region, Optional<String> service, Optional<String> action) {}

    /** What becomes of a matching call. */
    enum Kind {
        SLOW,
        ERROR,
        THROTTLE,
        SILENT,
        LOSE_REPLY,
        LOSE_REQUEST
    }
}
