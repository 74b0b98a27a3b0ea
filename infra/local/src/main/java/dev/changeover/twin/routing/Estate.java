package dev.changeover.twin.routing;

import dev.changeover.twin.model.AwsError;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Everything ARC holds: the control plane writes what is there, the data plane writes the states. */
final class Estate {
    /** A thing with the time from which it is deployed, and whether it is on its way out. */
    private record Held<T>(T thing, Instant deployed, boolean leaving) {}

    /** Things of one kind by ARN, in the order they were made. */
    static final class Kind<T> {
        private final Map<String, Held<T>> byArn = new LinkedHashMap<>();

        void put(String arn, T thing, Instant deployed) {
            byArn.put(arn, new Held<>(thing, deployed, false));
        }

        void leaving(String arn) {
            byArn.computeIfPresent(arn, (_, held) -> new Held<>(held.thing(), held.deployed(), true));
        }

        void remove(String arn) {
            byArn.remove(arn);
        }

        T require(String arn) {
            return find(arn).orElseThrow(() -> RoutingFaults.notFound(arn));
        }

        Optional<T> find(String arn) {
            return Optional.ofNullable(byArn.get(arn)).map(Held::thing);
        }

        /** Those the data plane knows: deployed and not yet gone. */
        Optional<T> live(String arn, Instant now) {
            return Optional.ofNullable(byArn.get(arn))
                    .filter(held -> !now.isBefore(held.deployed()))
                    .map(Held::thing);
        }

        List<T> where(Predicate<T> wanted) {
            return byArn.values().stream().map(Held::thing).filter(wanted).toList();
        }

        void refuseIfAny(Predicate<T> wanted, AwsError error) {
            if (!where(wanted).isEmpty()) {
                throw error;
            }
        }

        DeployStatus status(String arn, Instant now) {
            Held<T> held = byArn.get(arn);
            if (held == null || held.leaving()) {
                return DeployStatus.PENDING_DELETION;
            }
            return now.isBefore(held.deployed()) ? DeployStatus.PENDING : DeployStatus.DEPLOYED;
        }
    }

    final Kind<Cluster> clusters = new Kind<>();
    final Kind<ControlPanel> panels = new Kind<>();
    final Kind<RoutingControl> controls = new Kind<>();
    final Kind<SafetyRule> rules = new Kind<>();

    private final Map<String, RoutingState> states = new HashMap<>();
    private final Map<String, Instant> changes = new HashMap<>();

    /** A control that nobody has switched on is Off. */
    RoutingState state(String controlArn) {
        return states.getOrDefault(controlArn, RoutingState.Off);
    }

    void set(String controlArn, RoutingState state, Instant now) {
        if (state(controlArn) != state) {
            states.put(controlArn, state);
            changes.put(controlArn, now);
        }
    }

    Optional<Instant> changed(String controlArn) {
        return Optional.ofNullable(changes.get(controlArn));
    }

    void forget(String controlArn) {
        states.remove(controlArn);
        changes.remove(controlArn);
    }
}
