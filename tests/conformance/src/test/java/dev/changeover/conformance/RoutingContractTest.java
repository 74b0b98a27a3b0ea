package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.RoutingView;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.routing.RoutingControl;
import dev.changeover.twin.routing.SafetyRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the routing port promises. */
abstract class RoutingContractTest extends TwinCases {
    private static final String UPDATE = "UpdateRoutingControlStates";
    private static final Duration REST = Duration.ofSeconds(2);

    private RoutingView seen() {
        return inTime(() -> world.routing().view(plan));
    }

    private RoutingView.States states() {
        RoutingView seen = seen();
        assertThat(seen).isInstanceOf(RoutingView.States.class);
        return (RoutingView.States) seen;
    }

    private void assertUnreadable(RoutingView seen, Code code) {
        assertThat(seen)
                .isInstanceOfSatisfying(
                        RoutingView.Unreadable.class,
                        unreadable -> assertThat(unreadable.why().code())
                                .as(unreadable.why().message())
                                .isEqualTo(code));
    }

    private Answer shiftTo(Site on, SafetyRuleArn... override) {
        var action =
                new Action.ShiftTraffic(on.control(), plan.other(on.region()).control(), List.of(override));
        return inTime(() -> world.routing().shift(plan, action));
    }

    private boolean isOn(Site site) {
        return account.routing().cluster().isOn(site.control().value());
    }

    private String panel() {
        return account.routing().config().control(east.control().value()).panelArn();
    }

    private void down(int count) {
        for (int endpoint = 0; endpoint < count; endpoint++) {
            account.faults().arcEndpointDown(endpoint);
        }
    }

    /** A rule that forbids to move the controls while the gate, a control of its own, is Off. */
    private SafetyRuleArn closedGate() {
        var config = account.routing().config();
        String cluster = config.panel(panel()).clusterArn();
        RoutingControl gate = config.createControl(cluster, Optional.of(panel()), "gate", Optional.empty());
        var terms = new SafetyRule.Terms("", panel(), "gate", SafetyRule.Condition.atLeast(1), Duration.ZERO);
        var rule = new SafetyRule.Gating(
                terms,
                List.of(gate.arn()),
                List.of(east.control().value(), west.control().value()));
        return new SafetyRuleArn(
                config.createRule(rule, Optional.empty()).terms().arn());
    }

