package dev.changeover.operations;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.view.Standing;
import java.time.Instant;
import java.util.List;

/**
 * One look at an application.
 *
 * @param silent the Regions that did not answer, since when, and what was heard instead
 */
public record Seen(ApplicationPlan plan, Standing standing, Instant at, List<Silence> silent) {
    public Seen {
        silent = List.copyOf(silent);
    }

    /** A Region that does not answer. */
    public record Silence(Region region, Instant since, String why) {}
}
