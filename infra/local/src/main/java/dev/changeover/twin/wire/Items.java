package dev.changeover.twin.wire;

import java.util.List;

/** A list in an answer whose items have a name of their own in XML, such as {@code DBCluster} in {@code DBClusters}. */
public record Items(String name, List<?> values) {
    public Items {
        values = List.copyOf(values);
    }
}
