package dev.changeover.view;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.journal.Verbs;
import dev.changeover.core.model.Actor;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A halted changeover: what happened, what it means, what to do, and the commands that do it. */
public final class HaltText {
    private static final Actor SOMEBODY = new Actor("somebody", "some reason");

    private final Ink ink;

    public HaltText(Ink ink) {
        this.ink = ink;
    }

    public String of(ChangeoverState state) {
        return state.current()
                .map(step -> state.progress(step.name()))
                .filter(progress -> progress.status() instanceof Progress.Status.Halted)
                .map(progress -> of(state, progress))
                .orElse("");
    }

    private String of(ChangeoverState state, Progress progress) {
        HaltReason reason = ((Progress.Status.Halted) progress.status()).reason();
        StepName step = state.current().orElseThrow().name();
        var text = new StringBuilder();
        text.append(ink.mark(Mark.HALTED, step + " halted: " + reason.inWords()))
                .append('\n');
        text.append("  What happened  ").append(progress.said()).append('\n');
        text.append("  What it means  ").append(meaning(state)).append('\n');
        text.append("  What to do     ").append(reason.whatToDo()).append('\n');
        text.append("  Commands\n");
        commands(state).forEach(command -> text.append("    ").append(command).append('\n'));
        return text.toString();
    }

    /** Where the application stands between the steps: what a person must know before choosing. */
    public static String meaning(ChangeoverState state) {
        var from = state.request().from();
        var to = state.request().to();
        if (over(state, StepName.SHIFT_TRAFFIC)) {
            return "writer and routing controls are in " + to + "; what is left is to see that shoppers arrive there";
        }
        if (over(state, StepName.SWITCH_DATABASE)) {
            return "the writer is in " + to + " while traffic still goes to " + from
                    + ": writes fail until the shift is done";
        }
        if (state.progress(StepName.SWITCH_DATABASE).asked().last().isPresent()) {
            return "the move of the writer to " + to
                    + " has been asked for and may be under way; traffic still goes to " + from;
        }
        return "nothing has moved: writer and traffic are still in " + from;
    }

    private static boolean over(ChangeoverState state, StepName step) {
        return state.progress(step).over();
    }

    /** The commands that are legal now, each ready to paste. */
    public static List<String> commands(ChangeoverState state) {
        String id = state.request().id().value();
        List<String> commands = new ArrayList<>();
        List<String> codes = unacknowledged(state);
        if (!codes.isEmpty() && !over(state, StepName.PREFLIGHT) && !hopeless(state)) {
            offer(
                    commands,
                    state,
                    new Verb.Acknowledge(SOMEBODY, Set.copyOf(codes)),
                    "changeover acknowledge " + id + " " + String.join(" ", codes));
        }
        offer(commands, state, new Verb.Resume(SOMEBODY), "changeover resume " + id);
        offer(commands, state, new Verb.Retry(SOMEBODY), "changeover retry " + id);
        offer(commands, state, new Verb.Skip(SOMEBODY), "changeover skip " + id);
        offer(
                commands,
                state,
                new Verb.Escalate(SOMEBODY, Optional.empty()),
                "changeover escalate " + id + " --accept-loss 5s");
        offer(commands, state, new Verb.Cancel(SOMEBODY), "changeover cancel " + id);
        return commands;
    }

    private static void offer(List<String> commands, ChangeoverState state, Verb verb, String command) {
        if (Verbs.refusal(state, verb).isEmpty()) {
            commands.add(command + " --reason \"...\"");
        }
    }

    /** Something nobody may acknowledge stands in the way, so that acknowledging the rest leads nowhere. */
    private static boolean hopeless(ChangeoverState state) {
        return state.findings().stream()
                .anyMatch(finding ->
                        finding.blocks(state.mode()) && !finding.code().acknowledgeable());
    }

    private static List<String> unacknowledged(ChangeoverState state) {
        return state.findings().stream()
                .filter(finding -> finding.stops(state.mode(), state.acknowledged()))
                .map(finding -> finding.code().name())
                .distinct()
                .toList();
    }
}
