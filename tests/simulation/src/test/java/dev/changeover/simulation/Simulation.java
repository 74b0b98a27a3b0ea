package dev.changeover.simulation;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.journal.Verbs;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.World;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.GlobalCluster;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ports.TwinWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One twin in virtual time with a shop in it, shoppers who order all the while, the command line's own drivers, which
 * can be cut off, and somebody who watches all of them.
 */
final class Simulation implements AutoCloseable {
    static final Region EAST = ShopEstate.PRIMARY;
    static final Region WEST = ShopEstate.SECONDARY;
    static final List<Region> REGIONS = List.of(EAST, WEST);

    /** A shopper orders this often while much happens, and while nothing does. */
    private static final Duration BUSY = Duration.ofMillis(200);

    private static final Duration QUIET = Duration.ofSeconds(5);

    /** Above the deadlines of all steps but SwitchDatabase and Approve together. */
    private static final Duration DRIVE_MAX = Duration.ofMinutes(20);

    private static final Duration PAYING_MAX = Duration.ofMinutes(1);
    private static final int WAIT_STEPS_MAX = 10_000;
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    final Timeline timeline = Timeline.virtual(BEGINNING);
    final Actors actors = new Actors(timeline);
    final MemoryDataPlane database =
            new MemoryDataPlane(timeline, new Ports(Ports.BASE_DEFAULT), MemoryDataPlane.Speed.LIKE_POSTGRESQL);
    final WatchedPlane plane = new WatchedPlane(database, timeline::now);
    final TwinAccount account;
    final VirtualShop shop;
    final Network network;
    final WeatheredJournal journal;
    final ApplicationPlan plan;
    final World world;
    final Safety safety;
    boolean busy = true;

    Simulation() {
        this(Estate.Terms.PLAIN, 0);
    }

    Simulation(Estate.Terms terms, long seed) {
        this.account = TwinAccount.on(new TwinAccount.Ground(
                timeline, terms.timing(), TwinAccount.Delays.local(), new Ports(Ports.BASE_DEFAULT), plane));
        this.shop = new VirtualShop(account, database);
        this.network = new Network(seed);
        this.plan = Estate.setUp(account, terms, this::await);
        this.world = new TwinWorld(
                timeline,
                account.faults(),
                new TwinWorld.Services(
                        account.rds(), account.secrets(), account.routing().cluster(), account.cloudWatch(), shop));
        this.safety = new Safety(this);
        this.journal = new WeatheredJournal(safety::kept);
        shopOn();
        timeline.advance(Duration.ofSeconds(6)); // the safety rule's wait, and a first measure of lag
    }

    static DataPlane.Server server(Region region) {
        return new DataPlane.Server(ShopEstate.clusterId(region), region);
    }

    private void shopOn() {
        timeline.after(busy ? BUSY : QUIET, () -> {
            shop.order(plan);
            safety.look();
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
                mode == Mode.UNGRACEFUL ? Set.of("LOSS_UNKNOWN") : Set.of(),
                List.of());
    }

    Journal.Opening open(ChangeoverRequest request) {
        return journal.open(new Event.Started(request, plan, timeline.now()));
    }

    ChangeoverState state(ChangeoverId id) {
        return Fold.of(journal.kept().read(id));
    }

    /** To be called by an actor: drives as the command line does, to the end, a halt, or out of {@code patience}. */
    ChangeoverResult watch(ChangeoverId id, Duration patience) {
        return watch(id, patience, journal);
    }

    /** As above, and dies at the cut. */
    void dieDriving(ChangeoverId id, CutJournal.Cut cut) {
        watch(id, DRIVE_MAX, new CutJournal(journal, cut));
    }

    private ChangeoverResult watch(ChangeoverId id, Duration patience, Journal through) {
        var driver = new LocalDriver(new WatchedWorld(this, id), through, new VirtualTime(actors, timeline));
        return driver.watch(id, Optional.of(patience), Listener.silent());
    }

    /** Drives to an end or a halt while nothing else happens but what was planned. */
    ChangeoverState drive(ChangeoverId id) {
        actors.untilEnd(DRIVE_MAX.multipliedBy(2), () -> watch(id, DRIVE_MAX));
        return state(id);
    }

    ChangeoverState run(ChangeoverRequest request) {
        open(request);
        return drive(request.id());
    }

    /** Whether the verb could be given. */
    boolean say(ChangeoverId id, Verb verb) {
        if (journal.weather == WeatheredJournal.Weather.DOWN) {
            return false;
        }
        List<Event> events = journal.read(id);
        return Verbs.refusal(Fold.of(events), verb).isEmpty()
                && journal.append(id, events.size(), new Event.VerbGiven(verb, timeline.now()), Optional.empty())
                        instanceof Journal.Appending.Appended;
    }

    /** Lets debts be paid until none is open or a minute has passed. */
    ChangeoverState payDebts(ChangeoverId id) {
        Instant end = timeline.now().plus(PAYING_MAX);
        while (!state(id).openDebts().isEmpty() && timeline.now().isBefore(end)) {
            drive(id);
            timeline.advance(Duration.ofSeconds(1));
        }
        return state(id);
    }

    Region writer() {
        return global().writer().orElseThrow().cluster().region();
    }

    GlobalCluster global() {
        return account.rds().globalCluster(ShopEstate.NAME);
    }

    boolean connected() {
        return global().members().stream().allMatch(GlobalCluster.Member::connected);
    }

    /** The acknowledged orders that the present writer does not hold. */
    List<VirtualShop.Promise> lost() {
        return database.missing(server(writer())).stream().map(shop::promise).toList();
    }

    @Override
    public void close() {
        actors.close();
    }
}
