package dev.changeover.view;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.drill.DrillVerdict;
import dev.changeover.core.drill.Leg;
import java.util.stream.Collectors;

/** What a drill says of itself. */
public final class DrillWords {
    private DrillWords() {}

    /** How it came out, or where it is. */
    public static String sentence(DrillState state) {
        return state.end()
                .map(end -> switch (end) {
                    case End.Judged(var verdict, var _) -> judged(verdict);
                    case End.Stopped(var phase, var reason, var said, var _) ->
                        "Stopped at " + phase + ": " + reason.inWords() + " (" + said + "). What to do: "
                                + reason.whatToDo() + ".";
                })
                .orElseGet(() -> "Not finished: it is at " + state.phase().orElseThrow() + ".");
    }

    private static String judged(DrillVerdict verdict) {
        return verdict.passed()
                ? "Passed: there and back, within the objectives."
                : "Came home, but missed: "
                        + verdict.missed().stream()
                                .map(missed -> missed.name() + " (" + missed.measured() + "; " + missed.wanted() + ")")
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    static String name(Leg leg) {
        return switch (leg) {
            case FAILOVER -> "Failover";
            case FAILBACK -> "Failback";
        };
    }

    static String asked(DrillState state) {
        var by = state.request().by();
        return Words.of(state.startedAt()) + " by " + by.who() + (by.reason().isBlank() ? "" : ": " + by.reason());
    }

    /** An event as one line for an operator. */
    public static String of(DrillEvent event) {
        return switch (event) {
            case DrillEvent.Started started ->
                "started by " + started.request().by().who();
            case DrillEvent.DriverTook(var driver, var _) -> driver + " drives";
            case DrillEvent.DriverLost(var why, var _) -> "driver lost: " + why;
            case DrillEvent.Prechecked checked -> prechecked(checked);
            case DrillEvent.LegStarted(var leg, var changeover, var _) -> leg + " begins: " + changeover;
            case DrillEvent.LegEnded(var leg, var result, var _) ->
                leg + " completed"
                        + result.recovery()
                                .map(time -> ", healthy in " + result.to() + " after " + Words.of(time))
                                .orElse("");
            case DrillEvent.SoakStarted _ -> "soak begins";
            case DrillEvent.SoakProbed(var probes, var failed, var said, var _) ->
                probes + " probes, " + failed + " failed: " + said;
            case DrillEvent.SoakEnded _ -> "soak is over";
            case DrillEvent.Stopped(var phase, var reason, var said, var _) ->
                "stopped at " + phase + ": " + reason.inWords() + " (" + said + ")";
            case DrillEvent.Judged(var verdict, var _) -> judged(verdict);
        };
    }

    private static String prechecked(DrillEvent.Prechecked checked) {
        return "prechecked, active in "
                + checked.active().map(Object::toString).orElse("an unknown Region") + ", "
                + (checked.findings().isEmpty()
                        ? "nothing found"
                        : "found "
                                + checked.findings().stream()
                                        .map(finding -> finding.code() + " (" + finding.check() + ": "
                                                + finding.evidence() + ")")
                                        .collect(Collectors.joining("; ")));
    }
}
