package dev.changeover.drive;

import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;

/** Sets somebody to work on a drill that is in the drill journal, as {@link Drivers} do for a changeover. */
@FunctionalInterface
public interface DrillDrivers {
    /**
     * Asks for a driver. The same request made twice gives one driver.
     *
     * @param near the Region to try first; both must answer for a drill, so it matters little which
     * @param attempt how many drivers of this drill have died; another number asks for another driver
     */
    Drivers.Hiring hire(ApplicationPlan plan, DrillRequest drill, Region near, int attempt);
}
