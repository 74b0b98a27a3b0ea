package dev.changeover.http;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.http.auth.Role;
import dev.changeover.http.show.ApplicationShow;
import dev.changeover.http.show.ReadinessShow;
import dev.changeover.http.show.ServiceShow;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Readiness;
import dev.changeover.operations.RequestRates.Series;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The applications: how they stand, whether they are ready, what they serve. */
final class ApplicationRoutes {
    private final Operations operations;
    private final ApplicationShow show;

    ApplicationRoutes(Operations operations) {
        this.operations = operations;
        this.show = new ApplicationShow(operations);
    }

    List<Route> routes() {
        var operator = new Route.Access.Needs(Role.OPERATOR);
        return List.of(
                Route.read("/v1/applications", this::all),
                Route.read("/v1/applications/{application}", this::one),
                Route.read("/v1/applications/{application}/readiness", this::readiness),
                Route.ask("/v1/applications/{application}/readiness", operator, this::run),
                Route.read("/v1/applications/{application}/requests", this::requests));
    }

    private Response all(Call call) {
        Query.of(call.request(), Set.of());
        List<ApplicationPlan> plans = operations.plans().all();
        Instant asOf = plans.stream()
                .map(plan -> operations.latest(plan.name()).at())
                .min(Comparator.naturalOrder())
                .orElseGet(operations::now);
        Map<String, Object> page = Json.object("asOf", asOf);
        page.put("service", ServiceShow.service(operations));
        page.put("applications", plans.stream().map(show::line).toList());
        page.put("faults", operations.plans().faults());
        return Response.json(200, page);
    }

    private Response one(Call call) {
        Query.of(call.request(), Set.of());
        return Response.json(200, show.of(call.plan(operations)));
    }

    private Response readiness(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        Instant asOf = operations.now();
        return shown(plan, operations.boards().readiness().of(plan), asOf);
    }

    private Response run(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        Fields.none(call.request());
        Instant asOf = operations.now();
        Readiness found = operations.boards().readiness().run(plan);
        operations.acted();
        return shown(plan, found, asOf);
    }

    private static Response shown(ApplicationPlan plan, Readiness readiness, Instant asOf) {
        return Response.json(200, ReadinessShow.of(plan.name(), readiness, asOf));
    }

    private Response requests(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        Map<String, Object> page = Json.object("asOf", operations.now(), "application", plan.name());
        page.put(
                "series",
                operations.boards().rates().of(plan).stream()
                        .map(ApplicationRoutes::series)
                        .toList());
        return Response.json(200, page);
    }

    private static Map<String, Object> series(Series series) {
        return switch (series) {
            case Series.Measured(var region, var source, var points) ->
                Json.object(
                        "region",
                        region,
                        "source",
                        source,
                        "points",
                        points.stream()
                                .map(point -> Json.object("at", point.at(), "perSecond", point.perSecond()))
                                .toList(),
                        "unreadable",
                        null);
            case Series.Unreadable(var region, var why) ->
                Json.object("region", region, "source", null, "points", List.of(), "unreadable", Words.of(why));
        };
    }
}
