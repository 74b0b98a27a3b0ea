package dev.changeover.twin.routing;

/** How far the control plane is with a thing; the names are those on the wire. */
public enum DeployStatus {
    PENDING,
    DEPLOYED,
    PENDING_DELETION
}
