package dev.changeover.http;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.http.auth.Role;
import dev.changeover.http.show.ArmingShow;
import dev.changeover.http.show.DrillShow;
import dev.changeover.http.show.Links;
import dev.changeover.operations.Drill;
import dev.changeover.operations.Drills;
import dev.changeover.operations.Drills.Abandoning;
import dev.changeover.operations.Drills.Beginning;
import dev.changeover.operations.Operations;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Drills and their reports. */
final class DrillRoutes {
    /** Long enough to see traffic settle, short enough for a pipeline. */
    private static final Duration SOAK_DEFAULT = Duration.ofMinutes(1);

    private static final long SOAK_MS_MAX = Duration.ofHours(1).toMillis();

    private final Operations operations;

    DrillRoutes(Operations operations) {
        this.operations = operations;
    }

    List<Route> routes() {
        return List.of(
                Route.read("/v1/applications/{application}/drills", this::all),
                Route.act("/v1/applications/{application}/drills", Role.OPERATOR, "drill", this::begin),
                Route.read("/v1/drills/{drill}", this::one),
                Route.act("/v1/drills/{drill}/abandon", Role.OPERATOR, "abandon", this::abandon),
                Route.read("/v1/drills/{drill}/reports/{format}", this::report));
    }

    private Response all(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        Map<String, Object> page = Json.object("asOf", operations.now(), "application", plan.name());
        page.put(
                "drills",
                operations.boards().drills().of(plan.name()).stream()
                        .map(DrillShow::line)
                        .toList());
        return Response.json(200, page);
    }

    private Response one(Call call) {
        Query.of(call.request(), Set.of());
        return Response.json(200, DrillShow.of(drill(call), operations.now()));
    }

    private Response abandon(Call call) {
        Query.of(call.request(), Set.of());
        Drill drill = drill(call);
        call.about(drill.application());
        String reason = Fields.of(call.request(), Set.of("reason")).reason();
        String running = "drill " + drill.id() + " running";
        return switch (operations.boards().drills().abandon(drill.id(), call.actor(reason))) {
            case Abandoning.Abandoned(var over) -> {
                call.changed(running, "abandoned");
                yield Response.json(200, DrillShow.of(over, operations.now()));
            }
            case Abandoning.OverAlready(var over) ->
                throw new Refusal(
                        Code.VERB_REFUSED, "the drill has ended", Map.of("state", Links.drillLink(over.id())));
            case Abandoning.NoSuchDrill _ -> throw noSuchDrill(call);
            case Abandoning.Unavailable(var why) -> throw new Refusal(Code.of(why), Words.of(why));
        };
    }

    private Drill drill(Call call) {
        return operations.boards().drills().named(call.named("drill")).orElseThrow(() -> noSuchDrill(call));
    }

    private static Refusal noSuchDrill(Call call) {
        return new Refusal(Code.NO_SUCH_DRILL, "there is no drill '" + Shown.of(call.named("drill")) + "' here");
    }

    private Response report(Call call) {
        Query.of(call.request(), Set.of());
        Drill drill = drill(call);
        String format = call.named("format");
        Drills.Format known = Arrays.stream(Drills.Format.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(format))
                .findFirst()
                .orElseThrow(() -> none(format));
        String text = operations.boards().drills().report(drill.id(), known).orElseThrow(() -> none(format));
        return switch (known) {
            case HTML ->
                Response.text(200, "text/html; charset=utf-8", text)
                        .with(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox");
            case JSON -> Response.text(200, "application/json", text);
            case JUNIT -> Response.text(200, "application/xml", text);
        };
    }

    private static Refusal none(String format) {
        return new Refusal(Code.NO_SUCH_REPORT, "there is no " + Shown.of(format) + " report of this drill");
    }

    private Response begin(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        String key = StartRoutes.key(call.request());
        Fields fields = Fields.of(call.request(), Set.of("reason", "soakMs", "confirm"));
        String reason = fields.reason();
        Duration soak =
                fields.number("soakMs", SOAK_MS_MAX).map(Duration::ofMillis).orElse(SOAK_DEFAULT);
        String expected = "drill " + plan.name();
        if (!fields.text("confirm", 128).strip().equals(expected)) {
            throw new Refusal(Code.CONFIRM_WRONG, "confirm must be: " + expected, Map.of("key", "confirm"));
        }
        String id = Operations.idOf(plan.name(), "drill " + key).value();
        var ask = new Drills.Ask(id, call.actor(reason), soak);
        return switch (operations.boards().drills().begin(plan, ask)) {
            case Beginning.Begun(var drill) ->
                Response.json(202, DrillShow.of(drill, operations.now())).with("Location", Links.drill(drill.id()));
            case Beginning.KeyReused(var drill) ->
                throw new Refusal(Code.KEY_REUSED, "the key began " + drill.id(), Map.of("key", "Idempotency-Key"));
            case Beginning.AlreadyRunning(var live) -> throw StartRoutes.running(call, plan, live);
            case Beginning.Refused(var reasons) ->
                throw new Refusal(
                        Code.GUARDS_REFUSE,
                        reasons.getFirst().sentence(),
                        Map.of("reasons", ArmingShow.reasons(reasons)));
            case Beginning.Unavailable(var why) -> throw new Refusal(Code.JOURNAL_UNAVAILABLE, Words.of(why));
            case Beginning.NotHere(var whatToDo) -> throw new Refusal(Code.NOT_HERE_YET, whatToDo);
        };
    }
}
