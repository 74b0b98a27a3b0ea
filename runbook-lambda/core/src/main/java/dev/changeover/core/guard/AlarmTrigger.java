package dev.changeover.core.guard;

import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.guard.GuardStore.Claiming;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.AlarmPort;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.World;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * From an alarm's event to a changeover, at most one. Each look reads everything anew, so it may be repeated, by
 * anybody and after any crash; the changeover's id is made of the event.
 */
public final class AlarmTrigger {
    /** Between two looks while something cannot be read. Ours: a throttled or restarting service is back by then. */
    static final Duration RETRY_EVERY = Duration.ofSeconds(20);

    private final GuardStore store;
    private final Journal journal;
    private final AlarmPort alarms;
    private final World world;

    public AlarmTrigger(GuardStore store, Journal journal, AlarmPort alarms, World world) {
        this.store = store;
        this.journal = journal;
        this.alarms = alarms;
        this.world = world;
    }

    /** Looks once. A refusal is kept in the store; a store that cannot be written does not change it. */
    public TriggerDecision look(ApplicationPlan plan, AlarmEvent event, Instant now) {
        try {
            return decide(new Start.Alarm(plan, event, sight(plan, event)), now);
        } catch (UncheckedIOException unreadable) {
            return unreadable(plan, event, now, unreadable.getMessage());
        }
    }

    private TriggerDecision decide(Start.Alarm start, Instant now) {
        var guards = new AlarmGuards(start, now);
        return switch (Guards.admit(start, Standing.of(start.plan(), store, journal, now))) {
            case Admission.Refused(var reasons) -> refused(start, reasons, now);
            case Admission.Allowed _ -> begin(start, guards.chosen().orElseThrow(), now);
        };
    }

    private TriggerDecision begin(Start.Alarm start, Mode mode, Instant now) {
        ChangeoverRequest request = request(start, mode);
        return switch (store.claim(start.event(), request.id())) {
            case Claiming.Claimed _ -> new TriggerDecision.Begin(request);
            case Claiming.ClaimedBy(var holder)
            // Whoever claimed it has not opened it yet, and may be dead.
            when holder.equals(request.id()) -> new TriggerDecision.Begin(request);
            case Claiming.ClaimedBy(var holder) ->
                refused(start, List.of(GuardReason.of(Code.DUPLICATE_EVENT, holder.value(), holder)), now);
            case Claiming.Unavailable(var why) -> unreadable(start.plan(), start.event(), now, why.toString());
        };
    }

    /** The quorum ripens by waiting; nothing else that is refused does. */
    private TriggerDecision refused(Start.Alarm start, List<GuardReason> reasons, Instant now) {
        boolean onlyQuorum = reasons.stream().allMatch(reason -> reason.code() == Code.QUORUM_MISSING);
        Optional<Instant> ripe =
                onlyQuorum ? new AlarmGuards(start, now).quorumRipeAt().filter(now::isBefore) : Optional.empty();
        return ripe.<TriggerDecision>map(at -> new TriggerDecision.LookAgain(at, reasons))
                .orElseGet(() -> kept(start.plan(), start.event(), reasons, now));
    }

    /** Looks again for as long as the event may be fresh, and gives up then. */
    private TriggerDecision unreadable(ApplicationPlan plan, AlarmEvent event, Instant now, String why) {
        List<GuardReason> reasons = List.of(GuardReason.of(Code.GUARDS_UNREADABLE, why));
        Instant again = now.plus(RETRY_EVERY);
        Duration patience = plan.alarmTrigger()
                .map(policy -> policy.sustained().plus(policy.eventAgeMax()))
                .orElse(Duration.ZERO);
        return again.isBefore(event.stateTime().plus(patience))
                ? new TriggerDecision.LookAgain(again, reasons)
                : kept(plan, event, reasons, now);
    }

    private TriggerDecision kept(ApplicationPlan plan, AlarmEvent event, List<GuardReason> reasons, Instant now) {
        store.keep(new RefusedStart(Optional.of(plan.name()), event.key(), reasons, now));
        return new TriggerDecision.Refused(reasons);
    }

    private static ChangeoverRequest request(Start.Alarm start, Mode mode) {
        ApplicationPlan plan = start.plan();
        AlarmPolicy policy = plan.alarmTrigger().orElseThrow();
        AlarmEvent event = start.event();
        String why = event.alarm().name() + " in " + event.alarm().region() + " changed to ALARM at "
                + event.stateTime() + ", and with it " + policy.quorum() + " of "
                + policy.alarms().size() + " for " + policy.sustained().toSeconds() + " s";
        return new ChangeoverRequest(
                event.changeoverOf(plan.name()),
                plan.primary().region(),
                plan.secondary().region(),
                mode,
                new Actor("alarm " + event.alarm().name(), why),
                mode == Mode.UNGRACEFUL ? Optional.of(policy.lossMax()) : Optional.empty(),
                Set.of(),
                List.of());
    }

    private Start.Sight sight(ApplicationPlan plan, AlarmEvent event) {
        List<AlarmArn> named = plan.alarmTrigger().map(AlarmPolicy::alarms).orElse(List.of());
        List<Callable<Object>> reads = List.of(
                () -> named.isEmpty() ? List.of() : alarms.states(named),
                () -> world.lag().lag(plan.secondary(), plan.primary()),
                () -> world.database().view(plan.globalCluster(), plan.primary(), plan.secondary()));
        List<Object> seen = world.sideBySide(reads);
        DatabaseView database = (DatabaseView) seen.get(2);
        return new Start.Sight(
                Optional.of(store.read(new Switch.Name.Arming(plan.name()))),
                ((List<?>) seen.get(0)).stream().map(AlarmView.class::cast).toList(),
                (LagView) seen.get(1),
                database,
                active(plan, database),
                !journal.read(event.changeoverOf(plan.name())).isEmpty());
    }

    /** Where the writer is; if nobody says, where the last changeover left the application. */
    private Region active(ApplicationPlan plan, DatabaseView database) {
        return switch (database) {
            case DatabaseView.WriterIn writer -> writer.region();
            case DatabaseView.Moving moving -> moving.to();
            case DatabaseView.Broken _, DatabaseView.Unreadable _ -> Standing.leftIn(plan, journal);
        };
    }
}
