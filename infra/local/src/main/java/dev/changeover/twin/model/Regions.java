package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which Regions are dark: their APIs unreachable, their databases dead, and the control planes that live only there
 * gone with them.
 */
public final class Regions {
    /** Told under the timeline's lock, in the order of registration. */
    public interface Watcher {
        void darkened(Region region);

        void recovered(Region region);
    }

    public static final Region US_EAST_1 = new Region("us-east-1");
    public static final Region US_WEST_2 = new Region("us-west-2");

    /**
     * The Regions of an ARC cluster's five endpoints, in the order of {@link Ports#arcEndpoint}. Source: "Routing
     * control components", Amazon ARC developer guide, read 2026-11-21.
     */
    public static final List<Region> ARC_ENDPOINTS = List.of(
            US_EAST_1, US_WEST_2, new Region("eu-west-1"), new Region("ap-northeast-1"), new Region("ap-southeast-2"));

    /**
     * Services whose control plane lives in one Region only, by signing name. Source: "AWS Fault Isolation Boundaries"
     * whitepaper and "Data and control planes" of the ARC developer guide, read 2026-11-21.
     */
    private static final Map<String, Region> HOMES =
            Map.of("route53-recovery-control-config", US_WEST_2, "route53", US_EAST_1, "iam", US_EAST_1);

    private final Timeline timeline;
    private final Set<Region> dark = ConcurrentHashMap.newKeySet();
    private final List<Watcher> watchers = new ArrayList<>();

    public Regions(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Takes the Region away at once; darkening a dark Region changes nothing. */
    public void darken(Region region) {
        timeline.run(() -> {
            if (dark.add(region)) {
                watchers.forEach(watcher -> watcher.darkened(region));
            }
        });
    }

    /** Gives the Region back; what it held comes back in its own time. */
    public void recover(Region region) {
        timeline.run(() -> {
            if (dark.remove(region)) {
                watchers.forEach(watcher -> watcher.recovered(region));
            }
        });
    }

    /** May be asked from any thread. */
    public boolean dark(Region region) {
        return dark.contains(region);
    }

    /** The Region that answers for {@code service} when {@code asked} is called: its home, if it has just one. */
    public static Region answering(String service, Region asked) {
        return HOMES.getOrDefault(service, asked);
    }

    public void watch(Watcher watcher) {
        timeline.run(() -> watchers.add(watcher));
    }
}
