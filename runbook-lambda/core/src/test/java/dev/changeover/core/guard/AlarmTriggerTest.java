package dev.changeover.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.AlarmView.Value;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of an alarm's event. Time is a value here; nobody waits. */
class AlarmTriggerTest {
    private static final Instant RAISED = Instant.parse("2026-11-22T03:00:00Z");
    private static final Instant SUSTAINED = RAISED.plus(Duration.ofMinutes(3));
    private static final AlarmArn SILENT = alarm("shop-silent");
    private static final AlarmArn ERRORS = alarm("shop-errors");
    private static final AlarmArn QUEUE = alarm("shop-queue");
    private static final Given ANN = new Given(new Actor("ann", "we trust them now"), RAISED);
    private static final ApplicationName SHOP = new ApplicationName("shop");
    private static final PortFailure DARK = new PortFailure(PortFailure.Code.UNREACHABLE, "no answer");

    private final AlarmWorld world = new AlarmWorld();
    private final MemoryJournal journal = new MemoryJournal();
    private GuardStore store = new MemoryGuardStore();
    private ApplicationPlan plan = Plans.shop().triggeredBy(policy(Set.of(Mode.UNGRACEFUL)));

    AlarmTriggerTest() {
        arm(true);
        world.says(SILENT, Value.ALARM, RAISED);
        world.says(ERRORS, Value.ALARM, RAISED.minusSeconds(30));
        world.says(QUEUE, Value.OK, RAISED.minusSeconds(900));
        world.lag = new LagView.Measured(Duration.ofMillis(40), Duration.ofMillis(900), RAISED, "a test", RAISED);
        world.database = new DatabaseView.Unreadable(DARK, RAISED);
    }

    private static AlarmArn alarm(String name) {
        return new AlarmArn("arn:aws:cloudwatch:us-west-2:111122223333:alarm:" + name);
    }

    private static AlarmPolicy policy(Set<Mode> modes) {
        return policy(modes, Duration.ofSeconds(5));
    }

    private static AlarmPolicy policy(Set<Mode> modes, Duration lossMax) {
        return new AlarmPolicy(
                List.of(SILENT, ERRORS, QUEUE),
                2,
                Duration.ofMinutes(3),
                Duration.ofMinutes(5),
                Duration.ofHours(6),
                lossMax,
                modes);
    }

    private void arm(boolean on) {
        var name = new Switch.Name.Arming(SHOP);
        assertThat(store.turn(name, store.read(name), on, ANN)).isEqualTo(new GuardStore.Writing.Written());
    }

    private static AlarmEvent event(Instant receivedAt) {
        return new AlarmEvent(SILENT, Value.ALARM, RAISED, receivedAt);
    }

    private TriggerDecision look(AlarmEvent event, Instant now) {
        return new AlarmTrigger(store, journal, world, world).look(plan, event, now);
    }

    private List<Code> refusal(TriggerDecision decision) {
        assertThat(decision).isInstanceOf(TriggerDecision.Refused.class);
        return ((TriggerDecision.Refused) decision)
                .reasons().stream().map(GuardReason::code).toList();
    }

    private List<Code> refusal() {
        return refusal(look(event(RAISED), SUSTAINED));
    }

    /** As a handler does: it opens what it is told to begin. */
    private Optional<ChangeoverId> deliver(AlarmEvent event, Instant now) {
        return look(event, now) instanceof TriggerDecision.Begin(var request)
                        && journal.open(new Event.Started(request, plan, now)) instanceof Opening.Opened
                ? Optional.of(request.id())
                : Optional.empty();
    }

    private void ran(String id, Region from, Region to, Instant end) {
        var request = Plans.ungraceful(id, from, to);
        journal.open(new Event.Started(request, plan, end.minusSeconds(60)));
        journal.append(request.id(), 1, new Event.Ended(Outcome.COMPLETED, end), Optional.empty());
    }

    @Test
    void anEventToldThreeTimesAndOnceAnHourLateStartsOneChangeover() {
        assertThat(deliver(event(RAISED.plusSeconds(1)), SUSTAINED)).isPresent();
        assertThat(deliver(event(RAISED.plusSeconds(61)), SUSTAINED.plusSeconds(1)))
                .isEmpty();
        assertThat(deliver(event(RAISED.plusSeconds(180)), SUSTAINED.plusSeconds(2)))
                .isEmpty();
        Instant late = RAISED.plus(Duration.ofHours(1));
        assertThat(refusal(look(event(late), late))).contains(Code.DUPLICATE_EVENT, Code.EVENT_TOO_OLD);
        assertThat(journal.history(SHOP)).hasSize(1);
    }

    @Test
    void whoeverDiedBetweenClaimAndOpeningIsSucceeded() {
        TriggerDecision first = look(event(RAISED), SUSTAINED);
        assertThat(first).isInstanceOf(TriggerDecision.Begin.class);
        assertThat(look(event(RAISED.plusSeconds(60)), SUSTAINED.plusSeconds(60)))
                .extracting("request.id")
                .isEqualTo(((TriggerDecision.Begin) first).request().id());
    }

