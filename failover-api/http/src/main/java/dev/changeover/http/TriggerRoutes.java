package dev.changeover.http;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.http.auth.Role;
import dev.changeover.http.show.ArmingShow;
import dev.changeover.operations.Operations;
import dev.changeover.operations.SwitchView;
import dev.changeover.operations.Triggers;
import dev.changeover.operations.Turned;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The switches: may alarms start something, and may anything start at all. */
final class TriggerRoutes {
    private final Operations operations;

    TriggerRoutes(Operations operations) {
        this.operations = operations;
    }

    List<Route> routes() {
        return List.of(
                Route.read("/v1/applications/{application}/arming", this::arming),
                Route.act("/v1/applications/{application}/arming", Role.OPERATOR, "arming", this::arm),
                Route.read("/v1/stop", this::stop),
                Route.act("/v1/stop", Role.OPERATOR, "stop", this::turnStop));
    }

    private Triggers triggers() {
        return operations.boards().triggers();
    }

    private Response arming(Call call) {
        Query.of(call.request(), Set.of());
        return shown(call.plan(operations));
    }

    private Response shown(ApplicationPlan plan) {
        return Response.json(200, ArmingShow.of(plan.name(), triggers().arming(plan), operations.now()));
    }

    private Response arm(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        Fields fields = Fields.of(call.request(), Set.of("act", "reason"));
        String act = fields.word("act", TriggerRoutes::act, "arm, disarm or acknowledge-recovery");
        Actor by = call.actor(fields.reason());
        String before = inWords(triggers().arming(plan).armed(), "armed", "disarmed");
        demand(
                switch (act) {
                    case "arm" -> triggers().arm(plan, true, by);
                    case "disarm" -> triggers().arm(plan, false, by);
                    default -> triggers().acknowledgeRecovery(plan, by);
                });
        call.changed(before, inWords(triggers().arming(plan).armed(), "armed", "disarmed"));
        return shown(plan);
    }

    private static Optional<String> act(String word) {
        return Optional.of(word).filter(List.of("arm", "disarm", "acknowledge-recovery")::contains);
    }

    private Response stop(Call call) {
        Query.of(call.request(), Set.of());
        return shownStop();
    }

    private Response turnStop(Call call) {
        Query.of(call.request(), Set.of());
        Fields fields = Fields.of(call.request(), Set.of("stopped", "reason"));
        boolean stopped = fields.flag("stopped");
        Actor by = call.actor(fields.reason());
        String before = inWords(triggers().stop(), "on", "off");
        demand(triggers().turnStop(stopped, by));
        call.changed(before, stopped ? "on" : "off");
        return shownStop();
    }

    private Response shownStop() {
        Map<String, Object> page = Json.object("asOf", operations.now());
        page.put("stop", ArmingShow.of(triggers().stop()));
        return Response.json(200, page);
    }

    private static String inWords(SwitchView seen, String on, String off) {
        return switch (seen) {
            case SwitchView.Standing standing -> standing.on() ? on : off;
            case SwitchView.Unreadable(var why) -> "unknown, " + Words.of(why);
        };
    }

    private static void demand(Turned turned) {
        switch (turned) {
            case Turned.Done _ -> {
                // As asked.
            }
            case Turned.Refused(var why) -> throw new Refusal(Code.VERB_REFUSED, why);
            case Turned.Unavailable(var why) -> throw new Refusal(Code.of(why), Words.of(why));
        }
    }
}
