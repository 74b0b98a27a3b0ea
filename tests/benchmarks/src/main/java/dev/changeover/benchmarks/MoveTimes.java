package dev.changeover.benchmarks;

import dev.changeover.aws.AwsWorld;
import dev.changeover.core.journal.Event;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.report.ChangeoverReport;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.WallTime;
import dev.changeover.journal.FileJournal;
import dev.changeover.shop.traffic.Traffic;
import dev.changeover.twin.world.Outage;
import dev.changeover.twin.world.Outages;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * How long changeovers take under 200 requests a second, as the runbook and as the shoppers see it. Takes the number of
 * rounds; a round is there and back gracefully, then out of a dark Region and back when it has returned.
 */
public final class MoveTimes {
    private static final int ROUNDS_DEFAULT = 5;
    private static final Duration AWAIT_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Between two moves, so that one's shoppers are not the other's. */
    private static final Duration REST = Duration.ofSeconds(3);

    /** Issue 2, "How fast", in ms. */
    private static final double OVERHEAD_MAX = 300;

    private static final double BEYOND_GAP_MAX = 1_000;

    /** Of the twin's failover records, at the pace of a demonstration. */
    private static final Duration TTL = TwinSettings.Pace.local().ttl();

    private final Figures figures = new Figures();
    private final Twin twin;
    private final Traffic traffic;
    private final WriteGap gap;
    private final AwsWorld world;
    private final FileJournal journal;
    private final ApplicationPlan plan;
    private int moves;

    private MoveTimes(Twin twin, Place place, Traffic traffic, WriteGap gap) {
        this.twin = twin;
        this.traffic = traffic;
        this.gap = gap;
        this.plan = twin.application().orElseThrow().plan();
        this.world = AwsWorld.open(plan);
        this.journal = new FileJournal(place.folder("journal"));
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS_DEFAULT;
        Place.printMachine();
        try (var place = new Place();
                Twin twin = Twin.start(place.twin("twin", "cache"));
                Traffic traffic = Visitors.come(place);
                var gap = WriteGap.watch(twin)) {
            var times = new MoveTimes(twin, place, traffic, gap);
            times.await(
                    () -> times.served(twin.application().orElseThrow().plan().primary(), Instant.EPOCH));
            for (int round = 0; round < rounds; round++) {
                times.round();
            }
            times.print();
        }
        Place.printMachine();
    }

    private void round() {
        move("graceful", plan.secondary(), Mode.GRACEFUL);
        move("graceful", plan.primary(), Mode.GRACEFUL);
        var outages = new Outages(twin.account());
        outages.begin(new Outage.RegionDark(plan.primary().region()));
        ChangeoverId id = move("ungraceful", plan.secondary(), Mode.UNGRACEFUL);
        long returned = System.nanoTime();
        outages.healAll();
        await(() -> driver().watch(id, Optional.empty(), Listener.silent()) instanceof ChangeoverResult.Ended(var state)
                && state.openDebts().isEmpty());
        figures.since("from the Region's return until debts are paid", returned);
        move("graceful", plan.primary(), Mode.GRACEFUL);
    }

    private LocalDriver driver() {
        return new LocalDriver(world, journal, new WallTime());
    }

    private ChangeoverId move(String kind, Site to, Mode mode) {
        await(() -> mode == Mode.UNGRACEFUL || replicaFollows());
        rest(REST);
        var request = request(to.region(), mode);
        Instant from = Instant.now();
        ChangeoverResult result = driver().run(request, plan, Listener.silent());
        if (!(result instanceof ChangeoverResult.Ended(var state))) {
            throw new IllegalStateException(kind + " to " + to.region() + ": " + result);
        }
        Instant moved = Instant.now();
        await(() -> served(to, moved));
        rest(REST);
        Instant end = Instant.now();
        note(kind, ChangeoverReport.of(state));
        noteWaits(kind, journal.read(request.id()));
        Duration outage = traffic.writeOutage(from, end);
        Duration own = gap.longest(from, end);
        figures.note(kind + ": shoppers' write outage", outage);
        if (mode == Mode.GRACEFUL) {
            figures.note(kind + ": database's own gap", own);
            figures.note(
                    kind + ": write outage beyond gap and TTL",
                    outage.minus(own).minus(TTL));
        }
        figures.note(kind + ": failed requests", traffic.failures(from, end).size(), "");
        return request.id();
    }

    /** VerifyTraffic asks the authority itself, so no TTL is in the recovery time and none is taken off it. */
    private void note(String kind, ChangeoverReport report) {
        Duration rto = report.rto().orElseThrow();
        Duration database = report.database().orElseThrow();
        figures.note(kind + ": recovery time", rto);
        figures.note(kind + ": database", database);
        figures.note(kind + ": runbook overhead", rto.minus(database));
        report.steps().forEach(step -> step.took().ifPresent(took -> figures.note(kind + ":   " + step.name(), took)));
    }

    /** Where a step's time goes: what it waited for, from the first look that found it wanting until the next event. */
    private void noteWaits(String kind, List<Event> events) {
        for (int index = 0; index + 1 < events.size(); index++) {
            Event event = events.get(index);
            Duration lasted = Duration.between(event.at(), events.get(index + 1).at());
            if (event instanceof Event.WaitBegan(var step, var reason, var _, var _)) {
                figures.note(kind + ":   " + step + " waits, " + reason, lasted);
            }
            inWords(event).ifPresent(what -> figures.note(kind + ":   " + what, lasted));
        }
    }

    /** What goes on after the event: a look that comes to a decision, or a call that is on its way. */
    private static Optional<String> inWords(Event event) {
        return switch (event) {
            case Event.StepStarted(var step, var _) -> Optional.of(step + " looks first");
            case Event.ActionIntended(var step, var action, var _) ->
                Optional.of(step + " asks, " + action.getClass().getSimpleName());
            case Event.ActionAnswered(var step, var _, var _) -> Optional.of(step + " looks after an answer");
            default -> Optional.empty();
        };
    }

    private ChangeoverRequest request(Region to, Mode mode) {
        moves++;
        return new ChangeoverRequest(
                new ChangeoverId("benchmark-" + moves),
                plan.other(to).region(),
                to,
                mode,
                new Actor("benchmark", "a measurement"),
                mode == Mode.UNGRACEFUL ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                mode == Mode.UNGRACEFUL ? Set.of("LOSS_UNKNOWN") : Set.of(),
                List.of());
    }

    private boolean served(Site site, Instant since) {
        return traffic.acknowledged(since, Instant.now()).stream()
                .anyMatch(order -> order.region().equals(site.region().code()));
    }

    private boolean replicaFollows() {
        return world.database().view(plan.globalCluster(), plan.primary(), plan.secondary())
                        instanceof DatabaseView.WriterIn writer
                && writer.replica() == DatabaseView.Replica.CONNECTED;
    }

    private void print() {
        figures.print();
        figures.against("graceful: runbook overhead", OVERHEAD_MAX);
        figures.against("ungraceful: runbook overhead", OVERHEAD_MAX);
        figures.against("graceful: write outage beyond gap and TTL", BEYOND_GAP_MAX);
    }

    private void await(BooleanSupplier holds) {
        Instant end = Instant.now().plus(AWAIT_MAX);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("it did not come to hold within " + AWAIT_MAX);
            }
            rest(LOOK_EVERY);
        }
    }

    private static void rest(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }
}
