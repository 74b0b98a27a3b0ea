package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** An execution as it lies on the shelf. */
record KeptExecution(
        String id,
        long order,
        StartRequest request,
        DocumentVersion document,
        List<Integer> versions,
        Map<String, String> tags,
        Instant started,
        AutomationStatus status,
        Optional<Instant> ended,
        Optional<String> failure,
        Map<String, Object> variables,
        List<Run> runs,
        Standing standing) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** {@code loop} is the loop's place among the runs. */
    record Turn(int loop, int iteration, Optional<Object> iterator) {}

    record Run(
            String id,
            String step,
            Optional<Turn> turn,
            Instant started,
            Instant attempted,
            AutomationStatus status,
            Optional<Instant> ended,
            Map<String, Object> inputs,
            Map<String, Object> outputs,
            List<Map<String, Object>> decisions,
            Optional<StepRun.Failure> failure,
            int attempts) {}

    static KeptExecution of(Execution execution, long order, Standing standing) {
        List<StepRun> runs = execution.runs;
        return new KeptExecution(
                execution.id,
                order,
                execution.request,
                execution.document.version(),
                List.of(execution.document.latest(), execution.document.standard()),
                execution.document.tags(),
                execution.started,
                execution.status,
                execution.ended,
                execution.failure,
                execution.variables,
                runs.stream().map(run -> run(run, runs)).toList(),
                standing);
    }

    private static Run run(StepRun run, List<StepRun> runs) {
        return new Run(
                run.id,
                run.step.name(),
                run.turn.map(turn -> new Turn(runs.indexOf(turn.loop()), turn.iteration(), turn.iterator())),
                run.started,
                run.attempted,
                run.status,
                run.ended,
                run.inputs,
                run.outputs,
                run.decisions,
                run.failure,
                run.attempts);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    static KeptExecution read(String json) {
        return JSON.readValue(json, KeptExecution.class);
    }

    /** The execution as it was when it was kept. */
    Execution execution(Region region, Supplier<Instant> clock) {
        Runbook runbook = RunbookReader.read(document.content(), document.format());
        var view = new DocumentView(document, runbook, versions.getFirst(), versions.getLast(), tags);
        var execution = new Execution(new Execution.Identity(id, region, started), clock, request, view);
        execution.status = status;
        execution.ended = ended;
        execution.failure = failure;
        execution.variables.putAll(variables);
        List<StepRun> before = new ArrayList<>();
        runs.forEach(run -> before.add(restored(run, runbook, before)));
        execution.runs.addAll(before);
        return execution;
    }

    private static StepRun restored(Run kept, Runbook runbook, List<StepRun> before) {
        Optional<StepRun.Turn> turn =
                kept.turn().map(at -> new StepRun.Turn(before.get(at.loop()), at.iteration(), at.iterator()));
        var run = new StepRun(kept.id(), runbook.step(kept.step()).orElseThrow(), turn, kept.started());
        run.attempted = kept.attempted();
        run.status = kept.status();
        run.ended = kept.ended();
        run.inputs = kept.inputs();
        run.outputs.putAll(kept.outputs());
        run.decisions.addAll(kept.decisions());
        run.failure = kept.failure();
        run.attempts = kept.attempts();
        return run;
    }
}
