package dev.changeover.conformance;

import dev.changeover.aws.AwsWorld;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;
import dev.changeover.plan.PlanFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Whatever a plan file leads to: an application on AWS, or in a twin that runs already. */
final class AccountDoor implements Door {
    /** Aurora publishes its lag once a minute (Aurora metrics page, read 2026). */
    private static final Duration WAIT_MAX = Duration.ofMinutes(2);

    private final ApplicationPlan plan;
    private final AwsWorld world;

    AccountDoor(Path file) {
        this.plan = switch (PlanFile.read(file)) {
            case PlanFile.Reading.Valid valid -> valid.plan();
            case PlanFile.Reading other -> throw new IllegalArgumentException(file + " is no valid plan: " + other);
        };
        this.world = AwsWorld.open(plan);
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
        Waits.until(what, WAIT_MAX, holds);
    }

    @Override
    public void close() {
        world.close();
    }
}
