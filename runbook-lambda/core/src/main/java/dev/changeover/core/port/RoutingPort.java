package dev.changeover.core.port;

import dev.changeover.core.model.ApplicationPlan;

/** The routing controls, through any of the five cluster endpoints. */
public interface RoutingPort {
    /** Reads both controls from two endpoints that answer, or from one if only one does. Never throws for weather. */
    RoutingView view(ApplicationPlan plan);

    /** Sets both in one transaction at one endpoint after another until one answers. Setting twice does no harm. */
    Answer shift(ApplicationPlan plan, Action.ShiftTraffic action);
}
