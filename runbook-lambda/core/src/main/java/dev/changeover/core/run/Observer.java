package dev.changeover.core.run;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
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

    /** What is to be done, what was found on the way, and what the next step need not look at again. */
    record Sight(Decision decision, List<Finding> findings, Foresight foresight) {
        Sight(Decision decision) {
            this(decision, List.of(), Foresight.NONE);
        }
    }

    /** What {@code next} looks at first, where it begins with something to be done; empty for any other step. */
    Optional<Callable<Object>> ahead(Step next, ApplicationPlan plan) {
        return switch (next) {
            case Step.RewriteSecret rewrite -> Optional.of(() -> Foresight.of(rewrite, secrets(rewrite)));
            case Step.ShiftTraffic shift ->
                // One endpoint's word will do: nothing is believed by it, and what follows is read back from two.
                Optional.of(() -> Foresight.of(shift, world.routing().view(plan, 1)));
            case Step.Preflight _,
                    Step.Approve _,
                    Step.StageSecret _,
                    Step.SwitchDatabase _,
                    Step.VerifyWritable _,
                    Step.VerifyTraffic _,
                    Step.Report _ -> Optional.empty();
        };
    }

    Sight look(Step step, ChangeoverState state, Memory memory, Foresight foresight) {
        return switch (step) {
            case Step.Preflight preflight -> preflight(preflight, state, memory);
            case Step.Approve _ -> new Sight(approval(state));
            case Step.StageSecret stage ->
                new Sight(Foresight.decide(
                        foresight.secrets().map(Foresight.Secrets::target),
                        () -> world.secrets().view(stage.to().secret()),
                        seen -> SecretRule.stage(stage, seen, memory)));
            case Step.SwitchDatabase move -> new Sight(move(move, memory));
            case Step.VerifyWritable verify -> new Sight(writable(verify, state));
            case Step.RewriteSecret rewrite -> rewrite(rewrite, memory, foresight);
            case Step.ShiftTraffic shift ->
                new Sight(Foresight.decide(
                        foresight.routing(),
                        () -> world.routing().view(state.plan()),
                        seen -> RoutingRule.decide(shift, seen, memory)));
            case Step.VerifyTraffic verify ->
                new Sight(VerifyRule.traffic(verify, world.probes().traffic(verify.traffic(), verify.to())));
            case Step.Report _ -> new Sight(new Decision.Satisfied(owed(state)));
        };
    }

    /** What was foreseen serves both writes, the target's and then the source's, and no verification. */
    private Sight rewrite(Step.RewriteSecret step, Memory memory, Foresight foresight) {
        Optional<Decision> write = foresight
                .secrets()
                .flatMap(seen -> SecretRule.rewriteAhead(step, seen.target(), seen.source(), memory))
                .filter(Decision.Act.class::isInstance);
        if (write.isPresent()) {
            return rewrite(write.get(), foresight);
        }
        Foresight.Secrets seen = secrets(step);
        return rewrite(SecretRule.rewrite(step, seen.target(), seen.source(), memory), Foresight.of(step, seen));
    }

    private static Sight rewrite(Decision decision, Foresight seen) {
        boolean first = decision instanceof Decision.Act(var action) && action instanceof Action.MakeSecretCurrent;
        return new Sight(decision, List.of(), first ? seen : Foresight.NONE);
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

    private static String owed(ChangeoverState state) {
        List<String> owed =
                state.openDebts().stream().map(one -> one.debt().inWords()).toList();
        return owed.isEmpty() ? "nothing is owed" : "owed: " + String.join("; ", owed);
    }

    /** It sees the target's secret, which is what StageSecret looks at. */
    private Sight preflight(Step.Preflight step, ChangeoverState state, Memory memory) {
        Surroundings seen = around(step, state.plan(), step.mode() == Mode.GRACEFUL);
        List<Finding> findings = PreflightRule.findings(
                step, seen, state.acceptedLoss(), state.plan().objectives());
        Decision decision = PreflightRule.decide(findings, state.mode(), state.acknowledged(), memory.waited());
        Foresight foresight = state.steps().stream()
                .filter(Step.StageSecret.class::isInstance)
                .findFirst()
                .map(stage -> Foresight.of(stage, new Foresight.Secrets(seen.targetSecret(), seen.sourceSecret())))
                .orElse(Foresight.NONE);
        return new Sight(decision, findings, foresight);
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
    private Foresight.Secrets secrets(Step.RewriteSecret step) {
        if (step.mode() == Mode.UNGRACEFUL) {
            return new Foresight.Secrets(world.secrets().view(step.to().secret()), Optional.empty());
        }
        List<SecretView> views = world.sideBySide(List.of(
                () -> world.secrets().view(step.to().secret()),
                () -> world.secrets().view(step.from().secret())));
        return new Foresight.Secrets(views.get(0), Optional.of(views.get(1)));
    }
}
