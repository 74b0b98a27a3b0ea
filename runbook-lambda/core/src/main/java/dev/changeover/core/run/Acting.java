package dev.changeover.core.run;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.World;

/** Sends an action to the port it is for. The only place where core changes the world. */
final class Acting {
    private Acting() {}

    static Answer send(World world, ApplicationPlan plan, Action action) {
        return switch (action) {
            case Action.SwitchOver switchOver -> world.database().switchOver(switchOver);
            case Action.FailOver failOver -> world.database().failOver(failOver);
            case Action.StageSecret stage -> world.secrets().stage(stage);
            case Action.MakeSecretCurrent makeCurrent -> world.secrets().makeCurrent(makeCurrent);
            case Action.RewriteSecret rewrite -> world.secrets().rewrite(rewrite);
            case Action.PromoteSecretReplica promote -> world.secrets().promoteReplica(promote);
            case Action.ShiftTraffic shift -> world.routing().shift(plan, shift);
        };
    }
}