    @Test
    void asksForWhatThePolicyAllowsAndNoMore() {
        assertThat(look(event(RAISED), SUSTAINED)).isInstanceOfSatisfying(TriggerDecision.Begin.class, begin -> {
            assertThat(begin.request().from()).isEqualTo(Plans.EAST);
            assertThat(begin.request().to()).isEqualTo(Plans.WEST);
            assertThat(begin.request().mode()).isEqualTo(Mode.UNGRACEFUL);
            assertThat(begin.request().acceptedLoss()).contains(Duration.ofSeconds(5));
            assertThat(begin.request().acknowledged()).isEmpty();
            assertThat(begin.request().by().who()).isEqualTo("alarm shop-silent");
        });
    }

    @Test
    void looksAgainOnceTheQuorumHasLastedLongEnough() {
        assertThat(look(event(RAISED), RAISED.plusSeconds(1)))
                .isInstanceOfSatisfying(TriggerDecision.LookAgain.class, again -> {
                    assertThat(again.at()).isEqualTo(SUSTAINED);
                    assertThat(again.reasons()).extracting(GuardReason::code).containsExactly(Code.QUORUM_MISSING);
                });
        assertThat(store.refusals(Optional.of(SHOP), 10)).isEmpty();
    }

    @Test
    void oneAlarmOfThreeIsNoQuorumHoweverLong() {
        world.says(ERRORS, Value.OK, RAISED);
        assertThat(refusal()).containsExactly(Code.QUORUM_MISSING);
        world.cannotRead(ERRORS, DARK);
        assertThat(refusal()).containsExactly(Code.QUORUM_MISSING);
    }

    @Test
    void startsNothingUntilSomebodyArmsIt() {
        arm(false);
        assertThat(refusal()).containsExactly(Code.DISARMED);
        assertThat(store.refusals(Optional.of(SHOP), 10))
                .singleElement()
                .satisfies(kept -> assertThat(kept.reasons())
                        .extracting(GuardReason::found)
                        .containsExactly("disarmed by " + ANN));
    }

    @Test
    void theStopSwitchStopsWhatIsArmed() {
        store.turn(new Switch.Name.Stop(), Switch.UNTOUCHED, true, ANN);
        assertThat(refusal()).containsExactly(Code.STOP_SWITCH);
    }

    @Test
    void restsAfterAChangeoverUntilTimeOrAPersonEndsIt() {
        ran("went-there", Plans.EAST, Plans.WEST, RAISED.minus(Duration.ofHours(3)));
        ran("came-back", Plans.WEST, Plans.EAST, RAISED.minus(Duration.ofHours(2)));
        assertThat(refusal()).containsExactly(Code.RECOVERY_PERIOD);

        store.acknowledge(SHOP, new ChangeoverId("came-back"), ANN);
        assertThat(look(event(RAISED), SUSTAINED)).isInstanceOf(TriggerDecision.Begin.class);
    }

    @Test
    void theRestIsOverWithTime() {
        ran("came-back", Plans.WEST, Plans.EAST, SUSTAINED.minus(Duration.ofHours(6)));
        assertThat(look(event(RAISED), SUSTAINED)).isInstanceOf(TriggerDecision.Begin.class);
    }

    @Test
    void aPersonNeedNotWaitForTheRest() {
        ran("came-back", Plans.WEST, Plans.EAST, RAISED.minusSeconds(60));
        Standing standing = Standing.of(plan, store, journal, RAISED);
        assertThat(Guards.admit(new Start.Manual(ANN.by()), standing)).isEqualTo(new Admission.Allowed());
        assertThat(Guards.admit(new Start.Drill(ANN.by()), standing)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aRunningChangeoverBlocksEverybodyAndIsNamed() {
        var running = Plans.graceful("under-way", Plans.EAST, Plans.WEST);
        journal.open(new Event.Started(running, plan, RAISED));
        assertThat(refusal()).containsExactly(Code.CHANGEOVER_RUNNING);
        assertThat(Guards.admit(new Start.Manual(ANN.by()), Standing.of(plan, store, journal, RAISED)))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.running()).contains(running.id()));
    }

    @Test
    void neverFailsBack() {
        world.database =
                new DatabaseView.WriterIn(Plans.WEST, true, "available", DatabaseView.Replica.CONNECTED, RAISED);
        assertThat(refusal()).contains(Code.NEVER_AUTOMATIC_FAILBACK);
        world.database = new DatabaseView.Unreadable(DARK, RAISED);
        ran("went-there", Plans.EAST, Plans.WEST, RAISED.minus(Duration.ofDays(3)));
        assertThat(refusal()).containsExactly(Code.NEVER_AUTOMATIC_FAILBACK);
    }

    @Test
    void aLossThatIsUnknownOrTooGreatIsForAPersonToAccept() {
        world.lag = new LagView.Measured(Duration.ofMillis(40), Duration.ofSeconds(6), RAISED, "a test", RAISED);
        assertThat(refusal()).containsExactly(Code.LOSS_ABOVE_LIMIT);
        world.lag = new LagView.Unreadable(DARK, RAISED);
        assertThat(refusal()).containsExactly(Code.LOSS_ABOVE_LIMIT);
    }

