package dev.changeover.twin.ssm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The turns of an aws:loop. A condition is looked at after each turn. Source: "aws:loop", Systems Manager user guide,
 * read 2026.
 */
final class Loop {
    static final int TURNS_MAX = 100;

    private final Attempt attempt;
    private final Optional<List<?>> iterators;
    private final int turnsMax;
    private int turn;

    Loop(Attempt attempt) {
        this.attempt = attempt;
        this.iterators = attempt.input("Iterators").map(Loop::items);
        this.turnsMax = attempt.input("MaxIterations").map(Loop::count).orElse(TURNS_MAX);
        if (turnsMax < 1
                || turnsMax > TURNS_MAX
                || iterators.filter(all -> all.size() > TURNS_MAX).isPresent()) {
            throw new StepFailure("InvalidInput", "A loop takes 1 to " + TURNS_MAX + " turns.");
        }
    }

    private static List<?> items(Object value) {
        return value instanceof List<?> items ? items : List.of(value);
    }

    private static int count(Object value) {
        try {
            return Integer.parseInt(Tree.text(value));
        } catch (NumberFormatException _) {
            throw new StepFailure("InvalidInput", "MaxIterations must be a whole number.");
        }
    }

    /** A loop that was left by a process that died goes on in the turn it was in. */
    static Loop resumed(Attempt attempt) {
        var loop = new Loop(attempt);
        loop.turn = attempt.run.outputs.get("CurrentIteration") instanceof Integer turn ? turn : 0;
        return loop;
    }

    StepRun run() {
        return attempt.run;
    }

    Attempt attempt() {
        return attempt;
    }

    /** Whether there is another turn; it has begun then. */
    boolean begins() {
        boolean more = iterators.map(all -> turn < all.size()).orElseGet(() -> turn == 0 || wanted());
        if (more) {
            turn++;
            attempt.run.outputs.put("CurrentIteration", turn);
            iterator().ifPresent(value -> attempt.run.outputs.put("CurrentIteratorValue", value));
        }
        return more;
    }

    private boolean wanted() {
        Map<String, Object> condition = Tree.map(attempt.run.step.inputs().get("LoopCondition"));
        return turn < turnsMax && Conditions.hold(condition, tree -> Templates.resolve(tree, attempt.execution::value));
    }

    private Optional<Object> iterator() {
        return iterators.map(all -> all.get(turn - 1));
    }

    /** Where a step within the loop is just now. */
    StepRun.Turn now() {
        return new StepRun.Turn(attempt.run, turn, iterator());
    }
}
