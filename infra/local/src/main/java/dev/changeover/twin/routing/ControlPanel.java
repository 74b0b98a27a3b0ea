package dev.changeover.twin.routing;

/** A group of routing controls; every cluster begins with a default one. */
public record ControlPanel(String arn, String clusterArn, String name, boolean isDefault) {}
