package dev.changeover.cli.demo;

import dev.changeover.cli.Desk;
import dev.changeover.cli.render.OnlyPayments;
import dev.changeover.cli.render.PlainProgress;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.World;
import dev.changeover.core.report.ChangeoverReport;
import dev.changeover.core.run.Preview;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.WallTime;
import dev.changeover.twin.world.Outage;
import dev.changeover.twin.world.Outages;
import dev.changeover.twin.world.Twin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The acts of the demonstration, in order, each measured. */
final class Play {
    /** One way between the Regions before the disaster: what is on its way then is lost. */
    private static final Duration DELAY = Duration.ofMillis(250);

    /** More than the delay can lose; the person of the demonstration accepts it. */
    private static final Duration ACCEPTED = Duration.ofSeconds(10);

    private static final Duration AWAIT_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Desk desk;
    private final Twin twin;
    private final World world;
    private final Journal journal;
    private final Shoppers shoppers;
    private final ApplicationPlan plan;
    private final Outages outages;
    private final Set<UUID> known = new HashSet<>();
    private final List<Leg> legs = new ArrayList<>();
    private final String prefix;

    Play(Desk desk, Stage stage) {
        this.desk = desk;
        this.twin = stage.twin();
        this.world = stage.world();
        this.journal = stage.journal();
        this.shoppers = stage.shoppers();
        this.plan = twin.application().orElseThrow().plan();
        this.outages = new Outages(twin.account());
        this.prefix = "demo-" + Instant.now().getEpochSecond();
    }

    /** All that must stand before the first act. */
    record Stage(Twin twin, World world, Journal journal, Shoppers shoppers) {}

    List<Leg> perform() {
        Region primary = plan.primary().region();
        Region secondary = plan.secondary().region();
        await(() -> shoppers.served(primary, Instant.EPOCH), "the first order");
        title("1. A planned move to " + secondary + ". Nothing may be lost.");
        move(secondary, Mode.GRACEFUL, Instant.now());
        title("2. Back to " + primary + ", the same way.");
        move(primary, Mode.GRACEFUL, Instant.now());
        disaster(primary, secondary);
        title("5. " + primary + " is protected again; back to it, losing nothing.");
        move(primary, Mode.GRACEFUL, Instant.now());
        return List.copyOf(legs);
    }

    private void disaster(Region primary, Region secondary) {
        outages.begin(new Outage.ReplicationDelay(DELAY));
        awaitLag();
        title("3. " + primary + " goes dark: no API, no database, no shop. Emergency failover to " + secondary + ".");
        Instant dark = Instant.now();
        outages.begin(new Outage.RegionDark(primary));
        ChangeoverId id = move(secondary, Mode.UNGRACEFUL, dark);
        title("4. " + primary + " returns. What is owed is paid, and the former writer rejoins.");
        outages.healAll();
        var payments = new OnlyPayments(
                new PlainProgress(desk.streams().err(), desk.streams().errInk()));
        await(() -> watch(id, payments).openDebts().isEmpty(), "all debts being paid");
        Leg ungraceful = legs.removeLast();
        legs.add(new Leg(
                ChangeoverReport.of(watch(id, payments)),
                ungraceful.writeOutage(),
                ungraceful.failedRequests(),
                ungraceful.acknowledgedWrites(),
                ungraceful.lost()));
    }

    /** Until CloudWatch has seen the delay: a person decides by what it shows. */
    private void awaitLag() {
        await(
                () -> world.lag().lag(plan.secondary(), plan.primary()) instanceof LagView.Measured lag
                        && lag.latest().compareTo(DELAY.dividedBy(2)) >= 0,
                "the delay being visible in CloudWatch");
    }

    private ChangeoverId move(Region to, Mode mode, Instant from) {
        ChangeoverRequest request = request(to, mode);
        Preview.of(world, plan, request); // a person would have read it before saying yes
        ChangeoverState state = drive(request);
        Instant moved = Instant.now();
        await(() -> shoppers.served(to, moved), "orders in " + to);
        Instant end = Instant.now();
        Set<UUID> lost = new HashSet<>(shoppers.missing(to));
        lost.removeAll(known);
        known.addAll(lost);
        legs.add(new Leg(
                ChangeoverReport.of(state),
                shoppers.writeOutage(from, end),
                shoppers.failed(from, end),
                shoppers.acknowledged(from, end),
                lost));
        if (mode == Mode.GRACEFUL) {
            await(this::protectedAgain, "the replica being connected");
        }
        return request.id();
    }

    private ChangeoverRequest request(Region to, Mode mode) {
        return new ChangeoverRequest(
                new ChangeoverId(prefix + "-" + (legs.size() + 1)),
                plan.other(to).region(),
                to,
                mode,
                new Actor("demo", "the demonstration"),
                mode == Mode.UNGRACEFUL ? Optional.of(ACCEPTED) : Optional.empty(),
                Set.of(),
                List.of());
    }

    private ChangeoverState drive(ChangeoverRequest request) {
        var progress = new PlainProgress(desk.streams().err(), desk.streams().errInk());
        ChangeoverResult result = new LocalDriver(world, journal, new WallTime()).run(request, plan, progress);
        if (result instanceof ChangeoverResult.Ended(var state)) {
            return state;
        }
        throw new DemoFailure("changeover " + request.id() + " did not end: " + result);
    }

    private ChangeoverState watch(ChangeoverId id, Listener listener) {
        var driver = new LocalDriver(world, journal, new WallTime());
        if (driver.watch(id, Optional.empty(), listener) instanceof ChangeoverResult.Ended(var state)) {
            return state;
        }
        throw new DemoFailure("the debts of " + id + " cannot be paid");
    }

    private boolean protectedAgain() {
        return world.database().view(plan.globalCluster(), plan.primary(), plan.secondary())
                        instanceof DatabaseView.WriterIn writer
                && writer.replica() == DatabaseView.Replica.CONNECTED;
    }

    private void title(String words) {
        desk.say("");
        desk.say(words);
    }

    private static void await(BooleanSupplier holds, String what) {
        Instant end = Instant.now().plus(AWAIT_MAX);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new DemoFailure(what + " did not come within " + AWAIT_MAX.toSeconds() + " s");
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new DemoFailure("interrupted while waiting for " + what);
            }
        }
    }
}
