package dev.changeover.http.show;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.Steps;
import dev.changeover.operations.PastRuns;
import dev.changeover.operations.Told;
import dev.changeover.view.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of the execution page. */
final class StepShow {
    private StepShow() {}

    /** {@code known} are the command line's own keys of the same step. */
    static Map<String, Object> of(Map<String, Object> known, Told told, PastRuns.Figures past, Instant now) {
        StepName name = StepName.named((String) known.get("name")).orElseThrow();
        ChangeoverState state = told.state();
        Progress progress = state.progress(name);
        Map<String, Object> row = new LinkedHashMap<>(known);
        row.putAll(Json.object(
                "elapsedMs", elapsed(state, progress, now),
                "deadlineMs", Steps.deadline(state.plan(), name),
                "lastMs", Optional.ofNullable(past.steps().get(name)),
                "does", does(name),
                "awaits", awaits(progress),
                "raw", raw(told.events(), name, progress),
                "pointOfNoReturn", name == StepName.SWITCH_DATABASE));
        return row;
    }

    private static Optional<Duration> elapsed(ChangeoverState state, Progress progress, Instant now) {
        return progress.took()
                .or(() -> progress.startedAt()
                        .filter(start -> !state.ended())
                        .map(start -> now.isAfter(start) ? Duration.between(start, now) : Duration.ZERO));
    }

    private static Optional<String> awaits(Progress progress) {
        return progress.status() instanceof Progress.Status.Running(var _, var reason)
                ? reason.map(why -> why.inWords())
                : Optional.empty();
    }

    /** What AWS said last: the detail of the present wait. */
    private static Optional<String> raw(List<Event> events, StepName name, Progress progress) {
        if (!(progress.status() instanceof Progress.Status.Running(var _, var reason)) || reason.isEmpty()) {
            return Optional.empty();
        }
        return events.reversed().stream()
                .filter(event -> event instanceof Event.WaitBegan wait && wait.step() == name)
                .map(event -> ((Event.WaitBegan) event).detail())
                .findFirst();
    }

    private static String does(StepName name) {
        return switch (name) {
            case PREFLIGHT -> "looks for what stands in the way";
            case APPROVE -> "waits for a second person";
            case STAGE_SECRET -> "prepares the secret in the target Region";
            case SWITCH_DATABASE -> "moves the writer of the global database";
            case VERIFY_WRITABLE -> "has the application write a row in the target Region";
            case REWRITE_SECRET -> "makes the secret name the new writer";
            case SHIFT_TRAFFIC -> "turns the routing controls, both in one transaction";
            case VERIFY_TRAFFIC -> "sees that shoppers arrive and are served";
            case REPORT -> "writes down what was measured and what is owed";
        };
    }
}
