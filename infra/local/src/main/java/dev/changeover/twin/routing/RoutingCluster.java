package dev.changeover.twin.routing;

import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The data plane of routing controls, as seen from each of the five endpoints (0 to 4).
 *
 * <p>States are the same at every endpoint at once: a write needs a majority of endpoints, a read any one.
 */
public final class RoutingCluster {
    /** AWS ARC guide, updating states: at least three of five are kept available; read 2026. */
    public static final int QUORUM = 3;

    /** Entries of one UpdateRoutingControlStates; AWS ARC quotas, read 2026. */
    public static final int ENTRIES_MAX = 10;

    /** Mutating calls a second at one endpoint; AWS ARC quotas, read 2026. */
    public static final int WRITES_PER_SECOND_MAX = 3;

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A control and its state as the data plane shows it. */
    public record Reading(RoutingControl control, String panelName, RoutingState state) {}

    private final Timeline timeline;
    private final Estate estate;
    private final IntPredicate up;
    private final Set<Integer> maintained = new HashSet<>();
    private final Map<Integer, Deque<Instant>> writes = new HashMap<>();

    RoutingCluster(Timeline timeline, Estate estate, IntPredicate up) {
        this.timeline = timeline;
        this.estate = estate;
        this.up = up;
    }

    public Reading read(int endpoint, String controlArn) {
        return timeline.call(() -> {
            requireUp(endpoint);
            return reading(requireControl(controlArn));
        });
    }

    /** The controls of one panel, or all. */
    public List<Reading> list(int endpoint, Optional<String> panelArn) {
        return timeline.call(() -> {
            requireUp(endpoint);
            panelArn.ifPresent(this::requirePanel);
            return estate
                    .controls
                    .where(control -> panelArn.isEmpty() || panelArn.get().equals(control.panelArn()))
                    .stream()
                    .filter(control ->
                            estate.controls.live(control.arn(), timeline.now()).isPresent())
                    .map(this::reading)
                    .toList();
        });
    }

    /** Sets every state or none. {@code overridden} are the ARNs of safety rules not to be asked this once. */
    public void update(int endpoint, Map<String, RoutingState> wanted, Set<String> overridden) {
        timeline.run(() -> {
            requireUp(endpoint);
            requireQuorum();
            requireRate(endpoint);
            if (wanted.isEmpty()) {
                throw RoutingFaults.invalid("At least one routing control state entry is required.");
            }
            if (wanted.size() > ENTRIES_MAX) {
                throw RoutingFaults.tooManyEntries(wanted.size(), ENTRIES_MAX);
            }
            wanted.keySet().forEach(this::requireControl);
            requireRules(wanted, overridden);
            wanted.forEach((control, state) -> estate.set(control, state, timeline.now()));
        });
    }

    /** What health checks follow; it needs no endpoint. A control that is gone is Off. */
    public boolean isOn(String controlArn) {
        return timeline.call(() -> estate.state(controlArn) == RoutingState.On);
    }

    private void requireRules(Map<String, RoutingState> wanted, Set<String> overridden) {
        overridden.stream().filter(arn -> estate.rules.find(arn).isEmpty()).forEach(arn -> {
            throw RoutingFaults.invalid("SafetyRulesToOverride names " + arn + ", which is not a safety rule.");
        });
        Map<String, RoutingState> after = new LinkedHashMap<>(wanted);
        Function<String, RoutingState> afterwards = control -> after.getOrDefault(control, estate.state(control));
        for (SafetyRule rule :
                estate.rules.where(rule -> rule.guarded().stream().anyMatch(wanted::containsKey))) {
            if (!overridden.contains(rule.terms().arn())) {
                requireRule(rule, afterwards);
            }
        }
    }

    private void requireRule(SafetyRule rule, Function<String, RoutingState> afterwards) {
        Instant rested = timeline.now().minus(rule.terms().rest());
        boolean resting = rule.guarded().stream()
                .flatMap(control -> estate.changed(control).stream())
                .anyMatch(changed -> changed.isAfter(rested));
        if (resting) {
            throw RoutingFaults.tooSoon(rule);
        }
        Function<String, RoutingState> judged = switch (rule) {
            case SafetyRule.Assertion _ -> afterwards;
            case SafetyRule.Gating _ -> estate::state;
        };
        if (!rule.terms().condition().holds(rule.counted(), judged)) {
            throw RoutingFaults.ruleBroken(rule);
        }
    }

    /** Takes an endpoint into maintenance, as AWS cycles through them: it answers, but only to send callers on. */
    public void maintain(int endpoint, boolean begin) {
        timeline.run(() -> {
            if (begin) {
                maintained.add(endpoint);
            } else {
                maintained.remove(endpoint);
            }
        });
    }

    private boolean serves(int endpoint) {
        return up.test(endpoint) && !maintained.contains(endpoint);
    }

    private void requireUp(int endpoint) {
        if (!serves(endpoint)) {
            throw RoutingFaults.endpointUnavailable("The cluster endpoint isn't available.");
        }
    }

    private void requireQuorum() {
        long available = IntStream.range(0, Regions.ARC_ENDPOINTS.size())
                .filter(this::serves)
                .count();
        if (available < QUORUM) {
            throw RoutingFaults.endpointUnavailable("Only " + available + " of "
                    + Regions.ARC_ENDPOINTS.size() + " cluster endpoints are available, " + QUORUM
                    + " are needed for an update.");
        }
    }

    private void requireRate(int endpoint) {
        Deque<Instant> recent = writes.computeIfAbsent(endpoint, _ -> new ArrayDeque<>());
        Instant horizon = timeline.now().minus(SECOND);
        while (!recent.isEmpty() && !recent.peekFirst().isAfter(horizon)) {
            recent.removeFirst();
        }
        if (recent.size() >= WRITES_PER_SECOND_MAX) {
            throw RoutingFaults.throttled();
        }
        recent.addLast(timeline.now());
    }

    private void requirePanel(String arn) {
        if (estate.panels.live(arn, timeline.now()).isEmpty()) {
            throw RoutingFaults.stateNotFound("ControlPanel", arn);
        }
    }

    private RoutingControl requireControl(String arn) {
        return estate.controls
                .live(arn, timeline.now())
                .orElseThrow(() -> RoutingFaults.stateNotFound("RoutingControl", arn));
    }

    private Reading reading(RoutingControl control) {
        String panel =
                estate.panels.find(control.panelArn()).map(ControlPanel::name).orElse("");
        return new Reading(control, panel, estate.state(control.arn()));
    }
}
