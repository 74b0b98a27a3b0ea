package dev.changeover.simulation;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.World;
import dev.changeover.core.run.Reconciler;
import dev.changeover.core.run.Runbook;
import dev.changeover.core.run.TurnResult;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.ports.TwinWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One twin in virtual time with a shop in it, shoppers who order all the while, and drivers that can be cut off. */
final class Simulation {
    static final Region EAST = ShopEstate.PRIMARY;
    static final Region WEST = ShopEstate.SECONDARY;

    /** A shopper orders this often. */
    private static final Duration ORDER_EVERY = Duration.ofMillis(20);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int TURNS_MAX = 5_000;
    private static final int WAIT_STEPS_MAX = 10_000;

    final Timeline timeline = Timeline.virtual(Instant.parse("2026-01-01T00:00:00Z"));
    final MemoryDataPlane database =
            new MemoryDataPlane(timeline, new Ports(Ports.BASE_DEFAULT), MemoryDataPlane.Speed.LIKE_POSTGRESQL);
    final TwinAccount account = TwinAccount.on(new TwinAccount.Ground(
            timeline, Timing.local(), TwinAccount.Delays.local(), new Ports(Ports.BASE_DEFAULT), database));
    final VirtualShop shop = new VirtualShop(account, database);
    final MemoryJournal journal = new MemoryJournal();
    final ApplicationPlan plan;
    final World world;
    private int drivers;

    Simulation() {
        var choices = new ShopEstate.Choices(Duration.ofSeconds(1), "virtual");
        this.plan = new ShopEstate(account, choices, this::await).setUp();
        this.world = new TwinWorld(
                timeline,
                account.faults(),
                new TwinWorld.Services(
                        account.rds(), account.secrets(), account.routing().cluster(), account.cloudWatch(), shop));
        shopOn();
        timeline.advance(Duration.ofSeconds(6)); // the safety rule's wait, and a first measure of lag
    }

    private void shopOn() {
        timeline.after(ORDER_EVERY, () -> {
            shop.order(plan);
            shopOn();
        });
    }

    void await(BooleanSupplier holds) {
        for (int step = 0; step < WAIT_STEPS_MAX; step++) {
            if (holds.getAsBoolean()) {
                return;
            }
            timeline.advance(Duration.ofMillis(100));
        }
        throw new AssertionError("it never came to hold");
    }

    ChangeoverRequest request(String id, Region to, Mode mode) {
        return new ChangeoverRequest(
                new ChangeoverId(id),
                plan.other(to).region(),
                to,
                mode,
                new Actor("sim", "a simulation"),
                mode == Mode.UNGRACEFUL ? Optional.of(Duration.ofMinutes(10)) : Optional.empty(),
                Set.of("LOSS_UNKNOWN"),
                List.of());
    }

    void open(ChangeoverRequest request) {
        journal.open(new Event.Started(request, plan, timeline.now()));
    }

    /** Drives with a new driver through this journal until an end, a halt, or a cut. Returns null if it was cut off. */
    ChangeoverState drive(ChangeoverId id, Journal through, int turnsMax) {
        drivers++;
        String driver = "driver-" + drivers;
        var runbook = new Runbook(world, through);
        for (int turn = 0; turn < Math.min(turnsMax, TURNS_MAX); turn++) {
            switch (through.lease(id, driver, timeline.now(), LEASE)) {
                case Journal.Leasing.HeldBy(var _, var until) ->
                    timeline.advance(Duration.between(timeline.now(), until).plusMillis(1));
                case Journal.Leasing.Unavailable(var why) -> throw new AssertionError(why.toString());
                case Journal.Leasing.Taken(var lease) -> {
                    switch (runbook.turn(lease, timeline::now)) {
                        case TurnResult.GoOn(var recheckIn, var _) -> timeline.advance(recheckIn.plusMillis(1));
                        case TurnResult.NeedsPerson(var state) -> {
                            return state;
                        }
                        case TurnResult.Ended(var state) -> {
                            return state;
                        }
                        case TurnResult.Superseded _ -> timeline.advance(Duration.ofMillis(10));
                        case TurnResult.JournalDown(var why) -> throw new AssertionError(why.toString());
                    }
                }
            }
        }
        return Fold.of(journal.read(id));
    }

    ChangeoverState drive(ChangeoverId id) {
        return drive(id, journal, TURNS_MAX);
    }

    ChangeoverState run(ChangeoverRequest request) {
        open(request);
        return drive(request.id());
    }

    void say(ChangeoverId id, Verb verb) {
        journal.append(id, journal.read(id).size(), new Event.VerbGiven(verb, timeline.now()), Optional.empty());
    }

    /** Lets debts be paid until none is open. */
    void payDebts(ChangeoverId id) {
        var reconciler = new Reconciler(world, journal);
        await(() -> {
            if (journal.lease(id, "reconciler", timeline.now(), LEASE) instanceof Journal.Leasing.Taken(var lease)) {
                reconciler.turn(lease, timeline::now);
            }
            return Fold.of(journal.read(id)).openDebts().isEmpty();
        });
    }

    Region writer() {
        return account.rds()
                .globalCluster(ShopEstate.NAME)
                .writer()
                .orElseThrow()
                .cluster()
                .region();
    }

    boolean connected() {
        return account.rds().globalCluster(ShopEstate.NAME).members().stream().allMatch(member -> member.connected());
    }

    /** How many acknowledged orders the present writer does not hold. */
    int lost() {
        Region where = writer();
        return database.missing(new DataPlane.Server(ShopEstate.clusterId(where), where))
                .size();
    }
}
