package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the secrets of each Region are kept, by name. */
final class Shelves {
    private final Map<Region, Map<String, Secret>> regions = new HashMap<>();

    Optional<Secret> find(Region region, String name) {
        return Optional.ofNullable(in(region).get(name));
    }

    Collection<Secret> all(Region region) {
        return in(region).values();
    }

    void put(Secret secret) {
        in(secret.region).put(secret.name, secret);
    }

    void remove(Secret secret) {
        in(secret.region).remove(secret.name, secret);
    }

    /** Whether this very secret is still there, not another of its name. */
    boolean holds(Secret secret) {
        return find(secret.region, secret.name).filter(secret::equals).isPresent();
    }

    private Map<String, Secret> in(Region region) {
        return regions.computeIfAbsent(region, _ -> new TreeMap<>());
    }
}
