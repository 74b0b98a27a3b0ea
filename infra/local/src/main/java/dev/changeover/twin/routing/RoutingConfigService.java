package dev.changeover.twin.routing;

import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RestJson;
import dev.changeover.twin.wire.RestRoutes;
import dev.changeover.twin.wire.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The control plane of routing controls on the wire (restJson). */
public final class RoutingConfigService implements Service {
    /** Entries of one page unless asked otherwise; botocore's model allows up to 1,000. */
    private static final int PAGE_DEFAULT = 1_000;

    private static final RestRoutes ROUTES = new RestRoutes()
            .with("POST", "/cluster", "CreateCluster")
            .with("GET", "/cluster", "ListClusters")
            .with("GET", "/cluster/{Arn}", "DescribeCluster")
            .with("DELETE", "/cluster/{Arn}", "DeleteCluster")
            .with("POST", "/controlpanel", "CreateControlPanel")
            .with("GET", "/controlpanels", "ListControlPanels")
            .with("GET", "/controlpanel/{Arn}", "DescribeControlPanel")
            .with("DELETE", "/controlpanel/{Arn}", "DeleteControlPanel")
            .with("GET", "/controlpanel/{Arn}/routingcontrols", "ListRoutingControls")
            .with("GET", "/controlpanel/{Arn}/safetyrules", "ListSafetyRules")
            .with("POST", "/routingcontrol", "CreateRoutingControl")
            .with("GET", "/routingcontrol/{Arn}", "DescribeRoutingControl")
            .with("DELETE", "/routingcontrol/{Arn}", "DeleteRoutingControl")
            .with("POST", "/safetyrule", "CreateSafetyRule")
            .with("GET", "/safetyrule/{Arn}", "DescribeSafetyRule")
            .with("DELETE", "/safetyrule/{Arn}", "DeleteSafetyRule");

    private record Call(String arn, Map<String, String> query, Supplier<Fields> body) {
        Fields input() {
            return body.get();
        }

        Optional<String> token() {
            return input().maybeText("ClientToken");
        }

        <T> Page<T> page(List<T> all) {
            return Page.of(
                    all,
                    Optional.ofNullable(query.get("MaxResults"))
                            .map(Call::number)
                            .orElse(PAGE_DEFAULT),
                    Optional.ofNullable(query.get("NextToken")),
                    RoutingFaults.invalid("The NextToken value is invalid."));
        }

