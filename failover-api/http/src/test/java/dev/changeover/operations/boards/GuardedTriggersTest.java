package dev.changeover.operations.boards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.MemoryGuardStore;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.operations.Arming;
import dev.changeover.operations.Reason;
import dev.changeover.operations.SwitchView;
import dev.changeover.operations.Turned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedTriggersTest {
    private static final Switch.Name STOP = new Switch.Name.Stop();

    private final ApplicationPlan plan = Shop.withAlarms();
    private final MemoryJournal journal = new MemoryJournal();
    private final UnsteadyStore store = new UnsteadyStore();
    private Instant now = Shop.AT.plusSeconds(60);
    private final GuardedTriggers triggers = new GuardedTriggers(store, journal, () -> now);

    private static List<String> codes(Arming arming) {
        return arming.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void anAlarmMayStartOnceItIsArmedAndNothingElseStandsInItsWay() {
        assertThat(codes(triggers.arming(plan))).containsExactly("DISARMED");

        assertThat(triggers.arm(plan, true, Shop.ANA)).isEqualTo(new Turned.Done());

        Arming arming = triggers.arming(plan);
        assertThat(arming.reasons()).isEmpty();
        assertThat(arming.armed()).isEqualTo(new SwitchView.Standing(true, Optional.of(Shop.ANA), Optional.of(now)));
        assertThat(arming.stop()).isEqualTo(SwitchView.untouched());
        assertThat(arming.recovery()).isEqualTo(Arming.Recovery.NONE);
        triggers.arm(plan, false, Shop.BEN);
        assertThat(codes(triggers.arming(plan))).containsExactly("DISARMED");
    }

    @Test
    void aPlanWithoutAlarmsSaysSo() {
        assertThat(codes(triggers.arming(Shop.plan()))).containsExactly("NO_ALARM_POLICY");
    }

    @Test
    void theStopSwitchHoldsPeopleBackToo() {
        assertThat(triggers.against(plan, Shop.BEN)).isEmpty();

        triggers.turnStop(true, Shop.ANA);

        assertThat(triggers.against(plan, Shop.BEN)).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("STOP_SWITCH");
            assertThat(reason.found()).contains("ana", "a test");
        });
        assertThat(codes(triggers.arming(plan))).contains("STOP_SWITCH", "DISARMED");
        triggers.turnStop(false, Shop.BEN);
        assertThat(triggers.against(plan, Shop.BEN)).isEmpty();
    }

    @Test
    void whatRunsHoldsAlarmsBackAndIsNoReasonOfAPersons() {
        Shop.started(journal, plan, "shop-running");
        assertThat(codes(triggers.arming(plan))).contains("CHANGEOVER_RUNNING");
        assertThat(triggers.against(plan, Shop.BEN)).isEmpty();
    }

    @Test
    void theRecoveryPeriodBlocksUntilItIsOverOrAcknowledged() {
        ChangeoverId ended = Shop.ended(journal, plan, "shop-ended");

        Arming blocked = triggers.arming(plan);
        assertThat(blocked.recovery().blockedUntil()).contains(Shop.AT.plus(Duration.ofHours(6)));
        assertThat(blocked.recovery().after()).contains(ended);
        assertThat(codes(blocked)).contains("RECOVERY_PERIOD", "NEVER_AUTOMATIC_FAILBACK");

        assertThat(triggers.acknowledgeRecovery(plan, Shop.BEN)).isEqualTo(new Turned.Done());

        Arming open = triggers.arming(plan);
        assertThat(open.recovery().blockedUntil()).isEmpty();
        assertThat(open.recovery().acknowledgedBy()).contains(Shop.BEN);
        assertThat(codes(open)).doesNotContain("RECOVERY_PERIOD");
        assertThat(triggers.acknowledgeRecovery(plan, Shop.ANA))
                .as("the first acknowledgement stays")
                .isEqualTo(new Turned.Done());
        assertThat(triggers.arming(plan).recovery().acknowledgedBy()).contains(Shop.BEN);
    }

    @Test
    void nothingIsAcknowledgedWhereNothingBlocks() {
        assertThat(triggers.acknowledgeRecovery(plan, Shop.BEN)).isInstanceOf(Turned.Refused.class);
        Shop.ended(journal, plan, "shop-ended");
        now = Shop.AT.plus(Duration.ofHours(6));
        assertThat(triggers.acknowledgeRecovery(plan, Shop.BEN)).isInstanceOf(Turned.Refused.class);
    }

    @Test
    void aTurnOfSomebodyElseIsMetByAnother() {
        store.rivals = 3;
        assertThat(triggers.turnStop(true, Shop.ANA)).isEqualTo(new Turned.Done());
        assertThat(store.read(STOP).on()).isTrue();
        assertThat(store.read(STOP).version()).isEqualTo(4);

        store.rivals = GuardedTriggers.TURNS_MAX;
        assertThat(triggers.turnStop(false, Shop.ANA)).isInstanceOf(Turned.Refused.class);
    }

    @Test
    void aStoreThatDoesNotAnswerIsToldAndHoldsAlarmsBackButNotPeople() {
        store.reachable = false;

        Arming arming = triggers.arming(plan);

        assertThat(arming.armed()).isInstanceOf(SwitchView.Unreadable.class);
        assertThat(arming.stop()).isInstanceOf(SwitchView.Unreadable.class);
        assertThat(codes(arming)).contains("GUARDS_UNREADABLE");
        assertThat(triggers.stop()).isInstanceOf(SwitchView.Unreadable.class);
        assertThat(triggers.against(plan, Shop.ANA)).isEmpty();
        assertThat(triggers.arm(plan, true, Shop.ANA)).isInstanceOf(Turned.Unavailable.class);
    }

    @Test
    void refusalsAreShownNewestFirst() {
        for (int second = 0; second < GuardedTriggers.REFUSALS_MAX + 2; second++) {
            store.keep(new RefusedStart(
                    Optional.of(plan.name()),
                    "event " + second,
                    List.of(new GuardReason(GuardReason.Code.DISARMED, "never armed", Optional.empty())),
                    Shop.AT.plusSeconds(second)));
        }
        List<Arming.Refusal> refusals = triggers.arming(plan).refusals();
        assertThat(refusals).hasSize(GuardedTriggers.REFUSALS_MAX);
        assertThat(refusals.getFirst().what()).isEqualTo("event 21");
        assertThat(refusals.getFirst().reasons().getFirst().code()).isEqualTo("DISARMED");
    }

    @Test
    void whatTheOtherRegionTurnsIsSeenASecondLater() {
        triggers.arming(plan);
        store.turn(STOP, Switch.UNTOUCHED, true, new Given(Shop.BEN, now));
        assertThat(codes(triggers.arming(plan))).doesNotContain("STOP_SWITCH");
        now = now.plus(GuardedTriggers.FRESH);
        assertThat(codes(triggers.arming(plan))).contains("STOP_SWITCH");
    }

    /** A store that may be out of reach, and in which others turn switches just before us. */
    private static final class UnsteadyStore implements GuardStore {
        private final MemoryGuardStore inner = new MemoryGuardStore();
        private boolean reachable = true;
        private int rivals;

        private GuardStore reached() {
            if (!reachable) {
                throw new UncheckedIOException(new IOException("the table did not answer"));
            }
            return inner;
        }

        @Override
        public Switch read(Switch.Name name) {
            return reached().read(name);
        }

        @Override
        public Writing turn(Switch.Name name, Switch seen, boolean on, Given by) {
            if (rivals > 0) {
                rivals--;
                inner.turn(name, seen, false, new Given(Shop.BEN, by.at()));
            }
            return reachable
                    ? inner.turn(name, seen, on, by)
                    : new Writing.Unavailable(new PortFailure(PortFailure.Code.UNREACHABLE, "no answer"));
        }

        @Override
        public Optional<Given> acknowledged(ApplicationName application, ChangeoverId changeover) {
            return reached().acknowledged(application, changeover);
        }

        @Override
        public Writing acknowledge(ApplicationName application, ChangeoverId changeover, Given by) {
            return inner.acknowledge(application, changeover, by);
        }

        @Override
        public Claiming claim(AlarmEvent event, ChangeoverId changeover) {
            return inner.claim(event, changeover);
        }

        @Override
        public Writing keep(RefusedStart refused) {
            return inner.keep(refused);
        }

        @Override
        public List<RefusedStart> refusals(Optional<ApplicationName> application, int newest) {
            return reached().refusals(application, newest);
        }
    }
}
