package dev.changeover.view;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import java.util.Optional;

/** An application as it stands. */
public final class StandingText {
    private final Ink ink;

    public StandingText(Ink ink) {
        this.ink = ink;
    }

    /**
     * The application's latest changeover.
     *
     * @param certain false if a journal could not be read, so that there may be a later one
     */
    public record Latest(Optional<ChangeoverState> state, boolean certain) {}

    public String of(ApplicationPlan plan, Standing seen, Latest latest) {
        var table = new Table()
                .row("Database", database(seen.database()))
                .row(
                        "Secret in " + plan.primary().region(),
                        secret(seen.secrets().get(0)))
                .row(
                        "Secret in " + plan.secondary().region(),
                        secret(seen.secrets().get(1)))
                .row("Routing controls", routing(seen.routing()))
                .row(
                        "Replication",
                        OutlookText.lag(seen.lag(), plan.objectives().rpo()))
                .row(plan.traffic().name(), resolution(seen.traffic()))
                .row("Health", health(seen.traffic().health()))
                .row("Changeover", changeover(latest));
        var text = new StringBuilder();
        text.append(ink.bold(plan.name() + ", " + plan.primary().region() + " (primary) and "
                        + plan.secondary().region() + " (secondary)"))
                .append('\n');
        text.append(table.toString().strip().indent(2));
        latest.state()
                .ifPresent(state -> text.append(new ReportText(ink).owed(state).indent(2)));
        return text.toString();
    }

    private String database(DatabaseView seen) {
        String words = OutlookText.database(seen);
        return switch (seen) {
            case DatabaseView.WriterIn writer -> ink.mark(writer.ready() ? Mark.DONE : Mark.WARN, words);
            case DatabaseView.Moving _ -> ink.mark(Mark.RUNNING, words);
            case DatabaseView.Broken _ -> ink.mark(Mark.HALTED, words);
            case DatabaseView.Unreadable _ -> ink.mark(Mark.WARN, words);
        };
    }

    private String secret(SecretView seen) {
        String names = OutlookText.names(Optional.of(seen));
        return seen instanceof SecretView.Held ? "names " + names : ink.mark(Mark.WARN, names);
    }

    private String routing(RoutingView seen) {
        return switch (seen) {
            case RoutingView.States states -> {
                String on = states.on().isEmpty()
                        ? "none is On"
                        : "On: "
                                + String.join(
                                        ", ",
                                        states.on().stream()
                                                .map(Object::toString)
                                                .toList());
                yield ink.mark(
                        states.on().size() == 1 ? Mark.DONE : Mark.WARN, on + ", read from " + states.readFrom());
            }
            case RoutingView.Unreadable(var why, var _) -> ink.mark(Mark.WARN, "unknown, " + Words.of(why));
        };
    }

    private String resolution(TrafficView seen) {
        return switch (seen.resolution()) {
            case TrafficView.Resolution.Answered(var answers) -> "is " + String.join(", ", answers);
            case TrafficView.Resolution.Unreadable(var why) -> ink.mark(Mark.WARN, "unknown, DNS is " + Words.of(why));
        };
    }

    private String health(ProbeView seen) {
        return switch (seen) {
            case ProbeView.Passed(var evidence, var _) -> ink.mark(Mark.DONE, "healthy: " + evidence);
            case ProbeView.Failed(var why, var _) -> ink.mark(Mark.WARN, "not healthy: " + why);
        };
    }

    private String changeover(Latest latest) {
        if (latest.certain()) {
            return latest.state().map(this::changeover).orElse("none so far");
        }
        return latest.state()
                .map(state -> changeover(state) + ", the latest that can be read")
                .orElseGet(() -> ink.mark(Mark.WARN, "unknown, the journal cannot be read"));
    }

    private String changeover(ChangeoverState state) {
        return ink.mark(Words.mark(state.phase()), Words.of(state.phase())) + ", " + Words.headline(state, ink) + ", "
                + state.request().id();
    }
}
