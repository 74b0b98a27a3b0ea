package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.changeover.aws.AlarmEvents;
import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.guard.AlarmTrigger;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.guard.MemoryGuardStore;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.guard.TriggerDecision;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.LagView;
import dev.changeover.twin.model.Alarm;
import dev.changeover.twin.model.Metric;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Statistic;
import dev.changeover.twin.sns.Subscription;
import dev.changeover.twin.sns.Subscription.Protocol;
import dev.changeover.twin.sns.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From an alarm in the twin, over a topic and real sockets, to one changeover. */
class AlarmStartTest {
    private static final Region WEST = Regions.US_WEST_2;
    private static final String NAME = "shop-silent";

    private final WireDoor door = new WireDoor();
    private final MemoryJournal journal = new MemoryJournal();
    private final MemoryGuardStore store = new MemoryGuardStore();
    private final Queue<AlarmEvent> heard = new ConcurrentLinkedQueue<>();
    private final HttpServer trigger = listen();
    private final ApplicationPlan plan = door.plan().triggeredBy(policy());

    @AfterEach
    void close() {
        trigger.stop(0);
        door.close();
    }

    private HttpServer listen() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                for (AlarmEvents.Heard one : AlarmEvents.read(body, Instant.now())) {
                    if (one instanceof AlarmEvents.Heard.Told(var event)) {
                        heard.add(event);
                    }
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
    }

    private static AlarmPolicy policy() {
        return new AlarmPolicy(
                List.of(new AlarmArn("arn:aws:cloudwatch:" + WEST + ":000000000000:alarm:" + NAME)),
                1,
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofHours(6),
                Duration.ofSeconds(30),
                EnumSet.allOf(Mode.class));
    }

    private void arm() {
        var by = new Given(new Actor("ann", "a test"), Instant.now());
        store.turn(new Switch.Name.Arming(plan.name()), Switch.UNTOUCHED, true, by);
    }

    /** An alarm that says what a person makes it say, and tells a topic to which the trigger is subscribed. */
    private AlarmEvent raised() {
        Topics topics = door.account.signals().topics();
        String topic = topics.create(WEST, "alarms", Map.of());
        Subscription asked = topics.subscribe(
                WEST,
                topic,
                Protocol.HTTP,
                "http://127.0.0.1:" + trigger.getAddress().getPort() + "/",
                false);
        topics.confirm(WEST, topic, asked.token());
        door.account
                .cloudWatch()
                .put(
                        WEST,
                        new Alarm.Definition(
                                NAME,
                                Optional.empty(),
                                new Alarm.Series(
                                        Metric.of("Shop", "Orders", Map.of()), Statistic.SUM, Duration.ofMinutes(1)),
                                new Alarm.Rule(1, 1, 1, Alarm.Comparison.LESS, Alarm.MissingData.IGNORE),
                                new Alarm.Actions(true, List.of(), List.of(topic), List.of())));
        door.account.cloudWatch().say(WEST, NAME, Alarm.Value.ALARM, "by hand");
        door.until("the trigger heard of the alarm", () -> !heard.isEmpty());
        return heard.element();
    }

    private TriggerDecision deliver(AlarmEvent event, Duration late) {
        var told = new AlarmEvent(
                event.alarm(),
                event.value(),
                event.stateTime(),
                event.receivedAt().plus(late));
        TriggerDecision decision = new AlarmTrigger(store, journal, door.alarms(), door.world())
                .look(plan, told, Instant.now().plus(late));
        if (decision instanceof TriggerDecision.Begin(var request)) {
            assertThat(journal.open(new Event.Started(request, plan, Instant.now())))
                    .isEqualTo(new Opening.Opened());
        }
        return decision;
    }

    private static List<Code> codes(TriggerDecision decision) {
        assertThat(decision).isInstanceOf(TriggerDecision.Refused.class);
        return ((TriggerDecision.Refused) decision)
                .reasons().stream().map(GuardReason::code).toList();
    }

    @Test
    void toldThreeTimesAndOnceAnHourLateItStartsOneChangeover() {
        arm();
        AlarmEvent event = raised();
        List<TriggerDecision> decisions = new ArrayList<>();
        for (Duration late :
                List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(1))) {
            decisions.add(deliver(event, late));
        }
        assertThat(decisions.getFirst()).extracting("request.mode").isEqualTo(Mode.GRACEFUL);
        assertThat(codes(decisions.get(1))).containsExactly(Code.DUPLICATE_EVENT);
        assertThat(codes(decisions.get(2))).containsExactly(Code.DUPLICATE_EVENT);
        assertThat(codes(decisions.get(3))).containsExactly(Code.DUPLICATE_EVENT, Code.EVENT_TOO_OLD);
        assertThat(journal.history(plan.name())).hasSize(1);
    }

    @Test
    void disarmedItStartsNone() {
        assertThat(codes(deliver(raised(), Duration.ZERO))).containsExactly(Code.DISARMED);
        assertThat(journal.history(plan.name())).isEmpty();
        assertThat(store.refusals(Optional.of(plan.name()), 10)).hasSize(1);
    }

    @Test
    void withTheActiveRegionDarkItAcceptsWhatThePlanLetsBeLost() {
        arm();
        door.until(
                "lag has been published",
                () -> door.world().lag().lag(plan.secondary(), plan.primary()) instanceof LagView.Measured);
        door.account.regions().darken(plan.primary().region());
        assertThat(deliver(raised(), Duration.ZERO)).isInstanceOfSatisfying(TriggerDecision.Begin.class, begin -> {
            assertThat(begin.request().mode()).isEqualTo(Mode.UNGRACEFUL);
            assertThat(begin.request().acceptedLoss()).contains(Duration.ofSeconds(30));
        });
    }
}
