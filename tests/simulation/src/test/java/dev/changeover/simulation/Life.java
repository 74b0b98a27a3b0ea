package dev.changeover.simulation;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.simulation.Scenario.Happening;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Regions;
import java.time.Duration;

/** One scenario, lived: first everything goes wrong and nothing bad may happen; then all is healed and it must end. */
final class Life implements AutoCloseable {
    /** Above what the twin needs to start, rejoin and replicate everything once its Regions are back. */
    private static final Duration HEALING = Duration.ofSeconds(30);

    private final Scenario scenario;
    private final Simulation simulation;
    private final ChangeoverRequest request;
    private boolean rivalled;

    Life(Scenario scenario) {
        this.scenario = scenario;
        this.simulation = new Simulation(scenario.terms(), scenario.seed());
        Region to = simulation.plan.other(scenario.begin()).region();
        this.request = simulation.request("life-" + scenario.seed() + "-first", to, scenario.mode());
    }

    void live() {
        if (!scenario.begin().equals(Simulation.EAST)) {
            moveCalmly("before", scenario.begin());
        }
        int movesBefore = moves();
        suffer();
        heal();
        ChangeoverState end = new Person(simulation, request.id(), rivalled).bringToAnEnd();
        if (!rivalled) {
            Safety.hold("the database is moved at most once", moves() - movesBefore <= 1, this::moves);
        }
        simulation.safety.accountForLoss();
        boolean untouched = outcome(end) == Outcome.COMPLETED && !rivalled;
        if (untouched) {
            simulation.safety.allIsWellIn(simulation.plan.site(request.to()));
        }
        if (!untouched || scenario.homeward()) {
            moveCalmly("after", other(simulation.writer()));
            simulation.safety.accountForLoss();
        }
    }

    private static Outcome outcome(ChangeoverState state) {
        return ((ChangeoverState.Phase.Ended) state.phase()).outcome();
    }

    private int moves() {
        return simulation.plane.switchovers + simulation.plane.failovers;
    }

    private Region other(Region region) {
        return simulation.plan.other(region).region();
    }

    private void suffer() {
        simulation.open(request);
        for (Scenario.Planned planned : scenario.happenings()) {
            switch (planned.what()) {
                case Happening.Driver(var patience, var cut) ->
                    simulation.actors.enter(planned.at(), () -> {
                        if (cut.isPresent()) {
                            simulation.dieDriving(request.id(), cut.get());
                        } else {
                            simulation.watch(request.id(), patience);
                        }
                    });
                case Happening other -> simulation.timeline.after(planned.at(), () -> happen(other));
            }
        }
        simulation.actors.until(simulation.timeline.now().plus(Scenario.FAULT_PHASE));
        simulation.actors.close();
    }

    private void happen(Happening what) {
        var account = simulation.account;
        switch (what) {
            case Happening.Dark(var region, var lasts) -> {
                account.regions().darken(region);
                later(lasts, () -> account.regions().recover(region));
            }
            case Happening.Broken(var scope, var fault, var lasts) -> {
                int id = account.faults().plan(scope, fault);
                later(lasts, () -> account.faults().heal(id));
            }
            case Happening.NextCalls(var calls, var scope, var fault) ->
                account.faults().planNext(calls, scope, fault);
            case Happening.EndpointsDown(var first, var count, var lasts) -> endpointsDown(first, count, lasts);
            case Happening.Delay(var link, var lasts) -> {
                simulation.plane.delayReplication(link);
                later(lasts, () -> simulation.plane.delayReplication(MemoryDataPlane.DELAY_DEFAULT));
            }
            case Happening.JournalOff(var weather, var lasts) -> {
                simulation.journal.weather = weather;
                later(lasts, () -> simulation.journal.weather = WeatheredJournal.Weather.FAIR);
            }
            case Happening.HeldBack(var writes) -> simulation.network.holdNext(writes);
            case Happening.Rival(var to, var mode) -> rival(to, mode);
            case Happening.Says(var verb) -> say(verb);
            case Happening.Driver driver -> throw new IllegalStateException("drivers are actors: " + driver);
        }
    }

    private void later(Duration delay, Runnable what) {
        simulation.timeline.after(delay, what);
    }

    private void endpointsDown(int first, int count, Duration lasts) {
        Faults faults = simulation.account.faults();
        for (int i = 0; i < count; i++) {
            int endpoint = (first + i) % Regions.ARC_ENDPOINTS.size();
            faults.arcEndpointDown(endpoint);
            later(lasts, () -> faults.arcEndpointUp(endpoint));
        }
    }

    /** Somebody with other plans and other tools. */
    private void rival(Region to, Mode mode) {
        Region callIn = mode == Mode.GRACEFUL ? other(to) : to;
        if (simulation.account.regions().dark(callIn)) {
            return;
        }
        var rds = simulation.account.rds();
        String target = simulation.plan.site(to).cluster().toString();
        try {
            if (mode == Mode.GRACEFUL) {
                rds.switchoverGlobalCluster(callIn, ShopEstate.NAME, target);
            } else {
                rds.failoverGlobalCluster(callIn, ShopEstate.NAME, target);
            }
            rivalled = true;
        } catch (AwsError refused) {
            // Somebody with bad luck.
        }
    }

    /** As on the command line, whoever speaks also drives on. */
    private void say(Verb verb) {
        if (simulation.say(request.id(), verb)) {
            simulation.actors.enter(Duration.ofMillis(1), () -> simulation.watch(request.id(), Scenario.FAULT_PHASE));
        }
    }

    private void heal() {
        simulation.account.faults().healAll();
        Simulation.REGIONS.forEach(simulation.account.regions()::recover);
        simulation.plane.delayReplication(MemoryDataPlane.DELAY_DEFAULT);
        simulation.journal.weather = WeatheredJournal.Weather.FAIR;
        simulation.network.heal();
        simulation.timeline.advance(HEALING);
        simulation.busy = false;
    }

    /** In fair weather: to {@code to}, without loss. Nobody begins while a request of before may still arrive. */
    private void moveCalmly(String name, Region to) {
        simulation.timeline.advance(Timeouts.defaults().lostReply());
        simulation.busy = true;
        var calm = simulation.request("life-" + scenario.seed() + "-" + name, to, Mode.GRACEFUL);
        simulation.open(calm);
        ChangeoverId id = calm.id();
        ChangeoverState end = new Person(simulation, id, false).bringToAnEnd();
        Site active = simulation.plan.site(to);
        Safety.hold(
                "a calm changeover completes",
                outcome(end) == Outcome.COMPLETED,
                () -> simulation.journal.kept().read(id));
        simulation.safety.allIsWellIn(active);
    }

    /** What was said and done, for whoever looks into a failure. */
    String story() {
        var text = new StringBuilder(scenario.toString());
        scenario.happenings().stream()
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .forEach(happening -> text.append("\n  ").append(happening));
        for (ChangeoverId id : simulation.journal.kept().history(simulation.plan.name())) {
            text.append('\n').append(id);
            simulation.journal.kept().read(id).stream()
                    .skip(1)
                    .forEach(event -> text.append("\n  ").append(event));
        }
        return text.toString();
    }

    @Override
    public void close() {
        simulation.close();
    }
}
