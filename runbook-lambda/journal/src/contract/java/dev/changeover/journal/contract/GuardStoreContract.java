package dev.changeover.journal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.GuardStore.Claiming;
import dev.changeover.core.guard.GuardStore.Writing;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.AlarmView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The promises of {@link GuardStore}, as cases. */
public abstract class GuardStoreContract {
    protected static final ApplicationName SHOP = new ApplicationName("shop");
    protected static final Switch.Name STOP = new Switch.Name.Stop();
    protected static final Switch.Name ARMING = new Switch.Name.Arming(SHOP);
    protected static final Given ANN = new Given(new Actor("ann", "Käse \"tonight\""), Samples.AT);
    protected static final Given BOB = new Given(new Actor("bob", ""), Samples.AT.plusSeconds(1));
    protected static final ChangeoverId FIRST = new ChangeoverId("changeover-1");
    private static final ChangeoverId SECOND = new ChangeoverId("changeover-2");
    private static final Writing WRITTEN = new Writing.Written();
    private static final Writing BEHIND = new Writing.Behind();
    private static final int RIVALS = 4;

    /** Longer than any store needs for one call, even on a busy machine. */
    private static final int CALL_MAX_SECONDS = 30;

    /** The store. */
    protected abstract GuardStore store();

    /** The same store as somebody else sees it. */
    protected GuardStore another() {
        return store();
    }

    protected static AlarmEvent event(Instant at) {
        var alarm = new AlarmArn("arn:aws:cloudwatch:us-west-2:111122223333:alarm:shop silent/ü");
        return new AlarmEvent(alarm, AlarmView.Value.ALARM, at, at.plusSeconds(1));
    }

    private static RefusedStart refused(int number, Optional<ApplicationName> application) {
        var reason = new GuardReason(Code.RECOVERY_PERIOD, "a while", Optional.of(FIRST));
        var other = new GuardReason(Code.DISARMED, "never armed", Optional.empty());
        return new RefusedStart(
                application, "event " + number, List.of(reason, other), Samples.AT.plusSeconds(number));
    }

    @Test
    void switchesBeginOff() {
        assertThat(store().read(STOP)).isEqualTo(Switch.UNTOUCHED);
        assertThat(store().read(ARMING)).isEqualTo(Switch.UNTOUCHED);
    }

    @Test
    void everybodySeesWhoTurnedASwitchLast() {
        assertThat(store().turn(ARMING, Switch.UNTOUCHED, true, ANN)).isEqualTo(WRITTEN);
        assertThat(another().read(ARMING)).isEqualTo(new Switch(true, 1, Optional.of(ANN)));
        assertThat(another().turn(ARMING, another().read(ARMING), false, BOB)).isEqualTo(WRITTEN);
        assertThat(store().read(ARMING)).isEqualTo(new Switch(false, 2, Optional.of(BOB)));
        assertThat(store().read(STOP)).isEqualTo(Switch.UNTOUCHED);
        assertThat(store().read(new Switch.Name.Arming(new ApplicationName("bank"))))
                .isEqualTo(Switch.UNTOUCHED);
    }

    @Test
    void whoeverHasNotSeenTheLastTurnTurnsNothing() {
        store().turn(STOP, Switch.UNTOUCHED, true, ANN);
        assertThat(another().turn(STOP, Switch.UNTOUCHED, false, BOB)).isEqualTo(BEHIND);
        assertThat(store().read(STOP).on()).isTrue();
    }

    @Test
    void theFirstAcknowledgementStays() {
        assertThat(store().acknowledged(SHOP, FIRST)).isEmpty();
        assertThat(store().acknowledge(SHOP, FIRST, ANN)).isEqualTo(WRITTEN);
        assertThat(another().acknowledge(SHOP, FIRST, BOB)).isEqualTo(BEHIND);
        assertThat(another().acknowledged(SHOP, FIRST)).contains(ANN);
        assertThat(store().acknowledged(SHOP, SECOND)).isEmpty();
    }

    @Test
    void anEventIsClaimedOnceAndTellsForWhich() {
        assertThat(store().claim(event(Samples.AT), FIRST)).isEqualTo(new Claiming.Claimed());
        assertThat(another().claim(event(Samples.AT), SECOND)).isEqualTo(new Claiming.ClaimedBy(FIRST));
        assertThat(another().claim(event(Samples.AT.plusMillis(1)), SECOND)).isEqualTo(new Claiming.Claimed());
    }

    @Test
    void ofManyAtOnceOneClaims() throws Exception {
        var together = new CyclicBarrier(RIVALS);
        List<Callable<Claiming>> rivals = new ArrayList<>();
        for (int rival = 0; rival < RIVALS; rival++) {
            GuardStore own = rival % 2 == 0 ? store() : another();
            var id = new ChangeoverId("changeover-" + rival);
            rivals.add(() -> {
                together.await(CALL_MAX_SECONDS, TimeUnit.SECONDS);
                return own.claim(event(Samples.AT), id);
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Claiming> answers = threads.invokeAll(rivals).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answers)
                    .filteredOn(Claiming.Claimed.class::isInstance)
                    .hasSize(1);
            assertThat(answers)
                    .filteredOn(Claiming.ClaimedBy.class::isInstance)
                    .hasSize(RIVALS - 1)
                    .containsOnly(store().claim(event(Samples.AT), FIRST));
        }
    }

    @Test
    void keepsRefusalsNewestFirstAndEachOnce() {
        for (int number = 1; number <= 3; number++) {
            assertThat(store().keep(refused(number, Optional.of(SHOP)))).isEqualTo(WRITTEN);
        }
        assertThat(another().keep(refused(2, Optional.of(SHOP)))).isEqualTo(BEHIND);
        assertThat(another().refusals(Optional.of(SHOP), 2))
                .containsExactly(refused(3, Optional.of(SHOP)), refused(2, Optional.of(SHOP)));
        assertThat(store().refusals(Optional.empty(), 2)).isEmpty();
    }

    @Test
    void keepsRefusalsThatAreOfNoApplication() {
        store().keep(refused(1, Optional.empty()));
        assertThat(another().refusals(Optional.empty(), 10)).containsExactly(refused(1, Optional.empty()));
        assertThat(another().refusals(Optional.of(SHOP), 10)).isEmpty();
    }
}
