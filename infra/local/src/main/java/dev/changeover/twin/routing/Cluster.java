package dev.changeover.twin.routing;

import dev.changeover.core.model.Region;
import java.util.List;

/** Five Regional endpoints that hold routing control states together. */
public record Cluster(String arn, String name, List<Endpoint> endpoints) {
    public record Endpoint(Region region, String url) {}
}
