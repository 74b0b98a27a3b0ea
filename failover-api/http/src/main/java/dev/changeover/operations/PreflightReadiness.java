package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.World;
import dev.changeover.core.run.Preview;
import dev.changeover.core.step.Finding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Readiness as Preflight would see it: whether a graceful move to the standby could begin now. */
public final class PreflightReadiness implements ReadinessBoard {
    private final Worlds worlds;
    private final InstantSource clock;
    private final Map<ApplicationName, Readiness> found = new ConcurrentHashMap<>();

    public PreflightReadiness(Worlds worlds, InstantSource clock) {
        this.worlds = worlds;
        this.clock = clock;
    }

    @Override
    public Readiness of(ApplicationPlan plan) {
        return found.getOrDefault(plan.name(), Readiness.unknown("nobody has looked since this service started"));
    }

    @Override
    public Readiness run(ApplicationPlan plan) {
        World world = worlds.of(plan);
        Site to = standby(world, plan);
        var request = new ChangeoverRequest(
                new ChangeoverId("readiness"),
                plan.other(to.region()).region(),
                to.region(),
                Mode.GRACEFUL,
                new Actor("readiness", ""),
                Optional.empty(),
                Set.of(),
                List.of());
        Instant now = clock.instant();
        List<Readiness.Check> checks = Preview.of(world, plan, request).findings().stream()
                .map(finding -> check(finding, to.region(), now))
                .toList();
        Readiness readiness = verdict(checks, to.region(), now);
        found.put(plan.name(), readiness);
        return readiness;
    }

    private static Site standby(World world, ApplicationPlan plan) {
        boolean inSecondary = world.database().view(plan.globalCluster(), plan.primary(), plan.secondary())
                        instanceof DatabaseView.WriterIn writer
                && writer.region().equals(plan.secondary().region());
        return inSecondary ? plan.primary() : plan.secondary();
    }

    private static Readiness verdict(List<Readiness.Check> checks, Region to, Instant now) {
        boolean blocked = checks.stream()
                .anyMatch(check -> check.severity() == Readiness.Severity.BLOCKING
                        || check.severity() == Readiness.Severity.UNREADABLE);
        return new Readiness(
                blocked ? Readiness.State.NOT_READY : Readiness.State.READY,
                blocked
                        ? "a graceful move to " + to + " would be stopped"
                        : "a graceful move to " + to + " could begin",
                Optional.of(now),
                checks);
    }

    private static Readiness.Check check(Finding finding, Region to, Instant now) {
        Readiness.Severity severity = finding.code().weather()
                ? Readiness.Severity.UNREADABLE
                : finding.blocks(Mode.GRACEFUL) ? Readiness.Severity.BLOCKING : Readiness.Severity.WARNING;
        return new Readiness.Check(
                finding.code().name(),
                severity,
                Optional.of(to),
                finding.evidence(),
                finding.code().remedy(),
                now);
    }
}
