package dev.changeover.core.model;

import java.net.URI;
import java.util.List;

/**
 * Everything of the application that lives in one Region.
 *
 * @param cluster the member of the global database in this Region
 * @param database where its writer would listen; what the secret must name when this Region is active
 * @param secret the database secret the application reads in this Region
 * @param control the routing control that lets traffic in
 * @param dnsAnswers what the application's name resolves to when this Region is active: names or addresses
 * @param writeProbe the application's own probe, which writes a row and reads it back
 * @param health the application's health page in this Region
 */
public record Site(
        Region region,
        ClusterArn cluster,
        Endpoint database,
        SecretArn secret,
        RoutingControlArn control,
        List<String> dnsAnswers,
        URI writeProbe,
        URI health) {
    public Site {
        mustBeIn(region, cluster.region(), "cluster " + cluster);
        mustBeIn(region, secret.region(), "secret " + secret);
        dnsAnswers = List.copyOf(dnsAnswers);
        if (dnsAnswers.isEmpty()) {
            throw new IllegalArgumentException("dns-answers of " + region + " must name at least one answer");
        }
    }

    private static void mustBeIn(Region expected, Region found, String what) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException(what + " is in " + found + ", expected " + expected);
        }
    }
}
