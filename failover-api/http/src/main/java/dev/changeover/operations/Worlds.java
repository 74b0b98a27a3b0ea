package dev.changeover.operations;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;

/** Where the world of an application is looked at. The same plan is given the same world. */
@FunctionalInterface
public interface Worlds {
    World of(ApplicationPlan plan);
}
