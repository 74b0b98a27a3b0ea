package dev.changeover.twin.ports;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.RoutingView;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.routing.RoutingCluster;
import dev.changeover.twin.routing.RoutingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routing controls, asked of the model through one endpoint after another. */
final class RoutingDoor implements RoutingPort {
    private final Door door;
    private final Timeline timeline;
    private final RoutingCluster cluster;

    RoutingDoor(Door door, Timeline timeline, RoutingCluster cluster) {
        this.door = door;
        this.timeline = timeline;
        this.cluster = cluster;
    }

    @Override
    public RoutingView view(ApplicationPlan plan, int readers) {
        Instant now = timeline.now();
        List<RoutingView.States> states = new ArrayList<>();
        RoutingView last =
                new RoutingView.Unreadable(new PortFailure(PortFailure.Code.UNREACHABLE, "no endpoint was asked"), now);
        for (int endpoint = 0; endpoint < Regions.ARC_ENDPOINTS.size() && states.size() < readers; endpoint++) {
            last = viewAt(endpoint, plan, now);
            if (last instanceof RoutingView.States seen) {
                states.add(seen);
            }
        }
        if (states.isEmpty()) {
            return last;
        }
        List<Region> readFrom =
                states.stream().flatMap(seen -> seen.readFrom().stream()).toList();
        return new RoutingView.States(states.getFirst().on(), readFrom, now);
    }

    @Override
    public Answer shift(ApplicationPlan plan, Action.ShiftTraffic action) {
        var wanted = Map.of(action.on().value(), RoutingState.On, action.off().value(), RoutingState.Off);
        var overridden = action.override().stream().map(SafetyRuleArn::value).collect(Collectors.toSet());
        Answer answer = new Answer.Unknown(new PortFailure(PortFailure.Code.UNREACHABLE, "no endpoint was asked"));
        for (int endpoint = 0; endpoint < Regions.ARC_ENDPOINTS.size(); endpoint++) {
            int asked = endpoint;
            answer = door.write(
                    call(endpoint, "UpdateRoutingControlStates"), () -> cluster.update(asked, wanted, overridden));
            if (!(answer instanceof Answer.Unknown)) {
                return answer;
            }
        }
        return answer;
    }

    private RoutingView viewAt(int endpoint, ApplicationPlan plan, Instant now) {
        return door.read(
                call(endpoint, "GetRoutingControlState"),
                () -> new RoutingView.States(
                        Stream.of(plan.primary(), plan.secondary())
                                .filter(site -> isOn(endpoint, site))
                                .map(Site::region)
                                .toList(),
                        List.of(Regions.ARC_ENDPOINTS.get(endpoint)),
                        now),
                why -> new RoutingView.Unreadable(why, now));
    }

    private boolean isOn(int endpoint, Site site) {
        return cluster.read(endpoint, site.control().value()).state() == RoutingState.On;
    }

    private static Faults.Call call(int endpoint, String action) {
        return new Faults.Call(Regions.ARC_ENDPOINTS.get(endpoint), Faults.ARC, action);
    }
}
