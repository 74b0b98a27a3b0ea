package dev.changeover.aws;

import static dev.changeover.aws.Plans.OREGON;
import static dev.changeover.aws.Plans.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.RoutingView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutingAdapterTest extends OverTheWire {
    private static final SafetyRuleArn RULE = new SafetyRuleArn(Plans.PANEL + "safetyrule/0a1b");

    private final List<FarSide> endpoints = new ArrayList<>();

    @Override
    ApplicationPlan planAt(URI place) {
        for (int i = 0; i < ApplicationPlan.ROUTING_ENDPOINTS; i++) {
            endpoints.add(FarSide.silent());
        }
        return Plans.at(place, endpoints.stream().map(FarSide::url).toList(), Plans.timeouts());
    }

    @AfterEach
    void closeTheEndpoints() {
        endpoints.forEach(FarSide::close);
    }

    private void all(Function<FarSide.Request, FarSide.Reaction> behaviour) {
        endpoints.forEach(endpoint -> endpoint.now(behaviour));
    }

    /** An endpoint at which only {@code on} is On. */
    private Function<FarSide.Request, FarSide.Reaction> only(Region on) {
        return request -> {
            boolean asked = request.body().contains(plan.site(on).control().value());
            return json("{\"RoutingControlState\":\"" + (asked ? "On" : "Off") + "\"}");
        };
    }

    private RoutingView view() {
        return world.routing().view(plan);
    }

    private Answer shift(SafetyRuleArn... override) {
        var action = new Action.ShiftTraffic(
                plan.secondary().control(), plan.primary().control(), List.of(override));
        return world.routing().shift(plan, action);
    }

    private List<FarSide.Request> sent() {
        return endpoints.stream()
                .flatMap(endpoint -> endpoint.requests().stream())
                .toList();
    }

    @Test
    void readsBothControlsAtTwoEndpoints() {
        all(only(OREGON));
        assertThat(view()).isInstanceOfSatisfying(RoutingView.States.class, states -> {
            assertThat(states.on()).containsExactly(OREGON);
            assertThat(new HashSet<>(states.readFrom())).hasSize(2);
        });
    }

    @Test
    void signsForTheRegionOfTheEndpoint() {
        all(only(OREGON));
        for (int look = 0; look < 20; look++) {
            view();
        }
        for (int i = 0; i < endpoints.size(); i++) {
            assertThat(endpoints.get(i).requests())
                    .as("each endpoint is chosen now and then")
                    .isNotEmpty()
                    .extracting(FarSide.Request::signedFor)
                    .containsOnly(plan.routingEndpoints().get(i).region().code());
        }
    }

    @Test
    void readsAtTheTwoThatAreLeft() {
        endpoints.get(1).now(only(VIRGINIA));
        endpoints.get(4).now(only(VIRGINIA));
        assertThat(view())
                .isInstanceOfSatisfying(
                        RoutingView.States.class,
                        states -> assertThat(states.readFrom())
                                .containsExactlyInAnyOrder(new Region("us-west-2"), new Region("ap-southeast-2")));
    }

    /** A dark Region takes one of the five with it, and which ones are asked first is left to chance. */
    @Test
    void aSingleDarkEndpointCostsAReadNothing() {
        all(only(VIRGINIA));
        endpoints.getFirst().now(_ -> new FarSide.Reaction.Silence());
        var unhurried = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Map.of());
        Duration patience = Duration.ofSeconds(3);
        var urls = endpoints.stream().map(FarSide::url).toList();
        for (int look = 0; look < 5; look++) {
            try (AwsWorld fresh = AwsWorld.open(Plans.at(urls.getFirst(), urls, unhurried))) {
                Instant start = Instant.now();
                assertThat(fresh.routing().view(plan)).isInstanceOf(RoutingView.States.class);
                assertThat(Duration.between(start, Instant.now())).isLessThan(patience);
            }
        }
    }

    @Test
    void isContentWithTheOnlyOneThatAnswers() {
        endpoints.get(2).now(only(VIRGINIA));
        assertThat(view()).isInstanceOfSatisfying(RoutingView.States.class, states -> {
            assertThat(states.on()).containsExactly(VIRGINIA);
            assertThat(states.readFrom()).containsExactly(new Region("eu-west-1"));
        });
    }

    @Test
    void believesNobodyWhereTheyDisagree() {
        FarSide.Reaction unavailable = jsonError(503, "EndpointTemporarilyUnavailableException", "try another");
        all(_ -> unavailable);
        endpoints.get(0).now(only(VIRGINIA));
        endpoints.get(3).now(only(OREGON));
        assertThat(view()).extracting("why.code").isEqualTo(Code.CONFLICT);
    }

    @Test
    void stopsAtARefusalThatIsTheSameEverywhere() {
        all(_ -> jsonError(403, "AccessDeniedException", "not allowed"));
        assertThat(view()).extracting("why.code").isEqualTo(Code.DENIED);
    }

    @Test
    void spendsNoMoreThanTwoCallTimeoutsOnFiveDarkEndpoints() {
        Instant start = Instant.now();
        assertThat(shift()).isInstanceOf(Answer.Unknown.class);
        assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
        assertThat(sent()).as("each was asked once").hasSize(ApplicationPlan.ROUTING_ENDPOINTS);
        Instant again = Instant.now();
        assertThat(view()).extracting("why.code").isEqualTo(Code.UNREACHABLE);
        assertThat(Duration.between(again, Instant.now())).isLessThan(SOON);
    }

    @Test
    void setsBothInOneTransactionAtOneEndpoint() {
        all(_ -> json("{}"));
        assertThat(shift()).isEqualTo(new Answer.Accepted());
        assertThat(sent()).hasSize(1);
        assertThat(sent().getFirst().call()).isEqualTo("UpdateRoutingControlStates");
        assertThat(sent().getFirst().body())
                .contains("\"RoutingControlArn\":\"" + plan.secondary().control() + "\",\"RoutingControlState\":\"On\"")
                .contains("\"RoutingControlArn\":\"" + plan.primary().control() + "\",\"RoutingControlState\":\"Off\"")
                .doesNotContain(RULE.value());
    }

    @Test
    void triesTheNextEndpointWhileOneIsDownOrSilent() {
        endpoints.get(0).now(_ -> jsonError(503, "EndpointTemporarilyUnavailableException", "try another"));
        endpoints.get(1).now(_ -> jsonError(500, "InternalServerException", "try again"));
        endpoints.get(2).now(_ -> new FarSide.Reaction.HangUp());
        endpoints.get(4).now(_ -> json("{}"));
        assertThat(shift()).isEqualTo(new Answer.Accepted());
    }

    @Test
    void writesFirstWhereAReadWasAnswered() {
        Function<FarSide.Request, FarSide.Reaction> states = only(VIRGINIA);
        endpoints.get(3).now(request -> request.call().startsWith("Get") ? states.apply(request) : json("{}"));
        view();
        int before = sent().size();
        assertThat(shift()).isEqualTo(new Answer.Accepted());
        assertThat(sent()).as("nobody else was asked").hasSize(before + 1);
    }

    /** A Region goes dark whose endpoint answered a moment ago. A read learns of it, and no write waits for it. */
    @Test
    void writesNotFirstWhereTheLastReadWasNotAnswered() {
        Function<FarSide.Request, FarSide.Reaction> states = only(VIRGINIA);
        Function<FarSide.Request, FarSide.Reaction> well =
                request -> request.call().startsWith("Get") ? states.apply(request) : json("{}");
        FarSide gone = endpoints.getFirst();
        // The only one that answers, so that nothing of its reading is on the way any more once there is a view.
        all(_ -> jsonError(503, "EndpointTemporarilyUnavailableException", "try another"));
        gone.now(well);
        assertThat(view()).isInstanceOf(RoutingView.States.class);
        all(well);
        gone.now(_ -> new FarSide.Reaction.Silence());
        lookUntilAsked(gone);
        for (int write = 0; write < 20; write++) {
            assertThat(shift()).isEqualTo(new Answer.Accepted());
        }
        assertThat(gone.requests()).extracting(FarSide.Request::call).doesNotContain("UpdateRoutingControlStates");
    }

    private void lookUntilAsked(FarSide endpoint) {
        int before = endpoint.requests().size();
        for (int look = 0; look < 100 && endpoint.requests().size() == before; look++) {
            view();
        }
        assertThat(endpoint.requests()).hasSizeGreaterThan(before);
    }

    @Test
    void namesTheSafetyRuleThatForbidsIt() {
        all(_ -> jsonError(409, "ConflictException", "The safety rule " + RULE + " blocks this update"));
        assertThat(shift()).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.why().code()).isEqualTo(Code.SAFETY_RULE);
            assertThat(refused.why().message()).contains(RULE.value());
        });
        assertThat(sent()).as("a rule is the same at every endpoint").hasSize(1);
        all(_ -> jsonError(400, "ValidationException", "Blocked by " + RULE));
        assertThat(shift()).extracting("why.code").isEqualTo(Code.SAFETY_RULE);
    }

    @Test
    void mayAskAgainAfterARulesWaitPeriodOrAConflict() {
        all(_ -> jsonError(409, "ConflictException", RULE + ": its wait period of 5000 ms has not passed"));
        assertThat(shift()).extracting("why.code").isEqualTo(Code.CONFLICT);
        all(_ -> jsonError(409, "ConflictException", "There was a conflict with this request. Try again."));
        assertThat(shift()).extracting("why.code").isEqualTo(Code.CONFLICT);
    }

    @Test
    void passesOnOtherRefusals() {
        all(_ -> jsonError(429, "ThrottlingException", "too many"));
        assertThat(shift()).extracting("why.code").isEqualTo(Code.THROTTLED);
        all(_ -> jsonError(402, "ServiceLimitExceededException", "too many at once"));
        assertThat(shift()).extracting("why.code").isEqualTo(Code.INVALID);
    }

    @Test
    void overridesTheRulesItIsToldAndNoOthers() {
        all(_ -> json("{}"));
        shift(RULE);
        assertThat(sent().getFirst().body()).contains("\"SafetyRulesToOverride\":[\"" + RULE + "\"]");
    }
}
