package dev.changeover.documents;

import dev.changeover.documents.Shape.Way;
import dev.changeover.twin.ssm.AutomationStatus;
import dev.changeover.twin.ssm.ExecutionView;
import dev.changeover.twin.ssm.StepView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ways an execution took, as its list of steps tells them. */
final class Travelled {
    private final List<StepView> runs;
    private final Set<Way> ways = new LinkedHashSet<>();

    private Travelled(ExecutionView execution) {
        this.runs = execution.steps().stream()
                .filter(step -> step.status() != AutomationStatus.Pending)
                .toList();
    }

    static Set<Way> by(ExecutionView execution) {
        var travelled = new Travelled(execution);
        for (int place = 0; place < travelled.runs.size(); place++) {
            travelled.from(travelled.runs.get(place), place + 1);
        }
        return travelled.ways;
    }

    static String last(ExecutionView execution) {
        return new Travelled(execution).runs.getLast().step();
    }

    private void from(StepView run, int next) {
        Optional<StepView> after = next < runs.size() ? Optional.of(runs.get(next)) : Optional.empty();
        String to = after.map(StepView::step).orElse(Shape.END);
        boolean inside = after.flatMap(StepView::parent).isPresent();
        if (run.parent().isEmpty() && inside) {
            ways.add(new Way(run.step(), "enters", to));
        } else if (run.parent().isPresent() && inside) {
            ways.add(new Way(run.step(), "again", to));
        } else if (run.parent().isPresent() && run.status() == AutomationStatus.Success) {
            StepView loop = loop(run);
            ways.add(new Way(loop.step(), how(loop), to));
        } else {
            ways.add(new Way(run.step(), how(run), to));
        }
    }

    private StepView loop(StepView run) {
        String id = run.parent().orElseThrow().stepExecutionId();
        return runs.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    /** A step that ran out of time failed. */
    private static String how(StepView run) {
        return run.status() == AutomationStatus.TimedOut
                ? "Failed"
                : run.status().name();
    }
}
