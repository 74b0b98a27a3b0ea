package dev.changeover.twin.ssm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of an execution as it went, or as it goes. A step that is come to twice has two of these. */
final class StepRun {
    /** Within which turn of which loop. */
    record Turn(StepRun loop, int iteration, Optional<Object> iterator) {}

    record Failure(String type, String message) {}

    final String id;
    final RunbookStep step;
    final Optional<Turn> turn;
    final Instant started;

    /** When the present attempt began. */
    Instant attempted;

    /** What approvers have said in this attempt. */
    final List<Map<String, Object>> decisions = new ArrayList<>();

    final Map<String, Object> outputs = new LinkedHashMap<>();
    Map<String, Object> inputs = Map.of();
    AutomationStatus status = AutomationStatus.InProgress;
    Optional<Instant> ended = Optional.empty();
    Optional<Failure> failure = Optional.empty();
    int attempts;

    StepRun(String id, RunbookStep step, Optional<Turn> turn, Instant started) {
        this.id = id;
        this.step = step;
        this.turn = turn;
        this.started = started;
        this.attempted = started;
    }

    void end(AutomationStatus how, Instant at) {
        status = how;
        ended = Optional.of(at);
    }
}
