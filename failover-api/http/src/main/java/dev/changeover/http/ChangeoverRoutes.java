package dev.changeover.http;

import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import dev.changeover.http.auth.Role;
import dev.changeover.http.show.ChangeoverShow;
import dev.changeover.http.show.Links;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Spoken;
import dev.changeover.operations.Told;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One changeover: how it is, what happened, and what a person says to it. */
final class ChangeoverRoutes {
    private static final String BASE = "/v1/changeovers/{changeover}";
    private static final Set<String> PLAIN = Set.of("reason");
    private static final Set<String> OF_A_STEP = Set.of("reason", "step");
    private static final int EVENTS_DEFAULT = 100;
    private static final int FINDINGS_MAX = 20;

    private final Operations operations;
    private final ChangeoverShow show;
    private final EventStream stream;
    private final Streams streams;

    ChangeoverRoutes(Operations operations, Streams streams) {
        this.operations = operations;
        this.show = new ChangeoverShow(operations);
        this.stream = new EventStream(operations);
        this.streams = streams;
    }

    List<Route> routes() {
        return List.of(
                Route.read(BASE, this::one),
                Route.read(BASE + "/events", this::events),
                verb("approve", Role.APPROVER, call -> plain(call, Verb.Approve::new)),
                verb("pause", Role.OPERATOR, call -> plain(call, Verb.Pause::new)),
                verb("resume", Role.OPERATOR, call -> plain(call, Verb.Resume::new)),
                verb("retry", Role.OPERATOR, call -> ofStep(call, Verb.Retry::new)),
                verb("skip", Role.OPERATOR, call -> ofStep(call, Verb.Skip::new)),
                verb("cancel", Role.OPERATOR, call -> plain(call, Verb.Cancel::new)),
                verb("escalate", Role.OPERATOR, this::escalate),
                verb("acknowledge", Role.OPERATOR, this::acknowledge));
    }

    private static Route verb(String word, Role role, Route.Handler handler) {
        return Route.act(BASE + "/" + word, role, word, call -> {
            Query.of(call.request(), Set.of());
            return handler.answer(call);
        });
    }

    private Response one(Call call) {
        Query.of(call.request(), Set.of());
        ChangeoverId id = call.changeoverId();
        Told told = operations.changeover(id).orElseThrow(call::noSuchChangeover);
        operations.watchers().looks(id, call.caller().who());
        return Response.json(200, show.of(told, call.caller()));
    }

    private Response events(Call call) {
        Query query = Query.of(call.request(), Set.of("since", "limit"));
        int since = query.number("since", 0, Integer.MAX_VALUE, 0);
        int limit = query.number("limit", 1, StartRoutes.PAGE_MAX, EVENTS_DEFAULT);
        Optional<Integer> resumed = resumed(call.request());
        ChangeoverId id = call.changeoverId();
        Told told = operations.changeover(id).orElseThrow(call::noSuchChangeover);
        operations.watchers().looks(id, call.caller().who());
        if (call.request().header("Accept").orElse("").contains("text/event-stream")) {
            streams.demand();
            return Response.stream(streams.bounded(stream.of(id, resumed.orElse(since), call.caller())));
        }
        List<Map<String, Object>> events = ChangeoverShow.events(told, since, limit);
        return Response.json(
                200,
                Json.object(
                        "asOf",
                        told.asOf(operations.now()),
                        "id",
                        id,
                        "since",
                        since,
                        "next",
                        since + events.size(),
                        "ended",
                        told.state().ended(),
                        "events",
                        events));
    }

    private static Optional<Integer> resumed(Request request) {
        if (!request.has("Last-Event-ID")) {
            return Optional.empty();
        }
        Optional<Integer> number = request.header("Last-Event-ID")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
        if (number.isEmpty()) {
            throw new Refusal(
                    Code.BAD_HEADER, "Last-Event-ID must be the number of an event", Map.of("key", "Last-Event-ID"));
        }
        return number;
    }

    private Response plain(Call call, Function<Actor, Verb> verb) {
        ChangeoverId id = known(call);
        Fields fields = Fields.of(call.request(), PLAIN);
        return say(call, id, verb.apply(call.actor(fields.reason())), Optional.empty());
    }

    private Response ofStep(Call call, Function<Actor, Verb> verb) {
        ChangeoverId id = known(call);
        Fields fields = Fields.of(call.request(), OF_A_STEP);
        StepName step = fields.word("step", StepName::named, "the name of a step");
        return say(call, id, verb.apply(call.actor(fields.reason())), Optional.of(step));
    }

    private Response escalate(Call call) {
        ChangeoverId id = known(call);
        Fields fields = Fields.of(call.request(), Set.of("reason", "acceptedLossMs", "anyLoss"));
        Optional<Duration> loss =
                fields.number("acceptedLossMs", StartRoutes.LOSS_MS_MAX).map(Duration::ofMillis);
        boolean any = fields.has("anyLoss") && fields.flag("anyLoss");
        if (fields.has("anyLoss") && !any) {
            throw Fields.bad("anyLoss", "it must be true, or left away");
        }
        if (any == loss.isPresent()) {
            throw any ? Fields.bad("anyLoss", "accept either a loss or any loss") : Fields.missing("acceptedLossMs");
        }
        return say(call, id, new Verb.Escalate(call.actor(fields.reason()), loss), Optional.empty());
    }

    private Response acknowledge(Call call) {
        ChangeoverId id = known(call);
        Fields fields = Fields.of(call.request(), Set.of("reason", "findings"));
        if (!fields.has("findings")) {
            throw Fields.missing("findings");
        }
        Set<String> codes = fields.set("findings", FINDINGS_MAX, StartRoutes::finding, "the code of a finding");
        if (codes.isEmpty()) {
            throw Fields.bad("findings", "it must name at least one");
        }
        return say(call, id, new Verb.Acknowledge(call.actor(fields.reason()), codes), Optional.empty());
    }

    private ChangeoverId known(Call call) {
        ChangeoverId id = call.changeoverId();
        Told told = operations.glance(id).orElseThrow(call::noSuchChangeover);
        call.about(told.state().plan().name(), id);
        return id;
    }

    private Response say(Call call, ChangeoverId id, Verb verb, Optional<StepName> meant) {
        String before = operations
                .glance(id)
                .map(told -> Words.of(told.state().phase()))
                .orElse("");
        return switch (operations.say(id, verb, meant).orElseThrow(call::noSuchChangeover)) {
            case Spoken.Heard(var told) -> {
                call.changed(before, Words.of(told.state().phase()));
                yield Response.json(200, show.of(told, call.caller()));
            }
            case Spoken.Refused(var _, var why) -> throw refused(Code.VERB_REFUSED, id, why);
            case Spoken.SecondPersonNeeded(var _, var why) -> throw refused(Code.SECOND_PERSON_NEEDED, id, why);
            case Spoken.JournalDown(var why) -> throw new Refusal(Code.of(why), Words.of(why));
        };
    }

    private static Refusal refused(Code code, ChangeoverId id, String why) {
        return new Refusal(code, why, Map.of("state", Links.link(id)));
    }
}
