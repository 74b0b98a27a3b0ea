package dev.changeover.view;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.PreflightRule;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All an operator should know before saying yes.
 *
 * @param findings what Preflight will find if nothing changes
 * @param live the application's live changeover, which blocks another
 */
public record Outlook(
        ApplicationPlan plan,
        ChangeoverRequest request,
        Surroundings seen,
        List<Finding> findings,
        Optional<ChangeoverId> live) {

    /** The database, the target's secret and the routing controls: without any of them there is nothing to go by. */
    private static final int READS = 3;

    public Outlook {
        findings = List.copyOf(findings);
    }

    public static Outlook of(
            ApplicationPlan plan, ChangeoverRequest request, Surroundings seen, Optional<ChangeoverId> live) {
        var step = new Step.Preflight(
                plan.site(request.from()), plan.site(request.to()), request.mode(), plan.globalCluster());
        return new Outlook(
                plan,
                request,
                seen,
                PreflightRule.findings(step, seen, request.acceptedLoss(), plan.objectives()),
                live);
    }

    public Site from() {
        return plan.site(request.from());
    }

    public Site to() {
        return plan.site(request.to());
    }

    public Direction direction() {
        return plan.directionTo(request.to());
    }

    /** What the operator types to say yes. */
    public String phrase() {
        return plan.name() + " " + request.to();
    }

    /** Findings that stop the changeover and that the request does not acknowledge. */
    public List<Finding> blocking() {
        return findings.stream()
                .filter(finding -> finding.stops(request.mode(), request.acknowledged()))
                .toList();
    }

    /** Where the writer is; empty while it moves or cannot be read. */
    public Optional<Region> active() {
        return seen.database() instanceof DatabaseView.WriterIn writer
                ? Optional.of(writer.region())
                : Optional.empty();
    }

    /** Why nothing could be read, if nothing could. */
    public Optional<PortFailure> blind() {
        List<PortFailure> failures = failures();
        return failures.size() == READS ? Optional.of(failures.getFirst()) : Optional.empty();
    }

    /** A missing right among what was read: no changeover comes far without it. */
    public Optional<PortFailure> denied() {
        return failures().stream()
                .filter(why -> why.code() == PortFailure.Code.DENIED)
                .findFirst();
    }

    public boolean graceful() {
        return request.mode() == Mode.GRACEFUL;
    }

    private List<PortFailure> failures() {
        return Stream.of(
                        Unreadable.why(seen.database()),
                        Unreadable.why(seen.targetSecret()),
                        Unreadable.why(seen.routing()))
                .flatMap(Optional::stream)
                .toList();
    }
}
