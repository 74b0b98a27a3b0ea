package dev.changeover.core.step;

import dev.changeover.core.port.Action;
import dev.changeover.core.port.RoutingView;
import java.util.List;

/** Decides ShiftTraffic. */
public final class RoutingRule {
    private RoutingRule() {}

    public static Decision decide(Step.ShiftTraffic step, RoutingView seen, Memory memory) {
        return switch (seen) {
            case RoutingView.States(var on, var readFrom, var _)
            when on.equals(List.of(step.to().region())) ->
                new Decision.Satisfied(
                        "only " + step.to().region() + " is On, read from the ARC endpoints in " + readFrom);
            case RoutingView.States _ ->
                Asking.repeatable(
                        new Action.ShiftTraffic(step.to().control(), step.from().control(), step.override()), memory);
            case RoutingView.Unreadable unreadable ->
                new Decision.Wait(
                        WaitReason.ROUTING_UNREADABLE, unreadable.why().toString());
        };
    }
}
