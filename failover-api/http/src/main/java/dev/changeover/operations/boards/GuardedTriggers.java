package dev.changeover.operations.boards;

import dev.changeover.core.guard.Admission;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.GuardStore.Writing;
import dev.changeover.core.guard.Guards;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Standing;
import dev.changeover.core.guard.Standing.LastChangeover;
import dev.changeover.core.guard.Start;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.PortFailure;
import dev.changeover.operations.Arming;
import dev.changeover.operations.JournalUnreadable;
import dev.changeover.operations.Reason;
import dev.changeover.operations.SwitchView;
import dev.changeover.operations.Triggers;
import dev.changeover.operations.Turned;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The switches as all Regions and all doors share them, and what the guards say about a start. */
public final class GuardedTriggers implements Triggers {
    /** How often a switch is turned again when somebody else turned it between our look and our turn. */
    static final int TURNS_MAX = 5;

    /** As many refusals as fit on a page; the store keeps them all. */
    static final int REFUSALS_MAX = 20;

    /** A page that many people poll reads the switches once a second and not for each of them. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private final GuardStore store;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<ApplicationName, Looked> looked = new ConcurrentHashMap<>();

    public GuardedTriggers(GuardStore store, Journal journal, InstantSource clock) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    private record Looked(ApplicationPlan plan, Arming arming, Instant at) {}

    /** Of a person only the stop switch is asked; that another changeover runs is found by whoever opens one. */
    @Override
    public List<Reason> against(ApplicationPlan plan, Actor by) {
        return switch (Guards.admit(new Start.Manual(by), Standing.ofSwitch(store, clock.instant()))) {
            case Admission.Allowed _ -> List.of();
            case Admission.Refused(var reasons) -> inWords(reasons);
        };
    }

    @Override
    public Arming arming(ApplicationPlan plan) {
        Looked known = looked.get(plan.name());
        Instant now = clock.instant();
        if (known != null
                && known.plan().equals(plan)
                && Duration.between(known.at(), now).compareTo(FRESH) < 0) {
            return known.arming();
        }
        Arming arming = JournalUnreadable.reading(() -> look(plan, now));
        looked.put(plan.name(), new Looked(plan, arming, now));
        return arming;
    }

    private Arming look(ApplicationPlan plan, Instant now) {
        Standing standing = Standing.of(plan, store, journal, now);
        Sight armed = sight(() -> store.read(new Switch.Name.Arming(plan.name())));
        SwitchView stop = standing.stop()
                .map(GuardedTriggers::shown)
                .orElseGet(() -> sight(() -> store.read(new Switch.Name.Stop())).shown());
        List<GuardReason> reasons = Guards.beforeAnyEvent(plan, armed.read(), Standing.leftIn(plan, journal), standing);
        return new Arming(armed.shown(), stop, recovery(standing), inWords(reasons), refusals(plan.name()));
    }

    private static Arming.Recovery recovery(Standing standing) {
        return standing.last()
                .filter(last -> last.rest().isPositive())
                .map(last -> recovery(last, standing.now()))
                .orElse(Arming.Recovery.NONE);
    }

    private static Arming.Recovery recovery(LastChangeover last, Instant now) {
        Instant until = last.endedAt().plus(last.rest());
        return new Arming.Recovery(
                Optional.of(until).filter(_ -> last.acknowledged().isEmpty() && now.isBefore(until)),
                Optional.of(last.id()),
                last.acknowledged().map(Given::by),
                last.acknowledged().map(Given::at));
    }

    /** None if they cannot be read: the switches beside them say so already. */
    private List<Arming.Refusal> refusals(ApplicationName application) {
        try {
            return store.refusals(Optional.of(application), REFUSALS_MAX).stream()
                    .map(GuardedTriggers::refusal)
                    .toList();
        } catch (UncheckedIOException | CorruptJournalException _) {
            return List.of();
        }
    }

    private static Arming.Refusal refusal(RefusedStart refused) {
        return new Arming.Refusal(refused.at(), refused.what(), inWords(refused.reasons()));
    }

    @Override
    public SwitchView stop() {
        return sight(() -> store.read(new Switch.Name.Stop())).shown();
    }

    @Override
    public Turned arm(ApplicationPlan plan, boolean armed, Actor by) {
        return turn(new Switch.Name.Arming(plan.name()), armed, by);
    }

    @Override
    public Turned turnStop(boolean stopped, Actor by) {
        return turn(new Switch.Name.Stop(), stopped, by);
    }

    private Turned turn(Switch.Name name, boolean on, Actor by) {
        try {
            for (int turns = 0; turns < TURNS_MAX; turns++) {
                switch (store.turn(name, store.read(name), on, given(by))) {
                    case Writing.Written _ -> {
                        return new Turned.Done();
                    }
                    case Writing.Behind _ -> {
                        // Somebody turned it meanwhile. This person's word came later, so it is turned once more.
                    }
                    case Writing.Unavailable(var why) -> {
                        return new Turned.Unavailable(why);
                    }
                }
            }
            return new Turned.Refused("others turned it " + TURNS_MAX + " times meanwhile; look how it stands");
        } catch (UncheckedIOException | CorruptJournalException unreadable) {
            return new Turned.Unavailable(failure(unreadable));
        } finally {
            looked.clear();
        }
    }

    @Override
    public Turned acknowledgeRecovery(ApplicationPlan plan, Actor by) {
        Standing standing = JournalUnreadable.reading(() -> Standing.of(plan, store, journal, clock.instant()));
        Optional<LastChangeover> resting = standing.last()
                .filter(last -> last.acknowledged().isPresent()
                        || standing.now().isBefore(last.endedAt().plus(last.rest())));
        if (resting.isEmpty()) {
            return new Turned.Refused("no recovery period runs");
        }
        looked.clear();
        return switch (store.acknowledge(plan.name(), resting.get().id(), given(by))) {
            // Whoever was first stays, and the period is over either way.
            case Writing.Written _, Writing.Behind _ -> new Turned.Done();
            case Writing.Unavailable(var why) -> new Turned.Unavailable(why);
        };
    }

    private Given given(Actor by) {
        return new Given(by, clock.instant());
    }

    /** One look at a switch; {@code read} is empty when it could not be. */
    private record Sight(Optional<Switch> read, SwitchView shown) {}

    private static Sight sight(Supplier<Switch> read) {
        try {
            Switch seen = read.get();
            return new Sight(Optional.of(seen), shown(seen));
        } catch (UncheckedIOException | CorruptJournalException unreadable) {
            return new Sight(Optional.empty(), new SwitchView.Unreadable(failure(unreadable)));
        }
    }

    private static PortFailure failure(RuntimeException unreadable) {
        var code = unreadable instanceof UncheckedIOException ? PortFailure.Code.UNREACHABLE : PortFailure.Code.INVALID;
        return new PortFailure(code, unreadable.getMessage());
    }

    private static SwitchView shown(Switch seen) {
        return new SwitchView.Standing(
                seen.on(), seen.last().map(Given::by), seen.last().map(Given::at));
    }

    private static List<Reason> inWords(List<GuardReason> reasons) {
        return reasons.stream().map(Reason::of).toList();
    }
}
