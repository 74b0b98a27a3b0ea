package dev.changeover.simulation;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.OwedDebt;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.step.Debt;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What must never happen, whatever fails. Each has a name, and is looked at after every event. */
final class Safety {
    private final Simulation simulation;
    private final Map<ChangeoverId, DatabaseView> lastSeen = new HashMap<>();
    private final Map<ChangeoverId, TrafficView> lastTraffic = new HashMap<>();

    Safety(Simulation simulation) {
        this.simulation = simulation;
    }

    /** The world alone, looked at. */
    void look() {
        long writers = simulation.database.writers().size();
        hold("never two writers", writers <= 1, () -> simulation.database.writers());
        boolean on = Simulation.REGIONS.stream()
                .map(simulation.plan::site)
                .anyMatch(site -> simulation
                        .account
                        .routing()
                        .cluster()
                        .isOn(site.control().value()));
        hold("never both routing controls Off", on, () -> "both are Off");
    }

    /** An event is in the journal. */
    void kept(ChangeoverId id, Event event) {
        List<Event> events = simulation.journal.kept().read(id);
        ChangeoverState before = Fold.of(events.subList(0, events.size() - 1));
        Fold.of(events);
        oneLive();
        switch (event) {
            case Event.ActionIntended(var _, var action, var at) -> {
                goesOnOnlyWhileRunning(before, event);
                neverAsksBlindly(events.subList(0, events.size() - 1), action, at);
            }
            case Event.StepSatisfied(var step, var _, var _) -> {
                goesOnOnlyWhileRunning(before, event);
                goesOnOnlyFromWhatItFound(id, before, step);
            }
            case Event.StepStarted _, Event.StepHalted _, Event.WaitBegan _, Event.DebtOwed _ ->
                goesOnOnlyWhileRunning(before, event);
            case Event.Started _,
                    Event.DriverTook _,
                    Event.DriverLeft _,
                    Event.FindingsRecorded _,
                    Event.ActionAnswered _,
                    Event.VerbGiven _,
                    Event.DebtIntended _,
                    Event.DebtAnswered _,
                    Event.DebtPaid _,
                    Event.Ended _ -> {
                // Checked by the fold.
            }
        }
        look();
    }

    private void oneLive() {
        List<ChangeoverId> live = simulation.journal.kept().history(simulation.plan.name()).stream()
                .filter(known -> !simulation.state(known).ended())
                .toList();
        hold("at most one live changeover", live.size() <= 1, () -> live);
    }

    private static void goesOnOnlyWhileRunning(ChangeoverState before, Event event) {
        hold(
                "a halted or paused changeover does nothing",
                before.phase() instanceof Phase.Running,
                () -> event + " while " + before.phase());
    }

    private void goesOnOnlyFromWhatItFound(ChangeoverId id, ChangeoverState state, StepName step) {
        var debts = state.openDebts().stream().map(OwedDebt::debt).toList();
        boolean ready = lastSeen.get(id) instanceof DatabaseView.WriterIn moved
                && moved.ready()
                && moved.region().equals(state.request().to());
        hold(
                "the move is over before anything builds on it",
                step != StepName.SWITCH_DATABASE || ready,
                () -> lastSeen.get(id));
        boolean following = lastSeen.get(id) instanceof DatabaseView.WriterIn writer
                && writer.replica() == DatabaseView.Replica.CONNECTED;
        hold(
                "a replica that does not follow is owed",
                step != StepName.SWITCH_DATABASE
                        || following
                        || debts.contains(new Debt.ReplicaOwed(state.request().from())),
                () -> debts);
        boolean well = step != StepName.VERIFY_TRAFFIC || lastTraffic.get(id).health() instanceof ProbeView.Passed;
        hold("traffic is verified only where the application is well", well, () -> lastTraffic.get(id));
        Site from = simulation.plan.site(state.request().from());
        Endpoint writer = simulation.plan.site(state.request().to()).database();
        hold(
                "a secret that does not name the target is owed",
                step != StepName.REWRITE_SECRET
                        || current(from.secret()).equals(Optional.of(writer))
                        || debts.contains(new Debt.SecretOwed(from.region())),
                () -> debts);
    }

    /** RDS has no token for its moves: a lost reply is waited out. */
    private void neverAsksBlindly(List<Event> before, Action action, Instant now) {
        if (!(action instanceof Action.SwitchOver || action instanceof Action.FailOver)) {
            return;
        }
        Optional<Answer> answer = Optional.empty();
        for (Event event : before.reversed()) {
            if (event instanceof Event.ActionAnswered answered && answer.isEmpty()) {
                answer = Optional.of(answered.answer());
            }
            if (event instanceof Event.ActionIntended(var _, var earlier, var at)) {
                boolean lost = answer.isEmpty() || answer.get() instanceof Answer.Unknown;
                Duration since = Duration.between(at, now);
                boolean waited = since.compareTo(simulation.plan.timeouts().lostReply()) >= 0;
                hold(
                        "a lost reply is never answered by asking again blindly",
                        !lost || waited || !earlier.equals(action),
                        () -> action + " again after " + since);
                return;
            }
        }
    }

