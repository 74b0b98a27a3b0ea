package dev.changeover.twin.routing;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RpcService;
import dev.changeover.twin.wire.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data plane of routing controls on the wire (awsJson 1.0). Each endpoint has a door of its own that lets in
 * requests signed for its Region only, so the Region tells the endpoint.
 */
public final class RoutingClusterService {
    /** Controls of one page unless asked otherwise; botocore's route53-recovery-cluster 2019-12-02 model. */
    private static final int PAGE_DEFAULT = 500;

    private final RoutingCluster cluster;

    private RoutingClusterService(RoutingCluster cluster) {
        this.cluster = cluster;
    }

    public static Service over(RoutingCluster cluster) {
        var calls = new RoutingClusterService(cluster);
        return new RpcService(
                Faults.ARC,
                List.of(new JsonProtocol("1.0")),
                Map.of(
                        "GetRoutingControlState", calls::read,
                        "ListRoutingControls", calls::list,
                        "UpdateRoutingControlState", calls::updateOne,
                        "UpdateRoutingControlStates", calls::updateMany));
    }

    private Map<String, ?> read(Region region, Fields input) {
        RoutingCluster.Reading reading = cluster.read(endpoint(region), input.text("RoutingControlArn"));
        return Output.of("RoutingControlArn", reading.control().arn())
                .with("RoutingControlName", reading.control().name())
                .with("RoutingControlState", reading.state())
                .map();
    }

    private Map<String, ?> list(Region region, Fields input) {
        Page<RoutingCluster.Reading> page = Page.of(
                cluster.list(endpoint(region), input.maybeText("ControlPanelArn")),
                input.maybeInteger("MaxResults").orElse(PAGE_DEFAULT),
                input.maybeText("NextToken"),
                RoutingFaults.invalid("The NextToken value is invalid."));
        List<Map<String, Object>> controls = page.items().stream()
                .map(reading -> Output.of("ControlPanelArn", reading.control().panelArn())
                        .with("ControlPanelName", reading.panelName())
                        .with("RoutingControlArn", reading.control().arn())
                        .with("RoutingControlName", reading.control().name())
                        .with("RoutingControlState", reading.state())
                        .map())
                .toList();
        return Output.of("RoutingControls", controls)
                .maybe("NextToken", page.next())
                .map();
    }

    private Map<String, ?> updateOne(Region region, Fields input) {
        update(region, List.of(input), input);
        return Output.empty();
    }

    private Map<String, ?> updateMany(Region region, Fields input) {
        update(region, input.structures("UpdateRoutingControlStateEntries"), input);
        return Output.empty();
    }

    private void update(Region region, List<Fields> entries, Fields input) {
        Map<String, RoutingState> wanted = new LinkedHashMap<>();
        for (Fields entry : entries) {
            String arn = entry.text("RoutingControlArn");
            if (wanted.put(arn, state(entry.text("RoutingControlState"))) != null) {
                throw RoutingFaults.invalid("The routing control " + arn + " is named twice.");
            }
        }
        cluster.update(endpoint(region), wanted, Set.copyOf(input.texts("SafetyRulesToOverride")));
    }

    private static RoutingState state(String text) {
        return switch (text) {
            case "On" -> RoutingState.On;
            case "Off" -> RoutingState.Off;
            default -> throw RoutingFaults.invalid("RoutingControlState must be On or Off, not " + text + ".");
        };
    }

    private static int endpoint(Region region) {
        int index = Regions.ARC_ENDPOINTS.indexOf(region);
        if (index < 0) {
            throw RoutingFaults.invalid("A cluster has no endpoint in " + region + ".");
        }
        return index;
    }
}
