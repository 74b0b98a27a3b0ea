package dev.changeover.core.run;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.World;
import dev.changeover.core.step.DatabaseRule;
import dev.changeover.core.step.Decision;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.Memory;
import dev.changeover.core.step.PreflightRule;
import dev.changeover.core.step.RoutingRule;
import dev.changeover.core.step.SecretRule;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.Surroundings;
import dev.changeover.core.step.VerifyRule;
import dev.changeover.core.step.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looks at what a step is about and hands it to the step's rule. */
final class Observer {
    private final World world;

    Observer(World world) {
        this.world = world;
    }

    /** What is to be done, and what was found on the way. */
    record Sight(Decision decision, List<Finding> findings) {
        Sight(Decision decision) {
            this(decision, List.of());
        }
    }

    Sight look(Step step, ChangeoverState state, Memory memory) {
        return switch (step) {
            case Step.Preflight preflight -> {
                var findings = findings(preflight, state.plan(), state);
                yield new Sight(
                        PreflightRule.decide(findings, state.mode(), state.acknowledged(), memory.waited()), findings);
            }
            case Step.Approve _ -> new Sight(approval(state));
            case Step.StageSecret stage ->
                new Sight(
                        SecretRule.stage(stage, world.secrets().view(stage.to().secret()), memory));
            case Step.SwitchDatabase move -> new Sight(move(move, memory));
            case Step.VerifyWritable verify -> new Sight(writable(verify, state));
            case Step.RewriteSecret rewrite -> new Sight(rewrite(rewrite, memory));
            case Step.ShiftTraffic shift ->
                new Sight(RoutingRule.decide(shift, world.routing().view(state.plan()), memory));
            case Step.VerifyTraffic verify ->
                new Sight(VerifyRule.traffic(verify, world.probes().traffic(verify.traffic(), verify.to())));
            case Step.Report _ ->
                new Sight(new Decision.Satisfied(
                        state.openDebts().isEmpty()
                                ? "nothing is owed"
                                : "owed: "
                                        + String.join(
                                                "; ",
                                                state.openDebts().stream()
                                                        .map(owed -> owed.debt().inWords())
                                                        .toList())));
        };
    }

    /** A graceful move that takes long may be one out of a Region that has died since, which only a person can tell. */
    private Decision move(Step.SwitchDatabase move, Memory memory) {
        Callable<Object> database = () -> world.database().view(move.database(), move.to(), move.from());
        if (move.mode() == Mode.UNGRACEFUL || memory.waited().compareTo(DatabaseRule.SOURCE_PATIENCE) < 0) {
            return DatabaseRule.decide(move, world.database().view(move.database(), move.to(), move.from()), memory);
        }
        List<Object> seen = world.sideBySide(
                List.of(database, () -> world.secrets().view(move.from().secret())));
        return DatabaseRule.heeding(
                move, DatabaseRule.decide(move, (DatabaseView) seen.get(0), memory), (SecretView) seen.get(1));
    }

    private Decision writable(Step.VerifyWritable step, ChangeoverState state) {
        if (!(state.progress(StepName.STAGE_SECRET).status() instanceof Status.Skipped)) {
            return VerifyRule.writable(world.probes().writable(step.to()));
        }
        return switch (world.secrets().view(step.to().secret())) {
            case SecretView.Unreadable(var why, var _) ->
                new Decision.Wait(WaitReason.SECRET_UNREADABLE, why.toString());
            case SecretView.Held held ->
                VerifyRule.through(step, held)
                        .map(version -> VerifyRule.writable(world.probes().writable(step.to(), version)))
                        .orElseGet(() -> new Decision.Halt(
                                HaltReason.NOTHING_TO_PROBE_BY,
                                "it names " + held.current().names() + ", not "
                                        + step.to().database()));
        };
    }

    private List<Finding> findings(Step.Preflight step, ApplicationPlan plan, ChangeoverState state) {
        boolean graceful = step.mode() == Mode.GRACEFUL;
        return PreflightRule.findings(step, around(step, plan, graceful), state.acceptedLoss(), plan.objectives());
    }

    /**
     * Everything Preflight looks at, side by side: one slow answer costs no more than itself.
     *
     * @param askSource whether the source's Region is asked too; while it may be dark that costs a call's whole bound
     */
    Surroundings around(Step.Preflight step, ApplicationPlan plan, boolean askSource) {
        Site trusted = step.mode() == Mode.GRACEFUL ? step.from() : step.to();
        int readers = step.mode() == Mode.GRACEFUL ? PreflightRule.ROUTING_QUORUM : RoutingPort.READERS;
        List<Callable<Object>> reads = new ArrayList<>(List.of(
                () -> world.database().view(step.database(), trusted, plan.other(trusted.region())),
                () -> world.secrets().view(step.to().secret()),
                () -> world.routing().view(plan, readers),
                () -> world.lag().lag(step.to(), step.from())));
        if (askSource) {
            reads.add(() -> world.secrets().view(step.from().secret()));
        }
        List<Object> seen = world.sideBySide(reads);
        return new Surroundings(
                (DatabaseView) seen.get(0),
                (SecretView) seen.get(1),
                askSource ? Optional.of((SecretView) seen.get(4)) : Optional.empty(),
                (RoutingView) seen.get(2),
                (LagView) seen.get(3));
    }

    private static Decision approval(ChangeoverState state) {
        return state.approvedBy()
                .<Decision>map(who -> new Decision.Satisfied("approved by " + who))
                .orElseGet(() -> new Decision.Wait(
                        WaitReason.APPROVAL_NEEDED,
                        "anyone but " + state.request().by().who()));
    }

    /** In an ungraceful move the source's secret is owed without asking: traffic must not wait for a dark Region. */
    private Decision rewrite(Step.RewriteSecret step, Memory memory) {
        if (step.mode() == Mode.UNGRACEFUL) {
            return SecretRule.rewrite(step, world.secrets().view(step.to().secret()), Optional.empty(), memory);
        }
        List<SecretView> views = world.sideBySide(List.of(
                () -> world.secrets().view(step.to().secret()),
                () -> world.secrets().view(step.from().secret())));
        return SecretRule.rewrite(step, views.get(0), Optional.of(views.get(1)), memory);
    }
}
