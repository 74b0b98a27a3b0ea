package dev.changeover.view;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application as it stands, as JSON. The keys are promised in docs/cli.md. */
public final class StandingJson {
    private StandingJson() {}

    public static Map<String, Object> of(ApplicationPlan plan, Standing seen, Optional<ChangeoverState> latest) {
        Optional<Region> active = seen.database() instanceof DatabaseView.WriterIn writer
                ? Optional.of(writer.region())
                : Optional.empty();
        Map<String, Object> object = Json.object(
                "application", plan.name(),
                "primary", plan.primary().region(),
                "secondary", plan.secondary().region(),
                "active", active,
                "live",
                        latest.filter(state -> !state.ended())
                                .map(state -> state.request().id()),
                "latest", latest.map(state -> state.request().id()));
        object.put("database", database(seen.database()));
        object.put(
                "secrets",
                List.of(
                        secret(plan.primary().region(), seen.secrets().get(0)),
                        secret(plan.secondary().region(), seen.secrets().get(1))));
        object.put("routing", routing(seen.routing()));
        object.put("replication", OutlookJson.lag(seen.lag(), plan.objectives().rpo()));
        object.put("traffic", traffic(plan, seen.traffic()));
        object.put(
                "owed",
                latest.stream()
                        .flatMap(state -> state.openDebts().stream())
                        .map(owed -> owed.debt().inWords())
                        .toList());
        return object;
    }

    private static Map<String, Object> database(DatabaseView seen) {
        return switch (seen) {
            case DatabaseView.WriterIn writer ->
                Json.object(
                        "state", "writer-in",
                        "region", writer.region(),
                        "ready", writer.ready(),
                        "status", writer.status(),
                        "replica", writer.replica(),
                        "seenAt", writer.seenAt());
            case DatabaseView.Moving moving ->
                Json.object(
                        "state", "moving",
                        "from", moving.from(),
                        "to", moving.to(),
                        "status", moving.status(),
                        "seenAt", moving.seenAt());
            case DatabaseView.Broken broken ->
                Json.object("state", "broken", "found", broken.found(), "seenAt", broken.seenAt());
            case DatabaseView.Unreadable(var why, var seenAt) ->
                Json.object("state", "unreadable", "why", Words.of(why), "seenAt", seenAt);
        };
    }

    private static Map<String, Object> secret(Region region, SecretView seen) {
        return switch (seen) {
            case SecretView.Held held ->
                Json.object(
                        "region", region,
                        "names", held.current().names(),
                        "pending", held.pending().map(SecretView.Version::names),
                        "replica", held.replica(),
                        "seenAt", held.seenAt());
            case SecretView.Unreadable(var why, var seenAt) ->
                Json.object("region", region, "unreadable", Words.of(why), "seenAt", seenAt);
        };
    }

    private static Map<String, Object> routing(RoutingView seen) {
        return switch (seen) {
            case RoutingView.States states ->
                Json.object("on", states.on(), "readFrom", states.readFrom(), "seenAt", states.seenAt());
            case RoutingView.Unreadable(var why, var seenAt) ->
                Json.object("unreadable", Words.of(why), "seenAt", seenAt);
        };
    }

    private static Map<String, Object> traffic(ApplicationPlan plan, TrafficView seen) {
        Map<String, Object> object = Json.object("name", plan.traffic().name());
        switch (seen.resolution()) {
            case TrafficView.Resolution.Answered(var answers) -> object.put("answers", answers);
            case TrafficView.Resolution.Unreadable(var why) -> object.put("unreadable", Words.of(why));
        }
        switch (seen.health()) {
            case ProbeView.Passed(var evidence, var _) -> {
                object.put("healthy", true);
                object.put("health", evidence);
            }
            case ProbeView.Failed(var why, var _) -> {
                object.put("healthy", false);
                object.put("health", why);
            }
        }
        return object;
    }
}
