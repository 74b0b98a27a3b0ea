package dev.changeover.twin.routing;

/** Whether traffic flows to the cell; the names are those on the wire. */
public enum RoutingState {
    On,
    Off
}
