package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import java.util.List;

/** The switches that people turn, and what they say about a start. */
public interface Triggers {
    /** Why a person may not start a changeover now; empty if they may. */
    List<Reason> against(ApplicationPlan plan, Actor by);

    Arming arming(ApplicationPlan plan);

    SwitchView stop();

    Turned arm(ApplicationPlan plan, boolean armed, Actor by);

    /** Says that a person has looked at how the last changeover ended. */
    Turned acknowledgeRecovery(ApplicationPlan plan, Actor by);

    Turned turnStop(boolean stopped, Actor by);
}
