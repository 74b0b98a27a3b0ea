package dev.changeover.plan;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the five endpoints of the ARC cluster. */
record RoutingEndpointsReader(boolean ofTwin, List<RetiredKey> retired) {
    List<RoutingEndpoint> read(Value value) {
        List<Value> items = value.list().orElse(List.of());
        if (!items.isEmpty() && items.size() != ApplicationPlan.ROUTING_ENDPOINTS) {
            value.fault(
                    "lists " + items.size() + " endpoints, an ARC cluster has " + ApplicationPlan.ROUTING_ENDPOINTS,
                    "copy all of them from 'aws route53-recovery-control-config describe-cluster'");
        } else if (items.isEmpty()) {
            value.list().ifPresent(_ -> value.fault("lists no endpoint", "list the five of the ARC cluster"));
        }
        return all(items);
    }

    private List<RoutingEndpoint> all(List<Value> items) {
        Set<Region> regions = new HashSet<>();
        Set<URI> urls = new HashSet<>();
        List<RoutingEndpoint> read = new ArrayList<>();
        for (Value item : items) {
            Optional<Section> section = item.section(Part.ROUTING_ENDPOINT, retired);
            Optional<Value> regionValue = section.flatMap(keys -> keys.required("region"));
            Optional<Value> urlValue = section.flatMap(keys -> keys.required("url"));
            var region = regionValue.flatMap(found -> found.as(Region::new, "write a code such as us-east-1"));
            var url = urlValue.flatMap(found -> found.as(this::address, "write the endpoint as ARC gives it"));
            mustBeNew(regionValue, region, regions, "the five endpoints are in five Regions");
            mustBeNew(urlValue, url, urls, "each endpoint has an address of its own");
            region.ifPresent(code -> url.ifPresent(address -> {
                mustAgree(urlValue.orElseThrow(), code, address);
                read.add(new RoutingEndpoint(code, address));
            }));
        }
        return read;
    }

    private static <T> void mustBeNew(Optional<Value> value, Optional<T> found, Set<T> seen, String remedy) {
        if (found.isPresent() && !seen.add(found.get())) {
            value.orElseThrow().fault("is listed twice: " + found.get(), remedy);
        }
    }

    /** ARC checks the signature against the endpoint's own Region, so a mix-up would be found only in the disaster. */
    private static void mustAgree(Value value, Region region, URI url) {
        Hosts.awsRegion(url.getHost())
                .filter(found -> !found.equals(region))
                .ifPresent(found -> value.fault(
                        "is the endpoint in " + found + ", but its region is " + region, "correct one of them"));
    }

    private URI address(String text) {
        URI url = Urls.page(text);
        if (ofTwin && !Urls.onThisMachine(url)) {
            throw new IllegalArgumentException("a plan of the twin reaches nothing but 127.0.0.1");
        }
        if (!ofTwin && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("ARC answers on https only");
        }
        return url;
    }
}
