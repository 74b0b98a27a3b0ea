package dev.changeover.view;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.OwedDebt;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.step.Step;
import java.time.Duration;

/** A changeover as its journal tells it: what was measured, what was said, what is owed. */
public final class ReportText {
    private final Ink ink;

    public ReportText(Ink ink) {
        this.ink = ink;
    }

    public String of(ChangeoverState state) {
        var text = new StringBuilder();
        text.append(ink.bold(Words.headline(state, ink))).append('\n');
        text.append("  Id         ").append(state.request().id()).append('\n');
        text.append("  State      ")
                .append(ink.mark(Words.mark(state.phase()), Words.of(state.phase())))
                .append('\n');
        text.append("  Asked for  ").append(asked(state)).append('\n');
        text.append("  RTO        ").append(recovery(state)).append('\n');
        if (state.phase() instanceof Phase.Ended(var _, var at)) {
            text.append("  Whole      ")
                    .append(Words.of(Duration.between(state.startedAt(), at)))
                    .append('\n');
        }
        text.append(steps(state).toString().indent(2));
        state.findings()
                .forEach(finding -> text.append("  Found  ")
                        .append(finding.code())
                        .append(" (")
                        .append(finding.evidence())
                        .append(")\n"));
        state.verbs()
                .forEach(verb -> text.append("  Said   ")
                        .append(Words.of(verb))
                        .append(" by ")
                        .append(verb.by().who())
                        .append(": ")
                        .append(verb.by().reason())
                        .append('\n'));
        state.debts().forEach(debt -> text.append("  ").append(debt(debt)).append('\n'));
        return text.toString();
    }

    /** What is still owed, and the command that pays it; empty if nothing is. */
    public String owed(ChangeoverState state) {
        if (state.openDebts().isEmpty()) {
            return "";
        }
        var text = new StringBuilder();
        state.openDebts().forEach(debt -> text.append(debt(debt)).append('\n'));
        return text.append("  Pay with: changeover reconcile ")
                .append(state.plan().name())
                .append('\n')
                .toString();
    }

    private String debt(OwedDebt debt) {
        return debt.paidAt()
                .map(at -> ink.mark(
                        Mark.DONE, "paid " + Words.of(at) + ": " + debt.debt().inWords()))
                .orElseGet(() -> ink.mark(
                        Mark.OWED,
                        "owed since " + Words.of(debt.since()) + ": "
                                + debt.debt().inWords()));
    }

    private static String asked(ChangeoverState state) {
        var by = state.request().by();
        return Words.of(state.startedAt()) + " by " + by.who() + (by.reason().isBlank() ? "" : ": " + by.reason());
    }

    private String recovery(ChangeoverState state) {
        Duration objective = state.plan().objectives().rto();
        return state.recoveryTime()
                .map(took -> took.compareTo(objective) > 0
                        ? ink.mark(Mark.WARN, Words.of(took) + ", objective " + Words.of(objective) + " missed")
                        : Words.of(took) + ", objective " + Words.of(objective) + " met")
                .orElse("not measured, objective " + Words.of(objective));
    }

    private Table steps(ChangeoverState state) {
        var table = new Table("STEP", "STATE", "TOOK", "WHAT");
        for (Step step : state.steps()) {
            Progress progress = state.progress(step.name());
            table.row(
                    step.name().toString(),
                    ink.mark(Words.mark(progress.status()), Words.of(progress.status())),
                    progress.took().map(Words::of).orElse("-"),
                    progress.said());
        }
        return table;
    }
}
