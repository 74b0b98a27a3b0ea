package dev.changeover.twin.edge;

/** Where a behaviour's requests go. */
public sealed interface Target permits Origin, OriginGroup {
    String id();
}
