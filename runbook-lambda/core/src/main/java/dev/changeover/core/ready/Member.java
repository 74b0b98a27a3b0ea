package dev.changeover.core.ready;

import java.util.List;

/** A member cluster as RDS describes it in the cluster's own Region. */
public record Member(String status, String engineVersion, List<Instance> instances) {
    public Member {
        instances = List.copyOf(instances);
    }

    /** One of its instances, with RDS's own word for its state. */
    public record Instance(String id, String instanceClass, String status) {}
}
