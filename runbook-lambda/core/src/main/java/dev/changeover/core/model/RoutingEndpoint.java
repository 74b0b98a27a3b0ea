package dev.changeover.core.model;

import java.net.URI;

/** One of the five Regional endpoints of an ARC cluster: the signing Region must be that of the URL. */
public record RoutingEndpoint(Region region, URI url) {}
