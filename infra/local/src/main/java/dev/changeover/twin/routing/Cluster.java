package dev.changeover.twin.routing;

import dev.changeover.core.model.Region;
import java.util.List;

/** Five Regional endpoints that hold routing control states together. */
public record Cluster(String arn, String name, List<Endpoint> endpoints) {
    /**
     * The Regions of a cluster's endpoints, in the order of their ports (AWS ARC guide, getting and updating states,
     * read 2026).
     */
    public static final List<Region> ENDPOINT_REGIONS = List.of(
            new Region("us-east-1"),
            new Region("us-west-2"),
            new Region("eu-west-1"),
            new Region("ap-northeast-1"),
            new Region("ap-southeast-2"));

    public record Endpoint(Region region, String url) {}
}
