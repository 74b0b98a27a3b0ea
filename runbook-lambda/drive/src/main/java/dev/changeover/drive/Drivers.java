package dev.changeover.drive;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import java.util.List;

/**
 * Sets somebody to work on a changeover that is in the journal, somewhere else: an Automation execution, or a function
 * that goes on by itself where Automation cannot be reached. Whoever drives may die; the changeover is in the journal,
 * and another is set to work.
 */
public interface Drivers {
    /**
     * Asks for a driver. The same request made twice gives one driver.
     *
     * @param in the Region being activated, where the driver has to run
     * @param attempt how many drivers this changeover has had; another number asks for another driver
     */
    Hiring hire(ApplicationPlan plan, ChangeoverId id, Region in, int attempt);

    /** Tells the driver that a second person has approved, if it waits for that itself. What it hears is weather. */
    void approved(ApplicationPlan plan, ChangeoverId id, Region in);

    /**
     * Has whoever would drive in {@code in} stand ready, for a changeover that may come. What that comes to is nobody's
     * concern: a driver that does not stand ready takes longer to begin.
     */
    default void standReady(ApplicationPlan plan, Region in) {
        // Where drivers need no time to begin, nothing is to be done.
    }

    /** How asking for a driver went. */
    sealed interface Hiring {
        /**
         * Somebody drives.
         *
         * @param driver such as {@code ssm/EXECUTION}, as the journal will name it
         * @param instead why it is not the usual one, in a sentence; empty if it is
         */
        record Driving(String driver, String instead) implements Hiring {}

        /** Nobody could be reached. The changeover waits in the journal, and nothing is lost. */
        record Nobody(List<PortFailure> why) implements Hiring {
            public Nobody {
                why = List.copyOf(why);
            }
        }
    }
}