    @Test
    void twoEndpointsSayThatOnlyTheActiveRegionIsOn() {
        RoutingView.States states = states();
        assertThat(states.on()).containsExactly(east.region());
        assertThat(states.readFrom()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void bothControlsMoveInOneCallAndTwiceIsOnce() {
        assertAccepted(shiftTo(west));
        assertThat(states().on()).containsExactly(west.region());
        assertAccepted(shiftTo(west));
        assertThat(states().on()).containsExactly(west.region());
    }

    @Test
    void aSafetyRuleRefusesByNameAndIsOverriddenByName() {
        SafetyRuleArn rule = closedGate();
        Answer answer = shiftTo(west);
        assertRefused(answer, Code.SAFETY_RULE);
        assertThat(((Answer.Refused) answer).why().message()).contains(rule.value());
        assertThat(states().on()).containsExactly(east.region());
        assertAccepted(shiftTo(west, rule));
        assertThat(states().on()).containsExactly(west.region());
    }

    @Test
    void overridingOneRuleDoesNotOverrideAnother() {
        SafetyRuleArn gate = closedGate();
        String other = account.routing().config().rules(panel()).stream()
                .map(rule -> rule.terms().arn())
                .filter(arn -> !arn.equals(gate.value()))
                .findFirst()
                .orElseThrow();
        assertRefused(shiftTo(west, new SafetyRuleArn(other)), Code.SAFETY_RULE);
        assertThat(isOn(east)).isTrue();
    }

    @Test
    void aRulesWaitPeriodIsAMatterOfAskingAgain() {
        var terms = new SafetyRule.Terms("", panel(), "rest", SafetyRule.Condition.atLeast(1), REST);
        account.routing()
                .config()
                .createRule(
                        new SafetyRule.Assertion(
                                terms,
                                List.of(east.control().value(), west.control().value())),
                        Optional.empty());
        rest();
        assertAccepted(shiftTo(west));
        assertRefused(shiftTo(east), Code.CONFLICT);
        rest();
        assertAccepted(shiftTo(east));
    }

    private void rest() {
        Instant rested = door.timeline.now().plus(REST);
        door.until("the controls have rested", () -> door.timeline.now().isAfter(rested));
    }

    @Test
    void aControlThatDoesNotExistIsNotFound() {
        var stranger = new RoutingControlArn(west.control().value() + "0");
        var action = new Action.ShiftTraffic(stranger, east.control(), List.of());
        assertRefused(inTime(() -> world.routing().shift(plan, action)), Code.NOT_FOUND);
        assertThat(isOn(east)).isTrue();
        assertUnreadable(inTime(() -> world.routing().view(knowing(stranger))), Code.NOT_FOUND);
    }

    private ApplicationPlan knowing(RoutingControlArn stranger) {
        var site = new Site(
                west.region(),
                west.cluster(),
                west.database(),
                west.secret(),
                stranger,
                west.dnsAnswers(),
                west.writeProbe(),
                west.health());
        return new ApplicationPlan(
                plan.name(),
                plan.globalCluster(),
                east,
                site,
                plan.secrets(),
                plan.routingEndpoints(),
                plan.traffic(),
                plan.objectives(),
                plan.timeouts(),
                plan.policy(),
                plan.twin(),
                plan.alarmTrigger(),
                plan.journal());
    }

    @Test
    void twoEndpointsDownHinderNothing() {
        down(2);
        assertThat(states().readFrom()).hasSize(2).doesNotContain(Regions.US_EAST_1, Regions.US_WEST_2);
        assertAccepted(shiftTo(west));
        assertThat(states().on()).containsExactly(west.region());
    }

    @Test
    void withoutAMajorityStatesAreReadButNotSet() {
        down(3);
        assertThat(states().on()).containsExactly(east.region());
        assertUnknown(shiftTo(west));
        assertThat(isOn(west)).isFalse();
    }

    @Test
    void oneEndpointIsEnoughToReadFrom() {
        down(4);
        assertThat(states().readFrom()).containsExactly(Regions.ARC_ENDPOINTS.getLast());
    }

    @Test
    void fiveEndpointsDownCostTwoCallsAtMost() {
        down(5);
        assertUnreadable(seen(), Code.UNREACHABLE);
        assertUnknown(shiftTo(west));
    }

    @Test
    void aDarkRegionTakesItsEndpointAlong() {
        Region dark = east.region();
        goesDark(dark);
        assertThat(states().readFrom()).hasSize(2).doesNotContain(dark);
        assertAccepted(shiftTo(west));
        assertThat(isOn(west)).isTrue();
    }

    @Test
    void aThrottledShiftIsRefusedAndDoesNothing() {
        everyCall(Faults.ARC, UPDATE, new Fault.Throttle());
        assertRefused(shiftTo(west), Code.THROTTLED);
        assertThat(isOn(east)).isTrue();
    }

    @Test
    void throttledReadsAreUnreadable() {
        everyCall(Faults.ARC, new Fault.Throttle());
        assertUnreadable(seen(), Code.THROTTLED);
    }

    @Test
    void aReplyLostAtOneEndpointIsAskedForAtTheNext() {
        account.faults().planNext(1, Faults.Scope.ALL.service(Faults.ARC).action(UPDATE), new Fault.LoseReply());
        assertAccepted(shiftTo(west));
        assertThat(states().on()).containsExactly(west.region());
    }

    @Test
    void repliesLostEverywhereAreUnknownAndTheShiftIsDone() {
        everyCall(Faults.ARC, UPDATE, new Fault.LoseReply());
        assertUnknown(shiftTo(west));
        assertThat(states().on()).containsExactly(west.region());
    }

    @Test
    void requestsLostEverywhereAreUnknownAndNothingIsDone() {
        for (Fault fault : List.of(new Fault.LoseRequest(), new Fault.Broken(), new Fault.Silent())) {
            everyCall(Faults.ARC, UPDATE, fault);
            assertUnknown(shiftTo(west));
            assertThat(isOn(east)).as(fault.toString()).isTrue();
            assertThat(isOn(west)).as(fault.toString()).isFalse();
        }
    }
}
