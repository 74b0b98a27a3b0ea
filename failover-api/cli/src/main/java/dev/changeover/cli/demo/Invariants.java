package dev.changeover.cli.demo;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.port.World;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be true at the end of the demonstration, looked at afresh. */
final class Invariants {
    private Invariants() {}

    /** Each by name, in the order told. {@code missing} are the acknowledged orders the writer lacks at the end. */
    static Map<String, Boolean> of(World world, ApplicationPlan plan, List<Leg> legs, Set<UUID> missing) {
        Site active = plan.primary();
        Map<String, Boolean> held = new LinkedHashMap<>();
        held.put(
                "gracefulChangeoversLoseNothing",
                legs.stream()
                        .filter(leg -> leg.report().mode() == Mode.GRACEFUL)
                        .allMatch(leg -> leg.lost().isEmpty()));
        held.put("ungracefulLossReportedExactly", missing.equals(reported(legs)));
        held.put(
                "secretsInBothRegionsNameTheWriter",
                Stream.of(plan.primary(), plan.secondary())
                        .allMatch(site -> world.secrets().view(site.secret()) instanceof SecretView.Held secret
                                && secret.current().names().equals(active.database())));
        held.put(
                "oneRoutingControlOn",
                world.routing().view(plan) instanceof RoutingView.States states
                        && states.on().equals(List.of(active.region())));
        TrafficView traffic = world.probes().traffic(plan.traffic(), active);
        held.put(
                "dnsAnswersTheActiveRegion",
                traffic.resolution() instanceof TrafficView.Resolution.Answered(var answers)
                        && !Collections.disjoint(answers, active.dnsAnswers()));
        held.put("applicationHealthy", traffic.health() instanceof ProbeView.Passed);
        held.put(
                "writerProtectedByAReplica",
                world.database().view(plan.globalCluster(), active, plan.secondary())
                                instanceof DatabaseView.WriterIn writer
                        && writer.region().equals(active.region())
                        && writer.replica() == DatabaseView.Replica.CONNECTED);
        held.put(
                "noDebtIsOpen",
                legs.stream().flatMap(leg -> leg.report().debts().stream()).allMatch(debt -> debt.paid()));
        return held;
    }

    private static Set<UUID> reported(List<Leg> legs) {
        return legs.stream().flatMap(leg -> leg.lost().stream()).collect(Collectors.toSet());
    }
}
