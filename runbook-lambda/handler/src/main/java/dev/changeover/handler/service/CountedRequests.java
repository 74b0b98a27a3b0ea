package dev.changeover.handler.service;

import dev.changeover.aws.AwsWorld;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RequestMetric;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.RequestsView;
import dev.changeover.operations.RequestRates;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Requests as the metrics of the plan count them; where the plan names none, nobody counts. */
final class CountedRequests implements RequestRates {
    private final Function<ApplicationPlan, AwsWorld> worlds;

    CountedRequests(Function<ApplicationPlan, AwsWorld> worlds) {
        this.worlds = worlds;
    }

    @Override
    public List<Series> of(ApplicationPlan plan) {
        return plan.traffic()
                .requests()
                .map(counters -> counted(plan, counters))
                .orElseGet(() -> RequestRates.uncounted().of(plan));
    }

    private List<Series> counted(ApplicationPlan plan, TrafficName.Counters counters) {
        AwsWorld world = worlds.apply(plan);
        return world.sideBySide(List.<Callable<Series>>of(
                () -> series(world, counters.primary(), plan.primary().region()),
                () -> series(world, counters.secondary(), plan.secondary().region())));
    }

    private static Series series(AwsWorld world, RequestMetric metric, Region region) {
        return switch (world.requests(metric, region)) {
            case RequestsView.Counted(var source, var points) ->
                new Series.Measured(
                        region,
                        source,
                        points.stream()
                                .map(point -> new Point(point.at(), point.perSecond()))
                                .toList());
            case RequestsView.Unreadable(var why) -> new Series.Unreadable(region, why);
        };
    }
}
