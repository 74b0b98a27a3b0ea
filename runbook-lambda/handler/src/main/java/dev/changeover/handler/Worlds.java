package dev.changeover.handler;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;

/** The worlds of the plans that a function meets. */
interface Worlds {
    World of(ApplicationPlan plan);
}
