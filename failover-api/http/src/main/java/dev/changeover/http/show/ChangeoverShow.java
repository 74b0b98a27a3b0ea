package dev.changeover.http.show;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.drive.Drivers.Hiring;
import dev.changeover.http.auth.Caller;
import dev.changeover.operations.Operations;
import dev.changeover.operations.PastRuns;
import dev.changeover.operations.Told;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.HaltText;
import dev.changeover.view.Ink;
import dev.changeover.view.Json;
import dev.changeover.view.ReportText;
import dev.changeover.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A changeover as a page shows it. */
public final class ChangeoverShow {
    private final Operations operations;

    public ChangeoverShow(Operations operations) {
        this.operations = operations;
    }

    /** For a list. */
    public static Map<String, Object> line(Told told) {
        Map<String, Object> whole = ChangeoverJson.of(told.state());
        return Json.object(
                "id", told.id(),
                "href", Links.changeover(told.id()),
                "application", whole.get("application"),
                "direction", whole.get("direction"),
                "mode", whole.get("mode"),
                "from", whole.get("from"),
                "to", whole.get("to"),
                "state", whole.get("state"),
                "startedAt", whole.get("startedAt"),
                "endedAt", whole.get("endedAt"),
                "rtoMs", whole.get("rtoMs"),
                "rtoObjectiveMs", whole.get("rtoObjectiveMs"),
                "by", whole.get("by"),
                "sentence", Sentences.of(told.state()));
    }

    /** Whole, with the buttons of whoever asks. */
    public Map<String, Object> of(Told told, Caller caller) {
        ChangeoverState state = told.state();
        Instant now = operations.now();
        PastRuns.Figures past = operations.past(state.plan().name(), state.direction());
        Map<String, Object> page = Json.object("asOf", told.asOf(now));
        page.put("service", ServiceShow.service(operations));
        page.putAll(ChangeoverJson.of(state));
        page.put("href", Links.changeover(told.id()));
        page.put("world", ServiceShow.world(state.plan()));
        page.put("drill", operations.boards().drills().around(told.id()).orElse(null));
        page.put("steps", steps(told, past, now));
        page.put("acknowledged", state.acknowledged().stream().sorted().toList());
        page.put("events", told.events().size());
        page.put("sentence", Sentences.of(state));
        page.put("rto", rto(state, past, now));
        page.put("halt", halt(state));
        page.put("driver", driver(told));
        page.put("approval", Json.object("needed", state.plan().policy().approval(), "by", state.approvedBy()));
        page.put("actions", ActionsShow.of(state, caller));
        page.put("watching", watching(told.id()));
        page.put("cli", cli(told.id()));
        page.put("statusText", statusText(state));
        return page;
    }

    /** One event, with its number. */
    public static Map<String, Object> event(ChangeoverId id, int number, Event event) {
        Map<String, Object> line = Json.object("number", number);
        line.putAll(ChangeoverJson.of(id, event));
        return line;
    }

    /** The events after the first {@code since}, at most {@code limit}. */
    public static List<Map<String, Object>> events(Told told, int since, int limit) {
        List<Map<String, Object>> lines = new ArrayList<>();
        List<Event> events = told.events();
        for (int i = since; i < Math.min(events.size(), (long) since + limit); i++) {
            lines.add(event(told.id(), i + 1, events.get(i)));
        }
        return lines;
    }

    private static List<Map<String, Object>> steps(Told told, PastRuns.Figures past, Instant now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (ChangeoverJson.of(told.state()).get("steps") instanceof List<?> steps) {
            for (Object step : steps) {
                Map<String, Object> known = new LinkedHashMap<>();
                ((Map<?, ?>) step).forEach((key, value) -> known.put((String) key, value));
                rows.add(StepShow.of(known, told, past, now));
            }
        }
        return rows;
    }

    private static Map<String, Object> rto(ChangeoverState state, PastRuns.Figures past, Instant now) {
        Optional<Duration> measured = state.recoveryTime();
        Instant until = state.phase() instanceof Phase.Ended(var _, var at) ? at : now;
        Duration elapsed = measured.orElseGet(() -> Duration.between(state.startedAt(), until));
        return Json.object(
                "elapsedMs",
                elapsed.isNegative() ? Duration.ZERO : elapsed,
                "objectiveMs",
                state.plan().objectives().rto(),
                "measuredMs",
                measured,
                "forecastMs",
                past.median(),
                "running",
                measured.isEmpty() && !state.ended());
    }

    private static Map<String, Object> halt(ChangeoverState state) {
        return state.current()
                .filter(step -> !state.ended())
                .filter(step -> state.progress(step.name()).status() instanceof Progress.Status.Halted)
                .map(step -> {
                    Progress progress = state.progress(step.name());
                    var reason = ((Progress.Status.Halted) progress.status()).reason();
                    return Json.object(
                            "step", step.name(),
                            "because", reason.inWords(),
                            "whatHappened", progress.said(),
                            "whatItMeans", HaltText.meaning(state),
                            "whatToDo", reason.whatToDo(),
                            "commands", HaltText.commands(state));
                })
                .orElse(null);
    }

    private Map<String, Object> driver(Told told) {
        ChangeoverState state = told.state();
        Optional<Hiring> heard = operations.hiring(told);
        Optional<String> hired =
                heard.filter(Hiring.Driving.class::isInstance).map(hiring -> ((Hiring.Driving) hiring).driver());
        boolean over = state.ended() || state.phase() instanceof Phase.Halted;
        Optional<Boolean> driving = over
                ? Optional.of(false)
                : state.driver().isPresent() ? Optional.of(true) : heard.map(Hiring.Driving.class::isInstance);
        return Json.object(
                "name",
                state.driver().or(() -> hired),
                "driving",
                driving,
                "warning",
                over ? Optional.empty() : heard.flatMap(ChangeoverShow::warning));
    }

    private static Optional<String> warning(Hiring heard) {
        return switch (heard) {
            case Hiring.Driving(var _, var instead) when instead.isBlank() -> Optional.empty();
            case Hiring.Driving(var _, var instead) -> Optional.of(instead);
            case Hiring.Nobody(var why) ->
                Optional.of("nobody drives it yet, and nothing is lost: "
                        + String.join("; ", why.stream().map(Words::of).toList())
                        + ". It is tried again while somebody looks; or run: changeover watch");
        };
    }

    private List<Map<String, Object>> watching(ChangeoverId id) {
        return operations.watchers().of(id).stream()
                .map(watcher ->
                        Json.object("who", watcher.who(), "since", watcher.since(), "lastSeenAt", watcher.lastSeenAt()))
                .toList();
    }

    private static Map<String, Object> cli(ChangeoverId id) {
        return Json.object("watch", "changeover watch " + id, "report", "changeover report " + id);
    }

    private static String statusText(ChangeoverState state) {
        return Sentences.of(state) + "\n"
                + new ReportText(new Ink(false, true)).of(state).strip();
    }
}
