package dev.changeover.core.port;

import java.time.Instant;
import java.util.List;

/** What one look at a metric of requests showed. */
public sealed interface RequestsView {
    /** What was counted, oldest first; no points where nothing was counted. */
    record Counted(String source, List<Point> points) implements RequestsView {
        public Counted {
            points = List.copyOf(points);
        }
    }

    record Unreadable(PortFailure why) implements RequestsView {}

    /** Requests a second, in the period that ended then. */
    record Point(Instant at, double perSecond) {}
}