        private static int number(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                throw RoutingFaults.invalid("MaxResults must be a number, not " + text + ".");
            }
        }
    }

    private final RoutingConfig config;
    private final SafetyRuleJson ruleJson;
    private final Map<String, Function<Call, Map<String, ?>>> operations;

    public RoutingConfigService(RoutingConfig config) {
        this.config = config;
        this.ruleJson = new SafetyRuleJson(config);
        this.operations = Map.ofEntries(
                Map.entry("CreateCluster", this::createCluster),
                Map.entry("ListClusters", this::listClusters),
                Map.entry("DescribeCluster", call -> one("Cluster", cluster(config.cluster(call.arn())))),
                Map.entry("DeleteCluster", call -> gone(call.arn(), config::deleteCluster)),
                Map.entry("CreateControlPanel", this::createPanel),
                Map.entry("ListControlPanels", this::listPanels),
                Map.entry("DescribeControlPanel", call -> one("ControlPanel", panel(config.panel(call.arn())))),
                Map.entry("DeleteControlPanel", call -> gone(call.arn(), config::deletePanel)),
                Map.entry("CreateRoutingControl", this::createControl),
                Map.entry("ListRoutingControls", this::listControls),
                Map.entry("DescribeRoutingControl", call -> one("RoutingControl", control(config.control(call.arn())))),
                Map.entry("DeleteRoutingControl", call -> gone(call.arn(), config::deleteControl)),
                Map.entry("CreateSafetyRule", this::createRule),
                Map.entry("ListSafetyRules", this::listRules),
                Map.entry("DescribeSafetyRule", call -> ruleJson.whole(config.rule(call.arn()))),
                Map.entry("DeleteSafetyRule", call -> gone(call.arn(), config::deleteRule)));
    }

    public static Service over(RoutingConfig config) {
        return new RoutingConfigService(config);
    }

    @Override
    public String signingName() {
        return RoutingConfig.SIGNING_NAME;
    }

    @Override
    public String action(AwsRequest request) {
        return ROUTES.take(request).map(RestRoutes.Taken::action).orElse("");
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        RestRoutes.Taken taken = ROUTES.take(request).orElseThrow(() -> RestJson.unknown(request));
        String arn = taken.path().getOrDefault("Arn", "");
        var call = new Call(arn, request.query(), () -> RestJson.input(request));
        return RestJson.reply(200, operations.get(taken.action()).apply(call));
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return RestJson.refusal(error);
    }

    private Map<String, ?> createCluster(Call call) {
        return one("Cluster", cluster(config.createCluster(call.input().text("ClusterName"), call.token())));
    }

    private Map<String, ?> createPanel(Call call) {
        Fields input = call.input();
        return one(
                "ControlPanel",
                panel(config.createPanel(input.text("ClusterArn"), input.text("ControlPanelName"), call.token())));
    }

    private Map<String, ?> createControl(Call call) {
        Fields input = call.input();
        return one(
                "RoutingControl",
                control(config.createControl(
                        input.text("ClusterArn"),
                        input.maybeText("ControlPanelArn"),
                        input.text("RoutingControlName"),
                        call.token())));
    }

    private Map<String, ?> createRule(Call call) {
        return ruleJson.whole(config.createRule(SafetyRuleJson.wanted(call.input()), call.token()));
    }

    private Map<String, ?> listClusters(Call call) {
        return listed("Clusters", call.page(config.clusters()), this::cluster);
    }

    private Map<String, ?> listPanels(Call call) {
        var clusterArn = Optional.ofNullable(call.query().get("ClusterArn"));
        return listed("ControlPanels", call.page(config.panels(clusterArn)), this::panel);
    }

    private Map<String, ?> listControls(Call call) {
        return listed("RoutingControls", call.page(config.controls(call.arn())), this::control);
    }

    private Map<String, ?> listRules(Call call) {
        return listed("SafetyRules", call.page(config.rules(call.arn())), ruleJson::listed);
    }

    private static Map<String, ?> gone(String arn, Consumer<String> delete) {
        delete.accept(arn);
        return Output.empty();
    }

    private static Map<String, ?> one(String name, Map<String, Object> thing) {
        return Output.of(name, thing).map();
    }

    private static <T> Map<String, ?> listed(String name, Page<T> page, Function<T, Map<String, Object>> render) {
        return Output.of(name, page.items().stream().map(render).toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private Map<String, Object> cluster(Cluster cluster) {
        List<Map<String, Object>> endpoints = cluster.endpoints().stream()
                .map(endpoint -> Output.of("Endpoint", endpoint.url())
                        .with("Region", endpoint.region())
                        .map())
                .toList();
        return Output.of("ClusterArn", cluster.arn())
                .with("Name", cluster.name())
                .with("ClusterEndpoints", endpoints)
                .with("Status", config.status(cluster.arn()))
                .with("Owner", Account.ID)
                .with("NetworkType", "IPV4")
                .map();
    }

    private Map<String, Object> panel(ControlPanel panel) {
        return Output.of("ControlPanelArn", panel.arn())
                .with("ClusterArn", panel.clusterArn())
                .with("Name", panel.name())
                .with("DefaultControlPanel", panel.isDefault())
                .with("RoutingControlCount", config.controls(panel.arn()).size())
                .with("Status", config.status(panel.arn()))
                .with("Owner", Account.ID)
                .map();
    }

    private Map<String, Object> control(RoutingControl control) {
        return Output.of("RoutingControlArn", control.arn())
                .with("ControlPanelArn", control.panelArn())
                .with("Name", control.name())
                .with("Status", config.status(control.arn()))
                .with("Owner", Account.ID)
                .map();
    }
}
