package dev.changeover.http;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.operations.TwinOutages;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A twin's outages without a twin: what was asked for is remembered. */
final class DimmedWorld implements TwinOutages {
    private final Set<Region> dark = ConcurrentHashMap.newKeySet();
    private final ApplicationPlan plan;

    DimmedWorld(ApplicationPlan plan) {
        this.plan = plan;
    }

    @Override
    public List<Site> regions() {
        return Stream.of(plan.primary(), plan.secondary())
                .map(site -> new Site(site.region(), dark.contains(site.region())))
                .toList();
    }

    @Override
    public List<String> others() {
        return List.of("rds * * is throttled");
    }

    @Override
    public void darken(Region region) {
        dark.add(region);
    }

    @Override
    public void heal(Region region) {
        dark.remove(region);
    }
}
