package dev.changeover.plan;

import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.Site;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What one Region's part of the file says so far: each value is there, or a fault says why not. */
record SiteDraft(
        Section section,
        Optional<Region> region,
        Optional<ClusterArn> cluster,
        Optional<Endpoint> database,
        Optional<SecretArn> secret,
        Optional<RoutingControlArn> control,
        Optional<List<String>> dnsAnswers,
        Optional<URI> writeProbe,
        Optional<URI> health) {
    static SiteDraft of(Section section) {
        Optional<Region> region =
                section.required("region").flatMap(value -> value.as(Region::new, "write a code such as us-east-1"));
        return new SiteDraft(
                section,
                region,
                section.required("cluster")
                        .flatMap(value -> inRegion(value, region, ClusterArn::new, ClusterArn::region)),
                section.required("endpoint").flatMap(value -> writerEndpoint(value, region)),
                section.required("secret").flatMap(value -> inRegion(value, region, SecretArn::new, SecretArn::region)),
                section.required("routing-control")
                        .flatMap(value -> value.as(RoutingControlArn::new, "write the ARN of a routing control")),
                section.required("dns-answers").flatMap(SiteDraft::answers),
                section.required("write-probe").flatMap(SiteDraft::page),
                section.required("health").flatMap(SiteDraft::page));
    }

    /** The site, once nothing is missing. */
    Optional<Site> site() {
        boolean whole = Stream.of(region, cluster, database, secret, control, dnsAnswers, writeProbe, health)
                .allMatch(Optional::isPresent);
        return whole
                ? Optional.of(new Site(
                        region.orElseThrow(),
                        cluster.orElseThrow(),
                        database.orElseThrow(),
                        secret.orElseThrow(),
                        control.orElseThrow(),
                        dnsAnswers.orElseThrow(),
                        writeProbe.orElseThrow(),
                        health.orElseThrow()))
                : Optional.empty();
    }

    private static <T> Optional<T> inRegion(
            Value value, Optional<Region> region, Function<String, T> type, Function<T, Region> regionOf) {
        String remedy = "write the ARN of what stands in this Region";
        Optional<T> arn = value.as(type, remedy);
        Optional<Region> found = arn.flatMap(read -> value.as(_ -> regionOf.apply(read), remedy));
        if (region.isPresent() && found.isPresent() && !found.equals(region)) {
            return value.fault(
                    "is in " + found.get() + ", but this part is about " + region.get(),
                    "write the ARN in " + region.get() + ", or correct the region");
        }
        return found.flatMap(_ -> arn);
    }

    private static Optional<Endpoint> writerEndpoint(Value value, Optional<Region> region) {
        Optional<Endpoint> endpoint =
                value.as(Endpoint::parse, "write host:port of the cluster endpoint, which is the writer's");
        Optional<Region> found = endpoint.flatMap(read -> Hosts.awsRegion(read.host()));
        if (region.isPresent() && found.isPresent() && !found.equals(region)) {
            return value.fault(
                    "is in " + found.get() + ", but this part is about " + region.get(),
                    "write the cluster endpoint in " + region.get());
        }
        if (endpoint.isPresent() && endpoint.get().host().contains(".cluster-ro-")) {
            return value.fault("is a reader endpoint, which cannot write", "write the cluster endpoint, without '-ro'");
        }
        return endpoint;
    }

    private static Optional<List<String>> answers(Value value) {
        return value.list().flatMap(items -> {
            if (items.isEmpty()) {
                return value.fault("names no answer", "write at least one name or address that DNS answers");
            }
            List<String> read = items.stream()
                    .flatMap(item -> item.as(Hosts::answer, "write a DNS name or an address").stream())
                    .toList();
            return read.size() == items.size() ? Optional.of(read) : Optional.empty();
        });
    }

    private static Optional<URI> page(Value value) {
        return value.as(Urls::page, "write an address such as https://us-east-1.shop.example.com/health");
    }
}
