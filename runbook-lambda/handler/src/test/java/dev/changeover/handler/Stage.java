package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.changeover.aws.AutomationDrivers;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Policy;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.World;
import dev.changeover.drive.Time;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.ports.TwinWorld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The twin's account in virtual time, a changeover in a journal, and functions to be invoked. */
final class Stage implements Time, AutoCloseable {
    static final ChangeoverId ID = new ChangeoverId("shop-20261122-1");

    /** As the documentation says a step function is set up, and as long as Automation waits for one. */
    static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration TICK = Duration.ofMillis(50);
    private static final int TICKS_MAX = 20_000;

    final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-22T10:00:00Z"));
    final MemoryDataPlane database;
    final TwinAccount account;
    final ApplicationPlan plan;
    final World world;
    final HookedJournal journal = new HookedJournal();
    final List<String> log = new ArrayList<>();
    final Equipment equipment;
    private final List<Runnable> atRests = new ArrayList<>();
    private int rests;

    Stage(boolean approval) {
        var ports = new Ports(Ports.BASE_DEFAULT);
        database = new MemoryDataPlane(timeline, ports, MemoryDataPlane.Speed.LIKE_POSTGRESQL);
        account = TwinAccount.on(
                new TwinAccount.Ground(timeline, Timing.local(), TwinAccount.Delays.local(), ports, database));
        var choices = new ShopEstate.Choices(Duration.ofSeconds(1), "a password");
        plan = approving(new ShopEstate(account, choices, this::until).setUp(), approval);
        var services = new TwinWorld.Services(
                account.rds(),
                account.secrets(),
                account.routing().cluster(),
                account.cloudWatch(),
                new SmallShop(account, database));
        world = new TwinWorld(timeline, account.faults(), services);
        var regions = List.of(ShopEstate.SECONDARY, ShopEstate.PRIMARY);
        var settings = new Settings(
                ShopEstate.SECONDARY,
                regions,
                Settings.TABLE_DEFAULT,
                AutomationDrivers.Names.defaults(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Settings.Door.NONE);
        equipment = new Equipment(settings, journal, _ -> world, Announcers.none(), this, log::add);
    }

    static Stage set() {
        var stage = new Stage(false);
        stage.open();
        return stage;
    }

    private static ApplicationPlan approving(ApplicationPlan made, boolean approval) {
        return new ApplicationPlan(
                made.name(),
                made.globalCluster(),
                made.primary(),
                made.secondary(),
                made.secrets(),
                made.routingEndpoints(),
                made.traffic(),
                made.objectives(),
                Timeouts.defaults(),
                new Policy(approval),
                made.twin(),
                made.alarmTrigger(),
                made.journal());
    }

    void open() {
        var request = new ChangeoverRequest(
                ID,
                ShopEstate.PRIMARY,
                ShopEstate.SECONDARY,
                Mode.GRACEFUL,
                new Actor("ana", "a test"),
                Optional.empty(),
                Set.of(),
                List.of());
        journal.open(new Event.Started(request, plan, now()));
    }

    /** What a function answered. */
    JsonNode invoke(RequestStreamHandler function, String event) {
        return invoke(function, event, TIMEOUT);
    }

    JsonNode invoke(RequestStreamHandler function, String event, Duration timeout) {
        var out = new ByteArrayOutputStream();
        try {
            var in = new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
            function.handleRequest(in, out, Invocation.of("changeover-step", this::now, timeout));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return JsonMapper.shared().readTree(out.toByteArray());
    }

    /** As a document's step does it. */
    JsonNode step(String step) {
        return step("4f0a", step);
    }

    JsonNode step(String execution, String step) {
        return invoke(
                new StepHandler(equipment),
                "{\"changeover\":\"%s\",\"step\":\"%s\",\"execution\":\"%s\"}".formatted(ID, step, execution));
    }

    void says(Verb verb) {
        journal.append(ID, journal.read(ID).size(), new Event.VerbGiven(verb, now()), Optional.empty());
    }

    ChangeoverState state() {
        return Fold.of(journal.read(ID));
    }

    /** Somebody else does something while a driver rests for the n-th time, from 1. */
    void atRest(int rest, Runnable what) {
        while (atRests.size() < rest) {
            atRests.add(() -> {});
        }
        atRests.set(rest - 1, what);
    }

    /** Time passes until it holds. */
    void until(BooleanSupplier holds) {
        for (int ticks = 0; !holds.getAsBoolean(); ticks++) {
            if (ticks == TICKS_MAX) {
                throw new AssertionError("it never came to hold");
            }
            timeline.advance(TICK);
        }
    }

    @Override
    public Instant now() {
        return timeline.now();
    }

    @Override
    public void rest(Duration length) {
        timeline.advance(length);
        if (rests < atRests.size()) {
            rests++;
            atRests.get(rests - 1).run();
        }
    }

    @Override
    public boolean stopped() {
        return false;
    }

    @Override
    public void close() {
        timeline.close();
    }
}