    @Test
    void aLimitOfNothingStartsNothingThatPreflightWouldStop() {
        plan = Plans.shop().triggeredBy(policy(Set.of(Mode.UNGRACEFUL), Duration.ZERO));
        world.lag = new LagView.Measured(Duration.ZERO, Duration.ZERO, RAISED, "a test", RAISED);
        assertThat(refusal()).containsExactly(Code.LOSS_ABOVE_LIMIT);
    }

    @Test
    void takesTheGentlestModeThatIsAllowedAndPossible() {
        world.lag = new LagView.Unreadable(DARK, RAISED);
        plan = Plans.shop().triggeredBy(policy(EnumSet.allOf(Mode.class)));
        assertThat(refusal()).containsExactly(Code.LOSS_ABOVE_LIMIT);
        world.database =
                new DatabaseView.WriterIn(Plans.EAST, true, "available", DatabaseView.Replica.CONNECTED, RAISED);
        assertThat(look(event(RAISED), SUSTAINED)).extracting("request.mode").isEqualTo(Mode.GRACEFUL);
    }

    @Test
    void refusesTheModeThatThePlanDoesNotGrant() {
        plan = Plans.shop().triggeredBy(policy(Set.of(Mode.GRACEFUL)));
        assertThat(refusal()).containsExactly(Code.NOT_AUTHORISED_MODE);
    }

    @Test
    void refusesAlarmsThatAreNotNamedAndPlansThatNameNone() {
        var stranger = new AlarmEvent(alarm("somebody-elses"), Value.ALARM, RAISED, RAISED);
        assertThat(refusal(look(stranger, SUSTAINED))).containsExactly(Code.ALARM_NOT_NAMED);
        var over = new AlarmEvent(SILENT, Value.OK, RAISED, RAISED);
        assertThat(refusal(look(over, SUSTAINED))).containsExactly(Code.ALARM_NOT_RAISED);
        plan = Plans.shop();
        assertThat(refusal()).containsExactly(Code.NO_ALARM_POLICY);
    }

    @Test
    void givesUpOnAStoreThatStaysSilent() {
        store = new MuteStore();
        Instant soon = RAISED.plusSeconds(10);
        assertThat(look(event(RAISED), soon)).extracting("at").isEqualTo(soon.plus(AlarmTrigger.RETRY_EVERY));
        Instant muchLater = SUSTAINED.plus(Duration.ofMinutes(5));
        assertThat(refusal(look(event(RAISED), muchLater))).containsExactly(Code.GUARDS_UNREADABLE);
        assertThat(Guards.admit(new Start.Manual(ANN.by()), Standing.of(plan, store, journal, RAISED)))
                .isEqualTo(new Admission.Allowed());
    }

    /** A store in a place that does not answer. */
    private static final class MuteStore implements GuardStore {
        @Override
        public Switch read(Switch.Name name) {
            throw new UncheckedIOException(new IOException("no answer"));
        }

        @Override
        public Writing turn(Switch.Name name, Switch seen, boolean on, Given by) {
            return new Writing.Unavailable(DARK);
        }

        @Override
        public Optional<Given> acknowledged(ApplicationName application, ChangeoverId changeover) {
            throw new UncheckedIOException(new IOException("no answer"));
        }

        @Override
        public Writing acknowledge(ApplicationName application, ChangeoverId changeover, Given by) {
            return new Writing.Unavailable(DARK);
        }

        @Override
        public Claiming claim(AlarmEvent event, ChangeoverId changeover) {
            return new Claiming.Unavailable(DARK);
        }

        @Override
        public Writing keep(RefusedStart refused) {
            return new Writing.Unavailable(DARK);
        }

        @Override
        public List<RefusedStart> refusals(Optional<ApplicationName> application, int newest) {
            throw new UncheckedIOException(new IOException("no answer"));
        }
    }

    @Test
    void eventsOfOneAlarmAtTwoTimesAreTwo() {
        var again = new AlarmEvent(SILENT, Value.ALARM, RAISED.plusMillis(1), RAISED);
        assertThat(again.changeoverOf(SHOP)).isNotEqualTo(event(RAISED).changeoverOf(SHOP));
        assertThat(event(SUSTAINED).changeoverOf(SHOP)).isEqualTo(event(RAISED).changeoverOf(SHOP));
        assertThat(event(RAISED).changeoverOf(new ApplicationName("bank")))
                .isNotEqualTo(event(RAISED).changeoverOf(SHOP));
    }

    @Test
    void seesTheAlarmsThePlanNames() {
        look(event(RAISED), SUSTAINED);
        assertThat(world.states(List.of(QUEUE)))
                .singleElement()
                .isInstanceOfSatisfying(
                        AlarmView.Says.class, says -> assertThat(says.value()).isEqualTo(Value.OK));
    }
}
