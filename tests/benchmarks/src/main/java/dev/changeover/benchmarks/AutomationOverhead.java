package dev.changeover.benchmarks;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.AwsWorld;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.report.ChangeoverReport;
import dev.changeover.drive.Drivers;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.WallTime;
import dev.changeover.twin.world.Twin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What Systems Manager and functions cost: graceful changeovers by documents, with functions that have to be started,
 * with such as readiness had started and with such as ran before, beside the same ones driven by this process. All
 * write the same table. Takes the number of rounds; a round is there and back in each of the four ways.
 */
public final class AutomationOverhead {
    private static final int ROUNDS_DEFAULT = 5;
    private static final Duration AWAIT_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Between two moves, so that one's closing is not in the other's time. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** Issue 3, "How fast", in ms. */
    private static final double OVERHEAD_MAX = 5_000;

    private static final String DIRECT = "direct";
    /** The readiness schedule keeps functions ready, minutes before; what they do then is over after so long. */
    private static final Duration READIED = Duration.ofSeconds(8);

    private static final String READY = "documents, functions kept ready";
    private static final String COLD = "documents, functions cold";
    private static final String WARM = "documents, functions warm";

    private final Figures figures = new Figures();
    private final ApplicationPlan plan;
    private final Journal journal;
    private final AwsWorld world;
    private final Drivers drivers;
    private int moves;

    private AutomationOverhead(ApplicationPlan plan, Journal journal, AwsWorld world, Drivers drivers) {
        this.plan = plan;
        this.journal = journal;
        this.world = world;
        this.drivers = drivers;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS_DEFAULT;
        Place.printMachine();
        try (var place = new Place();
                Twin twin = Twin.start(place.twin("twin", "cache"));
                var service = Service.deploy(place, "cache", twin);
                var journal = service.journal();
                var world = AwsWorld.open(service.plan());
                var account = AwsAccount.open(service.plan().twin(), Timeouts.defaults())) {
            var drivers = new AutomationDrivers(account, AutomationDrivers.Names.defaults());
            var overhead = new AutomationOverhead(service.plan(), journal, world, drivers);
            for (int round = 0; round < rounds; round++) {
                overhead.round();
            }
            overhead.print();
        }
        Place.printMachine();
    }

    private void round() {
        for (Site to : List.of(plan.secondary(), plan.primary())) {
            move(DIRECT, to);
        }
        for (String kind : List.of(COLD, WARM, READY)) {
            if (!kind.equals(WARM)) {
                endFunctions();
            }
            for (Site to : List.of(plan.secondary(), plan.primary())) {
                if (kind.equals(READY)) {
                    drivers.standReady(plan, to.region());
                    rest(READIED);
                }
                move(kind, to);
            }
        }
    }

    /** The next events find none and start new ones. */
    private static void endFunctions() {
        Processes.functions("StepHandler").forEach(ProcessHandle::destroyForcibly);
    }

    private void move(String kind, Site to) {
        await(this::replicaFollows);
        rest(REST);
        moves++;
        var id = new ChangeoverId("overhead-" + moves);
        var request = new ChangeoverRequest(
                id,
                plan.other(to.region()).region(),
                to.region(),
                Mode.GRACEFUL,
                new Actor("benchmark", "a measurement"),
                Optional.empty(),
                Set.of(),
                List.of());
        long from = System.nanoTime();
        if (kind.equals(DIRECT)) {
            new LocalDriver(world, journal, new WallTime()).run(request, plan, Listener.silent());
        } else {
            journal.open(new Event.Started(request, plan, Instant.now()));
            if (!(drivers.hire(plan, id, to.region(), 0) instanceof Drivers.Hiring.Driving(var driver, var _)
                    && driver.startsWith("ssm/"))) {
                throw new IllegalStateException("Systems Manager did not take " + id);
            }
            figures.since(kind + ": start of the execution", from);
            await(() -> state(id).ended());
        }
        note(kind, id);
    }

    private void note(String kind, ChangeoverId id) {
        ChangeoverReport report = ChangeoverReport.of(state(id));
        Duration rto = report.rto().orElseThrow(() -> new IllegalStateException(id + " did not succeed"));
        Duration database = report.database().orElseThrow();
        figures.note(kind + ": recovery time", rto);
        figures.note(kind + ": database", database);
        figures.note(kind + ": runbook overhead", rto.minus(database));
        List<Event> events = journal.read(id);
        events.stream()
                .filter(Event.DriverTook.class::isInstance)
                .findFirst()
                .ifPresent(took -> figures.note(
                        kind + ": until the first turn",
                        Duration.between(events.getFirst().at(), took.at())));
        Duration between = Duration.ZERO;
        for (int index = 1; index < events.size(); index++) {
            if (events.get(index) instanceof Event.StepStarted(var _, var at)
                    && events.get(index - 1) instanceof Event.StepSatisfied satisfied) {
                between = between.plus(Duration.between(satisfied.at(), at));
            }
        }
        figures.note(kind + ": between the steps, in all", between);
    }

    private ChangeoverState state(ChangeoverId id) {
        return Fold.of(journal.read(id));
    }

    private boolean replicaFollows() {
        return world.database().view(plan.globalCluster(), plan.primary(), plan.secondary())
                        instanceof DatabaseView.WriterIn writer
                && writer.replica() == DatabaseView.Replica.CONNECTED;
    }

    private void print() {
        double direct = figures.median(DIRECT + ": runbook overhead");
        for (String kind : List.of(COLD, READY, WARM)) {
            figures.note(kind + ", over direct", figures.median(kind + ": runbook overhead") - direct, "ms");
        }
        figures.print();
        figures.against(COLD + ", over direct", OVERHEAD_MAX);
        figures.against(READY + ", over direct", OVERHEAD_MAX);
        figures.against(WARM + ", over direct", OVERHEAD_MAX);
    }

    private static void await(BooleanSupplier holds) {
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
