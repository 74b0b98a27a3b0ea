package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.SafetyRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControl;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.AssertionRule;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.GatingRule;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.Rule;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.RuleConfig;

/** Readiness's looks at ARC: each endpoint by itself, and the safety rules of the plan's control panels. */
final class RoutingLooks {
    /** Where a control's ARN says which panel it is on. */
    private static final String CONTROL_PART = "/routingcontrol/";

    /** The next endpoint is asked after a tenth of the call timeout, as for every read of the controls. */
    private static final int PATIENCE_SHARE = 10;

    private final Clients clients;
    private final Caller caller;

    RoutingLooks(Clients clients, Caller caller) {
        this.clients = clients;
        this.caller = caller;
    }

    Reply<List<Region>> statesAt(ApplicationPlan plan, RoutingEndpoint endpoint) {
        return on(endpoint, panels(plan))
                .then(on -> new Reply.Got<>(Stream.of(plan.primary(), plan.secondary())
                        .filter(site -> on.contains(site.control().value()))
                        .map(Site::region)
                        .toList()));
    }

    /** Which of the panels' controls are On. A control that is not there is not On. */
    private Reply<Set<String>> on(RoutingEndpoint endpoint, Set<String> panels) {
        return caller.ask("ARC in " + endpoint.region(), () -> {
            Set<String> on = new HashSet<>();
            for (String panel : panels) {
                clients
                        .routing(endpoint)
                        .listRoutingControlsPaginator(request -> request.controlPanelArn(panel))
                        .routingControls()
                        .stream()
                        .filter(control -> control.routingControlState() == RoutingControlState.ON)
                        .map(RoutingControl::routingControlArn)
                        .forEach(on::add);
            }
            return Set.copyOf(on);
        });
    }

    Reply<SafetyRules> safetyRules(ApplicationPlan plan) {
        Set<String> panels = panels(plan);
        Future<Reply<Set<String>>> on = caller.meanwhile(() -> onAnywhere(plan, panels));
        Reply<List<SafetyRules.Rule>> rules =
                caller.ask("ARC's control plane in " + Clients.ROUTING_CONFIG, () -> rules(panels));
        return rules.then(found -> Caller.join(on).then(states -> new Reply.Got<>(new SafetyRules(found, states))));
    }

    private Reply<Set<String>> onAnywhere(ApplicationPlan plan, Set<String> panels) {
        var relay = new Relay(caller, 1, 1, caller.bound().dividedBy(PATIENCE_SHARE));
        List<Callable<Reply<Set<String>>>> requests = plan.routingEndpoints().stream()
                .<Callable<Reply<Set<String>>>>map(endpoint -> () -> on(endpoint, panels))
                .toList();
        return relay.run(requests, Reply.Got.class::isInstance).answers().stream()
                .findFirst()
                .orElseGet(() -> new Reply.Lost<>(
                        new PortFailure(PortFailure.Code.UNREACHABLE, "no ARC endpoint told the controls' states")));
    }

    private List<SafetyRules.Rule> rules(Set<String> panels) {
        List<SafetyRules.Rule> rules = new ArrayList<>();
        for (String panel : panels) {
            clients.routingConfig().listSafetyRulesPaginator(request -> request.controlPanelArn(panel)).stream()
                    .flatMap(page -> page.safetyRules().stream())
                    .map(RoutingLooks::rule)
                    .forEach(rules::add);
        }
        return List.copyOf(rules);
    }

    private static SafetyRules.Rule rule(Rule rule) {
        if (rule.assertion() != null) {
            AssertionRule assertion = rule.assertion();
            return new SafetyRules.Rule(
                    assertion.safetyRuleArn(),
                    assertion.name(),
                    false,
                    assertion.assertedControls(),
                    assertion.assertedControls(),
                    norm(assertion.ruleConfig()));
        }
        GatingRule gating = rule.gating();
        return new SafetyRules.Rule(
                gating.safetyRuleArn(),
                gating.name(),
                true,
                gating.gatingControls(),
                gating.targetControls(),
                norm(gating.ruleConfig()));
    }

    private static SafetyRules.Norm norm(RuleConfig config) {
        SafetyRules.Type type = SafetyRules.Type.valueOf(config.typeAsString());
        return new SafetyRules.Norm(type, config.threshold(), config.inverted());
    }

    private static Set<String> panels(ApplicationPlan plan) {
        Set<String> panels = new TreeSet<>();
        Stream.of(plan.primary(), plan.secondary())
                .map(Site::control)
                .map(RoutingControlArn::value)
                .forEach(control -> panels.add(control.substring(0, control.indexOf(CONTROL_PART))));
        return panels;
    }
}
