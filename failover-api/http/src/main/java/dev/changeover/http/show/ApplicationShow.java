package dev.changeover.http.show;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.operations.Arming;
import dev.changeover.operations.AsOf;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Readiness;
import dev.changeover.operations.Seen;
import dev.changeover.operations.Told;
import dev.changeover.view.Json;
import dev.changeover.view.Standing;
import dev.changeover.view.StandingJson;
import dev.changeover.view.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application as a page shows it. */
public final class ApplicationShow {
    private final Operations operations;

    public ApplicationShow(Operations operations) {
        this.operations = operations;
    }

    /** For the fleet: what is known without waiting for the world. */
    public Map<String, Object> line(ApplicationPlan plan) {
        Optional<Seen> seen = operations.lastSeen(plan);
        Optional<Told> latest = operations.latest(plan.name()).value();
        Map<String, Object> line = Json.object(
                "application", plan.name(),
                "href", Links.application(plan.name()),
                "primary", plan.primary().region(),
                "secondary", plan.secondary().region(),
                "world", ServiceShow.world(plan),
                "active", seen.flatMap(look -> active(look.standing())),
                "healthy", seen.map(look -> healthy(look.standing())),
                "seenAt", seen.map(Seen::at));
        line.put("live", lineOf(latest.filter(told -> !told.state().ended())));
        line.put("latest", lineOf(latest));
        line.put("ready", ReadinessShow.word(operations.readiness(plan).value().state()));
        line.put("lastDrill", lastDrill(plan));
        line.put(
                "sentence",
                latest.filter(told -> !told.state().ended())
                        .map(told -> Sentences.of(told.state()))
                        .or(() -> seen.map(look -> Sentences.of(plan, look.standing())))
                        .orElse("nobody has looked yet"));
        line.put("incomplete", seen.map(ServiceShow::incomplete).orElse(List.of()));
        return line;
    }

    public Map<String, Object> of(ApplicationPlan plan) {
        Seen seen = operations.seen(plan);
        AsOf<Optional<Told>> known = operations.latest(plan.name());
        Optional<Told> latest = known.value();
        Optional<Told> live = latest.filter(told -> !told.state().ended());
        AsOf<Readiness> readiness = operations.readiness(plan);
        AsOf<Arming> arming = operations.arming(plan);
        Map<String, Object> page = Json.object("asOf", known.at());
        page.put("service", ServiceShow.service(operations));
        page.putAll(StandingJson.of(plan, seen.standing(), latest.map(Told::state)));
        page.put("world", ServiceShow.world(plan));
        page.put("seenAt", seen.at().toString());
        page.put("objectives", objectives(plan));
        page.put("approvalNeeded", plan.policy().approval());
        page.put(
                "sentence",
                live.map(told -> Sentences.of(told.state())).orElseGet(() -> Sentences.of(plan, seen.standing())));
        page.put("protection", protection(seen.standing(), latest.map(Told::state)));
        page.put("moves", moves(plan, seen.standing(), live));
        page.put("liveChangeover", lineOf(live));
        page.put("latestChangeover", lineOf(latest));
        page.put("lastDrill", lastDrill(plan));
        page.put("readiness", ReadinessShow.of(plan.name(), readiness.value(), readiness.at()));
        page.put("arming", ArmingShow.of(plan.name(), arming.value(), arming.at()));
        page.put("incomplete", ServiceShow.incomplete(seen));
        page.put(
                "cli",
                Json.object("show", "changeover show " + plan.name(), "history", "changeover history " + plan.name()));
        return page;
    }

    static Map<String, Object> objectives(ApplicationPlan plan) {
        return Json.object(
                "rtoMs", plan.objectives().rto(), "rpoMs", plan.objectives().rpo());
    }

    private Object lastDrill(ApplicationPlan plan) {
        return operations.lastDrill(plan.name()).map(DrillShow::line).orElse(null);
    }

    private static Object lineOf(Optional<Told> told) {
        return told.map(ChangeoverShow::line).orElse(null);
    }

    private static Optional<Region> active(Standing seen) {
        return seen.database() instanceof DatabaseView.WriterIn writer
                ? Optional.of(writer.region())
                : Optional.empty();
    }

    private static boolean healthy(Standing seen) {
        return seen.traffic().health() instanceof ProbeView.Passed;
    }

    private static Map<String, Object> protection(Standing seen, Optional<ChangeoverState> latest) {
        String owed = latest.filter(state -> !state.openDebts().isEmpty())
                .map(state -> "; owed: " + state.openDebts().getFirst().debt().inWords())
                .orElse("");
        return switch (seen.database()) {
            case DatabaseView.WriterIn writer
            when writer.replica() == DatabaseView.Replica.CONNECTED ->
                Json.object("state", "protected", "said", "the replica is connected" + owed);
            case DatabaseView.WriterIn writer
            when writer.replica() == DatabaseView.Replica.PENDING_RESYNC ->
                Json.object("state", "unprotected", "said", "the replica is not connected" + owed);
            case DatabaseView.WriterIn _ ->
                Json.object("state", "unknown", "said", "nobody says whether the replica is connected" + owed);
            case DatabaseView.Moving _ -> Json.object("state", "unprotected", "said", "the writer is moving" + owed);
            case DatabaseView.Broken broken -> Json.object("state", "unprotected", "said", broken.found() + owed);
            case DatabaseView.Unreadable(var why, var _) ->
                Json.object("state", "unknown", "said", "the database is " + Words.of(why) + owed);
        };
    }

    /** A move that stopped half way may be asked for again: it brings the traffic after the writer. */
    private static boolean trafficElsewhere(Standing seen, Region active) {
        return seen.routing() instanceof RoutingView.States states
                && !states.on().equals(List.of(active));
    }

    private static List<Map<String, Object>> moves(ApplicationPlan plan, Standing seen, Optional<Told> live) {
        return List.of(move(plan, Direction.FAILOVER, seen, live), move(plan, Direction.FAILBACK, seen, live));
    }

    private static Map<String, Object> move(
            ApplicationPlan plan, Direction direction, Standing seen, Optional<Told> live) {
        Site to = direction == Direction.FAILOVER ? plan.secondary() : plan.primary();
        Optional<String> refusal = live.map(told -> "changeover " + told.id() + " is running")
                .or(() -> active(seen)
                        .filter(region -> region.equals(to.region()) && !trafficElsewhere(seen, region))
                        .map(region -> plan.name() + " is active in " + region + " already"));
        String command = "changeover " + Words.of(direction) + " " + plan.name();
        Map<String, Object> move = Json.object(
                "direction", Words.of(direction),
                "to", to.region(),
                "confirm", plan.name() + " " + to.region(),
                "allowed", refusal.isEmpty(),
                "refusal", refusal);
        move.put("cli", Json.object("graceful", command, "ungraceful", command + " --ungraceful --accept-loss 5s"));
        return move;
    }
}
