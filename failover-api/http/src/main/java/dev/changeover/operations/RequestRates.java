package dev.changeover.operations;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Requests served in each Region, for the chart. */
@FunctionalInterface
public interface RequestRates {
    /** The primary Region's, then the secondary's. What does not answer is a case of its own. */
    List<Series> of(ApplicationPlan plan);

    /** One Region's figures over the last minutes. */
    sealed interface Series {
        Region region();

        record Measured(Region region, String source, List<Point> points) implements Series {
            public Measured {
                points = List.copyOf(points);
            }
        }

        record Unreadable(Region region, PortFailure why) implements Series {}
    }

    record Point(Instant at, double perSecond) {}

    /** Where nobody counts. */
    static RequestRates uncounted() {
        var why = new PortFailure(PortFailure.Code.NOT_FOUND, "nobody counts requests here");
        return plan -> Stream.of(plan.primary(), plan.secondary())
                .<Series>map(site -> new Series.Unreadable(site.region(), why))
                .toList();
    }
}
