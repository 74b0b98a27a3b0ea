package dev.changeover.twin.routing;

/** A switch that a health check can follow. Its state is the data plane's matter. */
public record RoutingControl(String arn, String panelArn, String name) {}
