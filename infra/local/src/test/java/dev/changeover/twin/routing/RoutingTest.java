package dev.changeover.twin.routing;

import static dev.changeover.twin.Refusals.assertRefused;
import static dev.changeover.twin.routing.RoutingState.Off;
import static dev.changeover.twin.routing.RoutingState.On;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final Optional<String> NO_TOKEN = Optional.empty();
    private static final Set<String> NO_OVERRIDE = Set.of();
    private static final Duration DEPLOYMENT = Duration.ofSeconds(2);

    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-21T10:00:00Z"));
    private final Set<Integer> down = new HashSet<>();
    private final Routing routing =
            Routing.start(timeline, new Ports(4566), DEPLOYMENT, index -> !down.contains(index));
    private final RoutingConfig config = routing.config();
    private final RoutingCluster cluster = routing.cluster();
    private String clusterArn;
    private String panel;
    private String east;
    private String west;

    @BeforeEach
    void twoCells() {
        clusterArn = config.createCluster("twin", NO_TOKEN).arn();
        panel = config.createPanel(clusterArn, "shop", NO_TOKEN).arn();
        east = control("east");
        west = control("west");
        timeline.advance(DEPLOYMENT);
    }

    @Test
    void aClusterHasFiveEndpointsAndADefaultPanel() {
        assertThat(config.cluster(clusterArn).endpoints())
                .extracting(endpoint -> endpoint.region().code() + " " + endpoint.url())
                .containsExactly(
                        "us-east-1 http://127.0.0.1:4567",
                        "us-west-2 http://127.0.0.1:4568",
                        "eu-west-1 http://127.0.0.1:4569",
                        "ap-northeast-1 http://127.0.0.1:4570",
                        "ap-southeast-2 http://127.0.0.1:4571");
        assertThat(config.panels(Optional.of(clusterArn)))
                .extracting(ControlPanel::name)
                .containsExactly("DefaultControlPanel", "shop");
    }

    @Test
    void thingsArePendingUntilDeployedAndUnknownToTheDataPlaneUntilThen() {
        String late = control("late");

        assertThat(config.status(late)).isEqualTo(DeployStatus.PENDING);
        assertRefused("ResourceNotFoundException", () -> cluster.read(0, late));
        timeline.advance(DEPLOYMENT);
        assertThat(config.status(late)).isEqualTo(DeployStatus.DEPLOYED);
        assertThat(cluster.read(0, late).state()).as("a new control is Off").isEqualTo(Off);
    }

    @Test
    void deletedThingsLingerAndThenAreGone() {
        config.deleteControl(west);

        assertThat(config.status(west)).isEqualTo(DeployStatus.PENDING_DELETION);
        timeline.advance(DEPLOYMENT);
        assertRefused("ResourceNotFoundException", () -> config.control(west));
        assertRefused("ResourceNotFoundException", () -> cluster.read(0, west));
    }

    @Test
    void whatIsInUseIsNotDeleted() {
        atLeastOne();

        assertRefused("ConflictException", () -> config.deleteControl(east));
        assertRefused("ConflictException", () -> config.deletePanel(panel));
        assertRefused("ConflictException", () -> config.deleteCluster(clusterArn));
    }

    @Test
    void theSameTokenMakesOneThingAndAnotherRequestWithItIsAConflict() {
        Optional<String> token = Optional.of("token-1");
        String once = config.createControl(clusterArn, Optional.of(panel), "again", token)
                .arn();

        assertThat(config.createControl(clusterArn, Optional.of(panel), "again", token)
                        .arn())
                .isEqualTo(once);
        assertRefused("ConflictException", () -> config.createControl(clusterArn, Optional.of(panel), "other", token));
        assertRefused(
                "ConflictException", () -> config.createControl(clusterArn, Optional.of(panel), "again", NO_TOKEN));
    }

    @Test
    void aNameHasNoSpaces() {
        assertRefused("ValidationException", () -> control("two words"));
        assertRefused("ValidationException", () -> config.createCluster("", NO_TOKEN));
    }

    @Test
    void anAccountHasTwoClusters() {
        config.createCluster("second", NO_TOKEN);

        assertRefused("ServiceQuotaExceededException", () -> config.createCluster("third", NO_TOKEN));
    }

    @Test
    void aStateSetAtOneEndpointIsReadAtEveryOther() {
        set(0, Map.of(east, On));

        for (int endpoint = 0; endpoint < 5; endpoint++) {
            assertThat(cluster.read(endpoint, east).state()).isEqualTo(On);
            assertThat(cluster.list(endpoint, Optional.of(panel)))
                    .extracting(RoutingCluster.Reading::state)
                    .containsExactly(On, Off);
        }
        assertThat(cluster.isOn(east)).isTrue();
    }

    @Test
    void writesNeedThreeOfFiveEndpointsAndReadsOne() {
        down.addAll(Set.of(0, 1));
        set(2, Map.of(east, On));
        down.add(3);

        assertRefused("EndpointTemporarilyUnavailableException", () -> set(2, Map.of(west, On)))
                .extracting(dev.changeover.twin.model.AwsError::status)
                .isEqualTo(503);
        assertThat(cluster.read(2, east).state()).isEqualTo(On);
        down.add(4);
        assertThat(cluster.read(2, east).state()).isEqualTo(On);
        assertRefused("EndpointTemporarilyUnavailableException", () -> cluster.read(0, east));
    }

    @Test
    void anEndpointUnderMaintenanceSendsItsCallersElsewhere() {
        cluster.maintain(0, true);

        assertRefused("EndpointTemporarilyUnavailableException", () -> cluster.read(0, east));
        set(1, Map.of(east, On));
        cluster.maintain(0, false);
        assertThat(cluster.read(0, east).state()).isEqualTo(On);
    }

    @Test
    void anUpdateOfSeveralIsAllOrNothing() {
        assertRefused("ResourceNotFoundException", () -> set(0, Map.of(east, On, panel + "/routingcontrol/x", On)))
                .satisfies(error -> assertThat(error.fields()).containsKeys("resourceId", "resourceType"));
        assertThat(cluster.read(0, east).state()).isEqualTo(Off);
    }

    @Test
    void anUpdateCarriesAtMostTenEntries() {
        List<String> many =
                IntStream.range(0, 11).mapToObj(i -> control("c" + i)).toList();
        timeline.advance(DEPLOYMENT);
        Map<String, RoutingState> eleven = many.stream().collect(Collectors.toMap(arn -> arn, _ -> On));

        assertRefused("ServiceLimitExceededException", () -> set(0, eleven))
                .satisfies(error -> assertThat(error.fields()).containsKeys("limitCode", "serviceCode"));
        eleven.remove(many.getFirst());
        set(0, eleven);
        assertRefused("ValidationException", () -> set(0, Map.of()));
    }

    @Test
    void theFourthWriteWithinASecondAtOneEndpointIsThrottled() {
        for (int i = 0; i < RoutingCluster.WRITES_PER_SECOND_MAX; i++) {
            set(0, Map.of(east, On));
        }

        assertRefused("ThrottlingException", () -> set(0, Map.of(east, On)))
                .satisfies(error -> assertThat(error.fields()).containsEntry("retryAfterSeconds", 1));
        assertThat(cluster.read(0, east).state()).as("reads are not").isEqualTo(On);
        set(1, Map.of(west, On));
        timeline.advance(Duration.ofSeconds(1));
        set(0, Map.of(east, Off));
    }

    @Test
    void anAssertionRuleRefusesBothOffAndNamesItself() {
        set(0, Map.of(east, On));
        String rule = atLeastOne();

        assertRefused("ConflictException", () -> set(0, Map.of(east, Off))).satisfies(error -> {
            assertThat(error).hasMessageContaining(rule);
            assertThat(error.status()).isEqualTo(409);
            assertThat(error.fields()).containsEntry("resourceId", rule);
        });
        assertThat(cluster.isOn(east)).isTrue();
        set(0, Map.of(east, Off, west, On));
        assertThat(cluster.isOn(west))
                .as("one call that moves both keeps the rule")
                .isTrue();
    }

    @Test
    void twoCallsInTheWrongOrderAreRefusedAndInTheRightOrderNot() {
        set(0, Map.of(east, On));
        rule("one", SafetyRule.Condition.atLeast(1), Duration.ZERO);

        assertRefused("ConflictException", () -> set(0, Map.of(east, Off)));
        set(0, Map.of(west, On));
        timeline.advance(Duration.ofSeconds(1));
        set(0, Map.of(east, Off));
    }

    @Test
    void withinTheWaitPeriodEveryUpdateIsRefused() {
        set(0, Map.of(east, On));
        timeline.advance(Duration.ofMinutes(1));
        String rule = atLeastOne();
        set(0, Map.of(east, Off, west, On));
        timeline.advance(Duration.ofMillis(4_999));

        assertRefused("ConflictException", () -> set(0, Map.of(east, On, west, Off)))
                .extracting(Throwable::getMessage)
                .asString()
                .contains(rule);
        timeline.advance(Duration.ofMillis(1));
        set(0, Map.of(east, On, west, Off));
    }

    @Test
    void anOverriddenRuleIsNotAskedAndAnUnknownOneIsRefused() {
        set(0, Map.of(east, On));
        String rule = atLeastOne();

        cluster.update(0, Map.of(east, Off), Set.of(rule));

        assertThat(cluster.isOn(east)).isFalse();
        assertRefused("ValidationException", () -> cluster.update(0, Map.of(east, On), Set.of("arn:nothing")));
    }

    @Test
    void rulesMayHaveToBeOverriddenOneByOne() {
        set(0, Map.of(east, On));
        timeline.advance(Duration.ofMinutes(1));
        String one = rule("one", SafetyRule.Condition.atLeast(1), Duration.ZERO);
        String other = rule("other", new SafetyRule.Condition(SafetyRule.Type.OR, 0, false), Duration.ZERO);

        assertRefused("ConflictException", () -> cluster.update(0, Map.of(east, Off), Set.of(one)))
                .extracting(Throwable::getMessage)
                .asString()
                .contains(other)
                .doesNotContain(one);
        cluster.update(0, Map.of(east, Off), Set.of(one, other));
    }

    @Test
    void andOrAndInvertedCountAsTheyRead() {
        List<String> both = List.of("a", "b");
        Map<String, RoutingState> oneOn = Map.of("a", On, "b", Off);

        assertThat(new SafetyRule.Condition(SafetyRule.Type.AND, 0, false).holds(both, oneOn::get))
                .isFalse();
        assertThat(new SafetyRule.Condition(SafetyRule.Type.AND, 0, true).holds(both, oneOn::get))
                .isTrue();
        assertThat(new SafetyRule.Condition(SafetyRule.Type.OR, 0, false).holds(both, oneOn::get))
                .isTrue();
        assertThat(SafetyRule.Condition.atLeast(2).holds(both, oneOn::get)).isFalse();
    }

    @Test
    void aGatingRuleWantsItsGateOpenedFirst() {
        String gate = control("gate");
        timeline.advance(DEPLOYMENT);
        var terms = new SafetyRule.Terms(
                "", panel, "gated", new SafetyRule.Condition(SafetyRule.Type.AND, 0, false), Duration.ZERO);
        config.createRule(new SafetyRule.Gating(terms, List.of(gate), List.of(east, west)), NO_TOKEN);

        assertRefused("ConflictException", () -> set(0, Map.of(east, On)));
        assertRefused("ConflictException", () -> set(0, Map.of(gate, On, east, On)));
        set(0, Map.of(gate, On));
        timeline.advance(Duration.ofSeconds(1));
        set(0, Map.of(east, On));
    }

    @Test
    void aRuleThatCannotMakeSenseIsRefused() {
        assertRefused("ValidationException", () -> rule("many", SafetyRule.Condition.atLeast(3), Duration.ZERO));
        rule("one", SafetyRule.Condition.atLeast(1), Duration.ZERO);
        assertRefused("ValidationException", () -> rule("one", SafetyRule.Condition.atLeast(2), Duration.ZERO));
    }

    private String control(String name) {
        return config.createControl(clusterArn, Optional.of(panel), name, NO_TOKEN)
                .arn();
    }

    private String atLeastOne() {
        return rule("at-least-one", SafetyRule.Condition.atLeast(1), SafetyRule.WAIT_DEFAULT);
    }

    private String rule(String name, SafetyRule.Condition condition, Duration rest) {
        var terms = new SafetyRule.Terms("", panel, name, condition, rest);
        String arn = config.createRule(new SafetyRule.Assertion(terms, List.of(east, west)), NO_TOKEN)
                .terms()
                .arn();
        timeline.advance(SafetyRule.WAIT_DEFAULT);
        return arn;
    }

    private void set(int endpoint, Map<String, RoutingState> wanted) {
        cluster.update(endpoint, wanted, NO_OVERRIDE);
    }
}
