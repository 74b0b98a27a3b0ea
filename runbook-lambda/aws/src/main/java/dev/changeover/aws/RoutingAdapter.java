package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.RoutingView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesResponse;

/**
 * The routing controls, through the five endpoints of the ARC cluster in random order, as AWS advises (ARC best
 * practices, read 2026). Five dark endpoints cost at most {@link #WHOLE_EFFORT} times the call timeout.
 */
final class RoutingAdapter implements RoutingPort {
    /** How many call timeouts the whole effort over all endpoints may take. */
    static final int WHOLE_EFFORT = 2;

    /**
     * One write is under way at a time unless an endpoint dawdles. A quarter of the call timeout: the fifth endpoint is
     * asked after one call timeout and has another to answer, which makes {@link #WHOLE_EFFORT}.
     */
    private static final int WRITE_PATIENCE_SHARE = ApplicationPlan.ROUTING_ENDPOINTS - 1;

    /** Reads do no harm, so the next endpoint is asked sooner: after a tenth of the call timeout, 300 ms by default. */
    private static final int READ_PATIENCE_SHARE = 10;

    /** A read asks one endpoint more than it needs, so that a single dark one among the five costs it no patience. */
    private static final int READERS_SPARE = 1;

    private static final Pattern SAFETY_RULE =
            Pattern.compile("arn:aws[a-z-]*:route53-recovery-control::\\d{12}:controlpanel/[^/\\s]+/safetyrule/\\w+");

    private final Clients clients;
    private final Caller caller;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Lately answered;
    private final Lately asked;

    RoutingAdapter(Clients clients, Caller caller, InstantSource clock, RandomGenerator random) {
        this.clients = clients;
        this.caller = caller;
        this.clock = clock;
        this.random = random;
        this.answered = new Lately(clock);
        this.asked = new Lately(clock);
    }

    /** The Regions that are On, by one endpoint's word. */
    private record Reading(List<Region> on, Region readFrom) {}

    @Override
    public RoutingView view(ApplicationPlan plan, int readers) {
        var relay = new Relay(caller, readers, readers + READERS_SPARE, patience(READ_PATIENCE_SHARE));
        Relay.Outcome<Reading> outcome =
                relay.run(atEach(silentLast(plan), endpoint -> read(plan, endpoint)), RoutingAdapter::concludesRead);
        List<Reading> readings = outcome.answers().stream()
                .flatMap(reply -> reply.fold(Stream::of, _ -> Stream.empty()))
                .toList();
        return readings.isEmpty() ? unreadable(outcome) : agreed(readings);
    }

    private RoutingView agreed(List<Reading> readings) {
        List<Region> on = readings.getFirst().on();
        if (!readings.stream().allMatch(reading -> reading.on().equals(on))) {
            return new RoutingView.Unreadable(
                    new PortFailure(Code.CONFLICT, "the ARC endpoints do not agree: " + readings), clock.instant());
        }
        return new RoutingView.States(
                on, readings.stream().map(Reading::readFrom).toList(), clock.instant());
    }

    private RoutingView unreadable(Relay.Outcome<Reading> outcome) {
        PortFailure why = outcome.answers().stream()
                .flatMap(reply -> reply.failure().stream())
                .findFirst()
                .orElseGet(() -> nobody(outcome));
        return new RoutingView.Unreadable(why, clock.instant());
    }

    /** The reason they all share, if they do: five that throttle are not five that are down. */
    private static PortFailure nobody(Relay.Outcome<?> outcome) {
        List<Code> codes =
                outcome.failures().stream().map(PortFailure::code).distinct().toList();
        return new PortFailure(
                codes.size() == 1 ? codes.getFirst() : Code.UNREACHABLE,
                "no ARC endpoint answered: "
                        + String.join(
                                "; ",
                                outcome.failures().stream()
                                        .map(PortFailure::message)
                                        .sorted() // asked in random order, and the same trouble has the same words
                                        .toList()));
    }

    private Reply<Reading> read(ApplicationPlan plan, RoutingEndpoint endpoint) {
        Future<Reply<Boolean>> secondary =
                caller.meanwhile(() -> isOn(endpoint, plan.secondary().control()));
        Reply<Boolean> primary = isOn(endpoint, plan.primary().control());
        return primary.then(primaryOn -> Caller.join(secondary)
                .then(secondaryOn -> new Reply.Got<>(
                        new Reading(on(plan.primary(), primaryOn, plan.secondary(), secondaryOn), endpoint.region()))));
    }

    private static List<Region> on(Site primary, boolean primaryOn, Site secondary, boolean secondaryOn) {
        List<Region> on = new ArrayList<>();
        if (primaryOn) {
            on.add(primary.region());
        }
        if (secondaryOn) {
            on.add(secondary.region());
        }
        return List.copyOf(on);
    }

