package dev.changeover.core.port;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.List;

/** What one look at the two routing controls showed. */
public sealed interface RoutingView {
    Instant seenAt();

    /**
     * Both controls could be read.
     *
     * @param on the Regions whose control is On
     * @param readFrom the Regions of the cluster endpoints that answered, all of them the same
     */
    record States(List<Region> on, List<Region> readFrom, Instant seenAt) implements RoutingView {
        public States {
            on = List.copyOf(on);
            readFrom = List.copyOf(readFrom);
        }
    }

    record Unreadable(PortFailure why, Instant seenAt) implements RoutingView {}
}
