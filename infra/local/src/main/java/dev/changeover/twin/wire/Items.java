package dev.changeover.twin.wire;

import java.util.List;

/** A list in an answer whose items have a name of their own in XML, such as {@code DBCluster} in {@code DBClusters}. */
public record Items(String name, List<?> values) {
    public Items {
        values = List.copyOf(values);
    }

    /** Items that stand side by side under the list's own name, with nothing around them, as S3 likes them. */
    public static Items flat(List<?> values) {
        return new Items("", values);
    }

    boolean isFlat() {
        return name.isEmpty();
    }
}