    private Reply<Boolean> isOn(RoutingEndpoint endpoint, RoutingControlArn control) {
        return ask(
                endpoint,
                client -> client.getRoutingControlState(request -> request.routingControlArn(control.value()))
                                .routingControlState()
                        == RoutingControlState.ON);
    }

    /** A throttled endpoint has said nothing of the states, and the next one may. */
    private static boolean concludesRead(Reply<Reading> reply) {
        return switch (reply) {
            case Reply.Got<Reading> _ -> true;
            case Reply.Refused<Reading>(var why, var _) -> !why.passing();
            case Reply.Lost<Reading> _ -> false;
        };
    }

    /**
     * Asks the next endpoint only where the last one may be down. A refusal is the cluster's, and the same everywhere.
     */
    @Override
    public Answer shift(ApplicationPlan plan, Action.ShiftTraffic action) {
        var relay = new Relay(caller, 1, 1, patience(WRITE_PATIENCE_SHARE));
        Relay.Outcome<UpdateRoutingControlStatesResponse> outcome = relay.run(
                atEach(answeringFirst(plan), endpoint -> update(endpoint, action)),
                reply -> !(reply instanceof Reply.Lost<?>));
        return outcome.answers().stream()
                .findFirst()
                .map(reply -> asRule(reply).answer())
                .orElseGet(() -> new Answer.Unknown(nobody(outcome)));
    }

    private Reply<UpdateRoutingControlStatesResponse> update(RoutingEndpoint endpoint, Action.ShiftTraffic action) {
        return ask(
                endpoint,
                client -> client.updateRoutingControlStates(request -> request.updateRoutingControlStateEntries(List.of(
                                entry(action.on(), RoutingControlState.ON),
                                entry(action.off(), RoutingControlState.OFF)))
                        .safetyRulesToOverride(action.override().stream()
                                .map(SafetyRuleArn::value)
                                .toList())));
    }

    private static UpdateRoutingControlStateEntry entry(RoutingControlArn control, RoutingControlState state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(control.value())
                .routingControlState(state)
                .build();
    }

    /**
     * A refusal that names a safety rule is for a person, whichever error carries it; the message keeps the name. Only
     * a rule that wants a pause after the last change (WaitPeriodMs, 5 s by default) is a matter of asking again.
     */
    private static <T> Reply<T> asRule(Reply<T> reply) {
        boolean named = reply instanceof Reply.Refused<T>(var why, var _)
                && SAFETY_RULE.matcher(why.message()).find()
                && !why.message().toLowerCase(Locale.ROOT).contains("wait period");
        return named && reply instanceof Reply.Refused<T>(var why, var error)
                ? new Reply.Refused<>(new PortFailure(Code.SAFETY_RULE, why.message()), error)
                : reply;
    }

    private <T> Reply<T> ask(RoutingEndpoint endpoint, Function<Route53RecoveryClusterClient, T> request) {
        Route53RecoveryClusterClient client = clients.routing(endpoint);
        asked.note(endpoint.region());
        Reply<T> reply = caller.ask("ARC in " + endpoint.region(), () -> request.apply(client));
        if (reply instanceof Reply.Got<?>) {
            answered.note(endpoint.region());
        }
        return reply;
    }

    private static <T> List<Callable<Reply<T>>> atEach(
            List<RoutingEndpoint> order, Function<RoutingEndpoint, Reply<T>> request) {
        return order.stream()
                .<Callable<Reply<T>>>map(endpoint -> () -> request.apply(endpoint))
                .toList();
    }

    private List<RoutingEndpoint> shuffled(ApplicationPlan plan) {
        List<RoutingEndpoint> order = new ArrayList<>(plan.routingEndpoints());
        Collections.shuffle(order, random);
        return order;
    }

    /** At random, but an endpoint that was asked a moment ago and has not answered would only cost time again. */
    private List<RoutingEndpoint> silentLast(ApplicationPlan plan) {
        List<RoutingEndpoint> order = shuffled(plan);
        order.sort(Comparator.comparing(endpoint -> silent(endpoint.region())));
        return order;
    }

    /** A write follows a read, so it begins, still at random, with endpoints known to answer. */
    private List<RoutingEndpoint> answeringFirst(ApplicationPlan plan) {
        List<RoutingEndpoint> order = silentLast(plan);
        order.sort(Comparator.comparing(endpoint -> silent(endpoint.region()) || !answered.has(endpoint.region())));
        return order;
    }

    /** Asked, and no answer since: one that answered before may have gone dark a moment ago. */
    private boolean silent(Region endpoint) {
        return asked.hasAfter(answered, endpoint);
    }

    private Duration patience(int share) {
        return caller.bound().dividedBy(share);
    }
}
