package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Time as one Region's servers live it. What falls due while the Region is dark happens when it is back, in the order
 * it fell due.
 */
public final class RegionTime {
    private final Timeline timeline;
    private final Regions regions;
    private final Map<Region, Deque<Runnable>> parked;
    private final Runnable afterwards;

    public RegionTime(Timeline timeline, Regions regions) {
        this(timeline, regions, new HashMap<>(), () -> {});
        regions.watch(new Regions.Watcher() {
            @Override
            public void darkened(Region region) {}

            // Not at once: those who bring the Region back are still at it.
            @Override
            public void recovered(Region region) {
                timeline.after(Duration.ZERO, () -> resume(region));
            }
        });
    }

    private RegionTime(Timeline timeline, Regions regions, Map<Region, Deque<Runnable>> parked, Runnable afterwards) {
        this.timeline = timeline;
        this.regions = regions;
        this.parked = parked;
        this.afterwards = afterwards;
    }

    /** The same time for one who does something more after each thing that happened in it. */
    public RegionTime then(Runnable more) {
        return new RegionTime(timeline, regions, parked, more);
    }

    public Instant now() {
        return timeline.now();
    }

    /** How long until then; nothing when it has passed. */
    public Duration until(Instant then) {
        Duration left = Duration.between(now(), then);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public void after(Region region, Duration delay, Runnable what) {
        timeline.after(delay, () -> whenLit(region, followed(what)));
    }

    /** For news from outside the model, on whatever thread it comes. */
    public void arrive(Region region, Runnable what) {
        timeline.after(Duration.ZERO, () -> whenLit(region, followed(what)));
    }

    private Runnable followed(Runnable what) {
        return () -> {
            what.run();
            afterwards.run();
        };
    }

    private void whenLit(Region region, Runnable what) {
        if (regions.dark(region) || !waiting(region).isEmpty()) {
            waiting(region).add(what);
        } else {
            what.run();
        }
    }

    private void resume(Region region) {
        while (!regions.dark(region) && !waiting(region).isEmpty()) {
            waiting(region).remove().run();
        }
    }

    private Deque<Runnable> waiting(Region region) {
        return parked.computeIfAbsent(region, _ -> new ArrayDeque<>());
    }
}
