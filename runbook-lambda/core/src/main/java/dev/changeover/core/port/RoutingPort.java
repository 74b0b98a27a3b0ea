package dev.changeover.core.port;

import dev.changeover.core.model.ApplicationPlan;

/** The routing controls, through any of the five cluster endpoints. */
public interface RoutingPort {
    /** Two endpoints must say the same before it is believed. */
    int READERS = 2;

    /**
     * Reads both controls from {@code readers} endpoints, or from as many as answer. Never throws for weather;
     * endpoints that disagree are unreadable.
     */
    RoutingView view(ApplicationPlan plan, int readers);

    /** Reads both controls from {@link #READERS} endpoints, or from one if only one answers. */
    default RoutingView view(ApplicationPlan plan) {
        return view(plan, READERS);
    }

    /** Sets both in one transaction at one endpoint after another until one answers. Setting twice does no harm. */
    Answer shift(ApplicationPlan plan, Action.ShiftTraffic action);
}
