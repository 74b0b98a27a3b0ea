package dev.changeover.core.port;

import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Site;

/** The Aurora global database. */
public interface DatabasePort {
    /**
     * Looks once, asking {@code trusted}'s Region; {@code other}'s answer counts only where the first cannot be read.
     * Never throws for weather.
     */
    DatabaseView view(GlobalClusterId database, Site trusted, Site other);

    /** Asks once and does not retry. */
    Answer switchOver(Action.SwitchOver action);

    /** Asks once and does not retry. */
    Answer failOver(Action.FailOver action);
}
