package dev.changeover.view;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.port.World;
import java.util.List;
import java.util.concurrent.Callable;

/** Reads the world for a person, side by side. Nothing is changed. */
public final class Look {
    private Look() {}

    /** How the application stands now. */
    public static Standing now(World world, ApplicationPlan plan) {
        Site first = plan.primary();
        Site second = plan.secondary();
        List<Callable<Object>> reads = List.of(
                () -> database(world, plan),
                () -> world.secrets().view(first.secret()),
                () -> world.secrets().view(second.secret()),
                () -> world.routing().view(plan));
        List<Object> seen = world.sideBySide(reads);
        DatabaseView database = (DatabaseView) seen.get(0);
        Site active = database instanceof DatabaseView.WriterIn(var region, var _, var _, var _, var _)
                        && region.equals(second.region())
                ? second
                : first;
        List<Callable<Object>> dependent = List.of(
                () -> world.lag().lag(plan.other(active.region()), active),
                () -> world.probes().traffic(plan.traffic(), active));
        List<Object> more = world.sideBySide(dependent);
        return new Standing(
                database,
                List.of((SecretView) seen.get(1), (SecretView) seen.get(2)),
                (RoutingView) seen.get(3),
                (LagView) more.get(0),
                (TrafficView) more.get(1));
    }

    /** How its database stands. Only the writer's own Region can say whether it is ready. */
    public static DatabaseView database(World world, ApplicationPlan plan) {
        Site second = plan.secondary();
        DatabaseView seen = world.database().view(plan.globalCluster(), plan.primary(), second);
        return seen instanceof DatabaseView.WriterIn writer && writer.region().equals(second.region())
                ? world.database().view(plan.globalCluster(), second, plan.primary())
                : seen;
    }
}
