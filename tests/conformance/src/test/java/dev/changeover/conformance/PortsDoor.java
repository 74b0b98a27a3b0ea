package dev.changeover.conformance;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ports.TwinWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The model asked directly, in virtual time. */
final class PortsDoor extends TwinDoor {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int STEPS_MAX = 10_000;

    private final ApplicationPlan plan;
    private final World world;

    PortsDoor() {
        super(Timeline.virtual(Instant.parse("2026-01-01T00:00:00Z")), new Ports(Ports.BASE_DEFAULT));
        this.plan = setUp();
        this.world = new TwinWorld(
                timeline,
                account.faults(),
                new TwinWorld.Services(
                        account.rds(),
                        account.secrets(),
                        account.routing().cluster(),
                        account.cloudWatch(),
                        new ModelShop(account, database)));
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public ApplicationPlan plan() {
        return plan;
    }

    @Override
    public void until(String what, BooleanSupplier holds) {
        for (int step = 0; step < STEPS_MAX; step++) {
            if (holds.getAsBoolean()) {
                return;
            }
            timeline.advance(STEP);
        }
        throw new AssertionError("it never came to hold: " + what);
    }

    @Override
    public void close() {
        timeline.close();
    }
}
