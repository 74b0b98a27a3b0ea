package dev.changeover.view;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.step.Step;
import dev.changeover.view.Report.Case;
import dev.changeover.view.Report.Chart;
import dev.changeover.view.Report.Fact;
import dev.changeover.view.Report.Line;
import dev.changeover.view.Report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes reports of drills and of changeovers, from their journals alone. */
public final class Reports {
    private static final Ink PLAIN = new Ink(false, true);

    private Reports() {}

    public static Report of(List<DrillEvent> events) {
        DrillState state = DrillState.of(events);
        return new Report(
                "Drill of " + state.plan().name(),
                state.request().id().value(),
                verdict(state),
                DrillWords.sentence(state),
                state.startedAt(),
                facts(state),
                DrillCases.of(state),
                charts(state),
                events.stream()
                        .map(event -> new Line(event.at(), DrillWords.of(event)))
                        .toList());
    }

    public static Verdict verdict(DrillState state) {
        return state.end()
                .map(end -> switch (end) {
                    case End.Judged(var verdict, var _) -> verdict.passed() ? Verdict.PASSED : Verdict.MISSED;
                    case End.Stopped _ -> Verdict.FAILED;
                })
                .orElse(Verdict.UNFINISHED);
    }

    private static List<Fact> facts(DrillState state) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Asked for", DrillWords.asked(state)));
        state.precheck()
                .flatMap(DrillEvent.Prechecked::active)
                .ifPresent(home -> facts.add(new Fact("Home", home.code())));
        for (Leg leg : Leg.values()) {
            state.leg(leg)
                    .flatMap(DrillState.LegRun::result)
                    .ifPresent(result -> facts.add(new Fact(DrillWords.name(leg), leg(state, result))));
        }
        state.soak()
                .ifPresent(soak -> facts.add(new Fact(
                        "Soak",
                        Words.of(state.request().soak()) + ", " + soak.probes() + " probes, " + soak.failed()
                                + " failed")));
        state.timeToFailure().ifPresent(time -> facts.add(new Fact("Time to failure", Words.of(time))));
        facts.add(new Fact(
                "Objectives",
                "RTO " + Words.of(state.plan().objectives().rto()) + ", RPO "
                        + Words.of(state.plan().objectives().rpo())));
        return facts;
    }

    private static String leg(DrillState state, LegResult result) {
        String recovery = result.recovery().map(Words::of).orElse("not measured");
        String label = state.passed() ? "RTO " : "recovered after ";
        return result.from() + " → " + result.to() + ", " + label + recovery
                + result.writeGap()
                        .map(gap -> ", writes failed for at most " + Words.of(gap))
                        .orElse("");
    }

    private static List<Chart> charts(DrillState state) {
        List<Chart> charts = new ArrayList<>();
        for (Leg leg : Leg.values()) {
            state.leg(leg)
                    .ifPresent(run -> run.result()
                            .ifPresent(result -> charts.add(new Chart(
                                    DrillWords.name(leg) + ", " + result.from() + " → " + result.to(),
                                    run.startedAt(),
                                    state.plan().objectives().rto(),
                                    result.steps().stream()
                                            .map(span -> new Chart.Bar(
                                                    span.step().toString(),
                                                    span.from(),
                                                    span.to(),
                                                    span.skipped(),
                                                    span.said()))
                                            .toList()))));
        }
        return charts;
    }

    /** The report of a changeover that is no drill, or not asked about as one. */
    public static Report ofChangeover(List<Event> events) {
        ChangeoverState state = Fold.of(events);
        var words = new EventWords(PLAIN);
        return new Report(
                "Changeover of " + state.plan().name(),
                state.request().id().value(),
                verdict(state),
                Words.headline(state, PLAIN) + ": " + Words.of(state.phase()),
                state.startedAt(),
                facts(state),
                cases(state),
                List.of(chart(state)),
                events.stream()
                        .map(event -> new Line(
                                event.at(),
                                EventWords.step(event).map(step -> step + ": ").orElse("") + words.of(event)))
                        .toList());
    }

    private static Verdict verdict(ChangeoverState state) {
        return switch (state.phase()) {
            case Phase.Ended(var outcome, var _) when outcome == Outcome.CANCELLED -> Verdict.FAILED;
            case Phase.Ended(var outcome, var _) when outcome == Outcome.COMPLETED && !late(state) -> Verdict.PASSED;
            case Phase.Ended _ -> Verdict.MISSED;
            case Phase.Halted _ -> Verdict.FAILED;
            case Phase.Running _, Phase.Paused _, Phase.Cancelling _ -> Verdict.UNFINISHED;
        };
    }

    private static boolean late(ChangeoverState state) {
        return state.recoveryTime()
                .filter(took -> took.compareTo(state.plan().objectives().rto()) > 0)
                .isPresent();
    }

    private static List<Fact> facts(ChangeoverState state) {
        Duration objective = state.plan().objectives().rto();
        var by = state.request().by();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Asked for",
                Words.of(state.startedAt()) + " by " + by.who() + (by.reason().isBlank() ? "" : ": " + by.reason())));
        facts.add(new Fact(
                "RTO",
                state.recoveryTime().map(Words::of).orElse("not measured") + ", objective " + Words.of(objective)));
        state.findings()
                .forEach(finding -> facts.add(new Fact("Found", finding.code() + " (" + finding.evidence() + ")")));
        state.openDebts().forEach(debt -> facts.add(new Fact("Owed", debt.debt().inWords())));
        return facts;
    }

    private static List<Case> cases(ChangeoverState state) {
        List<Case> cases = new ArrayList<>();
        for (Step step : state.steps()) {
            Progress progress = state.progress(step.name());
            Case.Result result = switch (progress.status()) {
                case Progress.Status.Satisfied _ -> Case.Result.HELD;
                case Progress.Status.Skipped _, Progress.Status.Halted _ -> Case.Result.FAILED;
                case Progress.Status.Pending _, Progress.Status.Running _ -> Case.Result.SKIPPED;
            };
            String said = Words.of(progress.status()) + ": " + progress.said();
            cases.add(new Case(step.name().toString(), progress.took(), result, said));
        }
        Optional<Duration> took = state.recoveryTime();
        cases.add(new Case(
                "rto",
                took,
                took.isEmpty() ? Case.Result.SKIPPED : late(state) ? Case.Result.FAILED : Case.Result.HELD,
                took.map(Words::of).orElse("not measured") + ", objective "
                        + Words.of(state.plan().objectives().rto())));
        return cases;
    }

    private static Chart chart(ChangeoverState state) {
        List<Chart.Bar> bars = new ArrayList<>();
        for (Step step : state.steps()) {
            Progress progress = state.progress(step.name());
            boolean skipped = progress.status() instanceof Progress.Status.Skipped;
            progress.startedAt()
                    .ifPresent(from -> progress.endedAt()
                            .ifPresent(to -> bars.add(
                                    new Chart.Bar(step.name().toString(), from, to, skipped, progress.said()))));
        }
        return new Chart(
                Words.headline(state, PLAIN),
                state.startedAt(),
                state.plan().objectives().rto(),
                bars);
    }
}
