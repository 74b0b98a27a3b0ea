package dev.changeover.conformance;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Timeouts;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A door to a twin's account, whose model the cases may break and look into. */
abstract class TwinDoor implements Door {
    /**
     * Long enough that a call made during a move meets it even on a busy machine, short enough to wait for over the
     * wire: a move takes about 1.2 s in all.
     */
    private static final Timing TIMING = new Timing(
            Duration.ofMillis(20), // creation
            Duration.ofMillis(20), // deletion
            Duration.ofMillis(300), // pending
            Duration.ofMillis(300), // lead
            Duration.ofMillis(300), // settling
            Duration.ofMillis(100), // rejoinCheck
            Duration.ofMillis(500), // metrics
            Duration.ofSeconds(1)); // alarms

    private static final MemoryDataPlane.Speed SPEED = new MemoryDataPlane.Speed(
            Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(100));

    /** What waits for silence is soon over; a warm call over loopback takes 5 to 50 ms on a busy machine. */
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofMillis(500), Duration.ofMillis(1_500), Map.of());

    final Timeline timeline;
    final MemoryDataPlane database;
    final TwinAccount account;

    TwinDoor(Timeline timeline, Ports ports) {
        this.timeline = timeline;
        this.database = new MemoryDataPlane(timeline, ports, SPEED);
        this.account =
                TwinAccount.on(new TwinAccount.Ground(timeline, TIMING, TwinAccount.Delays.local(), ports, database));
    }

    final ApplicationPlan setUp() {
        var choices = new ShopEstate.Choices(Duration.ofSeconds(1), "a password");
        ApplicationPlan made = new ShopEstate(account, choices, holds -> until("the estate is set up", holds)).setUp();
        return made.within(TIMEOUTS);
    }

    @Override
    public abstract void until(String what, BooleanSupplier holds);
}
