package dev.changeover.operations;

import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Region;
import dev.changeover.drive.Drivers;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Everything the service stands on.
 *
 * @param background where looking anew goes on after an answer has left; a function that is frozen between two calls
 *     gives one that runs at once
 */
public record House(
        Here here,
        Plans plans,
        Worlds worlds,
        Journal journal,
        Drivers drivers,
        Boards boards,
        InstantSource clock,
        Executor background) {
    /** Which service this is: its Region, and the version that a page shows. */
    public record Here(Region region, String version) {}

    /** What others keep and this service shows. */
    public record Boards(
            Drills drills, ReadinessBoard readiness, Triggers triggers, AuditLog audit, RequestRates rates) {}
}