    /** A write leaves a driver. */
    void leaves(ChangeoverId id, Action action) {
        List<Event> events = simulation.journal.kept().read(id);
        hold("every effect was intended in the journal first", openIntent(events, action), () -> action);
        if (action instanceof Action.FailOver) {
            Mode mode = Fold.of(events).mode();
            hold("only a person allows loss", mode == Mode.UNGRACEFUL, () -> action + " while " + mode);
        }
        if (action instanceof Action.PromoteSecretReplica) {
            promotesOnlyWhatItsHomeLeftAlone(events);
        }
        if (action instanceof Action.ShiftTraffic) {
            Progress verified = Fold.of(events).progress(StepName.VERIFY_WRITABLE);
            hold(
                    "traffic is shifted only after the database was verified writable or a person skipped that",
                    verified.over(),
                    () -> verified);
        }
    }

    /** A promotion cannot be undone. */
    private static void promotesOnlyWhatItsHomeLeftAlone(List<Event> events) {
        long silences = events.stream()
                .filter(event -> event instanceof Event.ActionAnswered answered
                        && (answered.step() == StepName.STAGE_SECRET || answered.step() == StepName.REWRITE_SECRET)
                        && answered.answer() instanceof Answer.Unknown)
                .count();
        hold("a replica is promoted only after its home was silent more than once", silences > 1, () -> events);
    }

    private static boolean openIntent(List<Event> events, Action action) {
        for (Event event : events.reversed()) {
            switch (event) {
                case Event.ActionIntended(var _, var intended, var _) -> {
                    return intended.equals(action);
                }
                case Event.DebtIntended(var _, var intended, var _) -> {
                    return intended.equals(action);
                }
                case Event.ActionAnswered _, Event.DebtAnswered _ -> {
                    return false;
                }
                default -> {
                    // Told of something else.
                }
            }
        }
        return false;
    }

    /** A write reaches AWS. */
    Answer arrives(ChangeoverId id, Action action, Supplier<Answer> send) {
        Optional<SecretArn> secret = secret(action);
        Optional<Endpoint> before = secret.flatMap(this::current);
        Answer answer = send.get();
        Optional<Endpoint> after = secret.flatMap(this::current);
        Site to = simulation.plan.site(simulation.state(id).request().to());
        hold(
                "AWSCURRENT is moved only to a version that names the target",
                after.equals(before) || after.equals(Optional.of(to.database())),
                () -> action + ": " + before + " → " + after);
        look();
        return answer;
    }

    private static Optional<SecretArn> secret(Action action) {
        return switch (action) {
            case Action.StageSecret stage -> Optional.of(stage.secret());
            case Action.MakeSecretCurrent move -> Optional.of(move.secret());
            case Action.RewriteSecret rewrite -> Optional.of(rewrite.secret());
            case Action.PromoteSecretReplica promote -> Optional.of(promote.secret());
            case Action.SwitchOver _, Action.FailOver _, Action.ShiftTraffic _ -> Optional.empty();
        };
    }

    /** Past all faults: whoever watches sees everything. */
    private Optional<Endpoint> current(SecretArn secret) {
        return simulation.shop.named(secret, "AWSCURRENT");
    }

    /** A look at the database was answered. */
    DatabaseView saw(ChangeoverId id, DatabaseView seen) {
        lastSeen.put(id, seen);
        return seen;
    }

    /** A look at the traffic was answered. */
    TrafficView saw(ChangeoverId id, TrafficView seen) {
        lastTraffic.put(id, seen);
        return seen;
    }

    /** The write probe was answered. */
    ProbeView probed(ChangeoverId id, Site site, ProbeView seen) {
        boolean staged =
                simulation.state(id).progress(StepName.STAGE_SECRET).status() instanceof Progress.Status.Satisfied;
        hold(
                "the probe passes only where the database takes writes",
                !(seen instanceof ProbeView.Passed)
                        || !staged
                        || simulation.database.writers().contains(Simulation.server(site.region())),
                () -> seen + " in " + site.region());
        return seen;
    }

    /** Acknowledged orders are lost only by an ungraceful move, and only what had not crossed the link. */
    void accountForLoss() {
        List<VirtualShop.Promise> lost = simulation.lost();
        hold("a graceful changeover loses nothing", lost.isEmpty() || simulation.plane.failovers > 0, () -> lost);
        for (VirtualShop.Promise promise : lost) {
            Instant crossed = promise.at().plus(simulation.plane.delayMax);
            boolean caught = simulation.plane.cuts.stream()
                    .anyMatch(cut -> !cut.isBefore(promise.at()) && !cut.isAfter(crossed));
            hold("no more is lost than was on the link", caught || !promise.followed(), () -> promise);
        }
    }

    /** The good end, as the whole world shows it. */
    void allIsWellIn(Site active) {
        hold("the writer is in the target", simulation.writer().equals(active.region()), simulation::global);
        hold("the move is over", simulation.global().move().isEmpty(), simulation::global);
        hold("the replica is connected", simulation.connected(), simulation::global);
        for (var region : Simulation.REGIONS) {
            SecretView seen =
                    simulation.world.secrets().view(simulation.plan.site(region).secret());
            boolean names = seen instanceof SecretView.Held held
                    && held.current().names().equals(active.database());
            hold("the secrets name the writer", names, () -> region + ": " + seen);
        }
        RoutingView routing = simulation.world.routing().view(simulation.plan);
        boolean one =
                routing instanceof RoutingView.States states && states.on().equals(List.of(active.region()));
        hold("one control is On", one, () -> routing);
        Optional<String> refused = simulation.shop.order(simulation.plan);
        hold("an order succeeds", refused.isEmpty(), () -> refused);
    }

    static void hold(String name, boolean holds, Supplier<Object> found) {
        if (!holds) {
            throw new AssertionError(name + " — broken: " + found.get());
        }
    }
}
