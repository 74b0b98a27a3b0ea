package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The fault plan: which calls go wrong, and how.
 *
 * <p>Asked by whoever stands between a caller and the model: the gateway on the wire, the ports in virtual time. A dark
 * Region comes before every planned fault; of several planned faults that cover a call, the last planned holds.
 */
public final class Faults {
    /** The signing name of the ARC data plane. */
    public static final String ARC = "route53-recovery-cluster";

    /** A call as it is addressed. */
    public record Call(Region region, String service, String action) {}

    /** Which calls a fault covers; an empty part covers all. Services go by signing name, actions by API name. */
    public record Scope(Optional<Region> region, Optional<String> service, Optional<String> action) {
        public static final Scope ALL = new Scope(Optional.empty(), Optional.empty(), Optional.empty());

        public Scope in(Region only) {
            return new Scope(Optional.of(only), service, action);
        }

        public Scope service(String only) {
            return new Scope(region, Optional.of(only), action);
        }

        public Scope action(String only) {
            return new Scope(region, service, Optional.of(only));
        }

        boolean covers(Call call) {
            return region.map(call.region()::equals).orElse(true)
                    && service.map(call.service()::equals).orElse(true)
                    && action.map(call.action()::equals).orElse(true);
        }
    }

    /** One entry of the plan; {@code left} is how many more calls it holds for, empty for all. */
    public record Planned(int id, Scope scope, Fault fault, OptionalInt left) {
        private Planned once() {
            return left.isEmpty() ? this : new Planned(id, scope, fault, OptionalInt.of(left.getAsInt() - 1));
        }

        private boolean spent() {
            return left.isPresent() && left.getAsInt() <= 0;
        }
    }

    private static final Fault NONE = new Fault.None();

    private final Regions regions;
    private final List<Planned> plan = new ArrayList<>();
    private int planned;

    public Faults(Regions regions) {
        this.regions = regions;
        regions.watch(new Regions.Watcher() {
            @Override
            public void darkened(Region region) {}

            @Override
            public void recovered(Region region) {
                changed();
            }
        });
    }

    public Regions regions() {
        return regions;
    }

    /** From now on, until healed. Returns the id to heal it by. */
    public int plan(Scope scope, Fault fault) {
        return add(scope, fault, OptionalInt.empty());
    }

    /** For the next {@code calls} calls that it covers. */
    public int planNext(int calls, Scope scope, Fault fault) {
        if (calls < 1) {
            throw new IllegalArgumentException("a fault holds for at least one call, not " + calls);
        }
        return add(scope, fault, OptionalInt.of(calls));
    }

    /** Takes one of the five ARC endpoints away, 0 to 4 in the order of {@link Regions#ARC_ENDPOINTS}. */
    public int arcEndpointDown(int index) {
        return plan(Scope.ALL.in(Regions.ARC_ENDPOINTS.get(index)).service(ARC), new Fault.Dark());
    }

    public void arcEndpointUp(int index) {
        var scope = Scope.ALL.in(Regions.ARC_ENDPOINTS.get(index)).service(ARC);
        healWhere(entry -> entry.scope().equals(scope));
    }

    public void heal(int id) {
        healWhere(entry -> entry.id() == id);
    }

    /** Empties the plan. Dark Regions stay dark. */
    public void healAll() {
        healWhere(_ -> true);
    }

    public synchronized List<Planned> planned() {
        return List.copyOf(plan);
    }

    /** What happens to this call. Asked once a call: a fault for the next N calls counts it. */
    public synchronized Fault at(Call call) {
        if (regionDark(call)) {
            return new Fault.Dark();
        }
        for (int last = plan.size() - 1; last >= 0; last--) {
            Planned entry = plan.get(last);
            if (entry.scope().covers(call)) {
                Planned after = entry.once();
                plan.set(last, after);
                if (after.spent()) {
                    plan.remove(last);
                    notifyAll();
                }
                return entry.fault();
            }
        }
        return NONE;
    }

    /** Whether the call's answer could still leave now: asked after the call was done, counts nothing. */
    public synchronized boolean unreachable(Call call) {
        return regionDark(call)
                || plan.stream()
                        .anyMatch(entry -> entry.fault() instanceof Fault.Dark
                                && entry.scope().covers(call));
    }

    /** Waits, in real time, while the call is in the dark; at most {@code longest}. */
    public synchronized void awaitReachable(Call call, Duration longest) throws InterruptedException {
        long endNanos = System.nanoTime() + longest.toNanos();
        while (unreachable(call)) {
            long leftMs = (endNanos - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return;
            }
            wait(leftMs);
        }
    }

    private boolean regionDark(Call call) {
        return regions.dark(call.region()) || regions.dark(Regions.answering(call.service(), call.region()));
    }

    private synchronized int add(Scope scope, Fault fault, OptionalInt left) {
        planned++;
        plan.add(new Planned(planned, scope, fault, left));
        return planned;
    }

    private synchronized void healWhere(Predicate<Planned> which) {
        plan.removeIf(which);
        notifyAll();
    }

    private synchronized void changed() {
        notifyAll();
    }
}
