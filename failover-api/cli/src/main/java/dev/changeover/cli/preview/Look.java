package dev.changeover.cli.preview;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.port.World;
import dev.changeover.core.step.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reads the world for a person: the same reads as Preflight's, side by side, and nothing is changed. */
public final class Look {
    private Look() {}

    /** What a changeover {@code to} that Region would find. An ungraceful one asks a Region that may be dark nothing. */
    public static Surroundings before(World world, ApplicationPlan plan, Region to, Mode mode) {
        Site target = plan.site(to);
        Site source = plan.other(to);
        List<Callable<Object>> reads = new ArrayList<>(List.of(
                () -> world.database().view(plan.globalCluster(), target, source),
                () -> world.secrets().view(target.secret()),
                () -> world.routing().view(plan),
                () -> world.lag().lag(target, source)));
        if (mode == Mode.GRACEFUL) {
            reads.add(() -> world.secrets().view(source.secret()));
        }
        List<Object> seen = world.sideBySide(reads);
        return new Surroundings(
                (DatabaseView) seen.get(0),
                (SecretView) seen.get(1),
                mode == Mode.GRACEFUL ? Optional.of((SecretView) seen.get(4)) : Optional.empty(),
                (RoutingView) seen.get(2),
                (LagView) seen.get(3));
    }

    /** How the application stands now. */
    public static Standing now(World world, ApplicationPlan plan) {
        Site first = plan.primary();
        Site second = plan.secondary();
        List<Callable<Object>> reads = List.of(
                () -> world.database().view(plan.globalCluster(), first, second),
                () -> world.secrets().view(first.secret()),
                () -> world.secrets().view(second.secret()),
                () -> world.routing().view(plan));
        List<Object> seen = world.sideBySide(reads);
        var database = (DatabaseView) seen.get(0);
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
}
