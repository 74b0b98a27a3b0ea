package dev.changeover.twin.model;

/** Every port of one twin, counted from its base, all on 127.0.0.1. */
public record Ports(int base) {
    /** Fifty ports belong to a twin, so bases fifty apart never meet. */
    public static final int SPAN = 50;

    public static final int BASE_DEFAULT = 4566;

    public Ports {
        if (base < 1024 || base > 65535 - SPAN) {
            throw new IllegalArgumentException("port base must be 1024 to " + (65535 - SPAN) + ", not " + base);
        }
    }

    /** The AWS APIs of both Regions; the Region is read from each request's signature. */
    public int gateway() {
        return base;
    }

    /** One of the five Regional endpoints of an ARC cluster, 0 to 4. */
    public int arcEndpoint(int index) {
        return base + 1 + index;
    }

    /** The DNS server, UDP and TCP. */
    public int dns() {
        return base + 6;
    }

    /** Fault controls and state of the twin itself. */
    public int control() {
        return base + 7;
    }

    /** The shop in the Region with this index, 0 primary, 1 secondary. */
    public int shop(int index) {
        return base + 8 + index;
    }

    /** How many database servers there is room for. */
    public static final int DATABASES_MAX = 15;

    /** The database servers, in the order they are created, 0 to 14. */
    public int database(int index) {
        return base + 10 + index;
    }

    /** The replication links between database servers, in the order of {@link #database}. */
    public int replicationLink(int index) {
        return base + 25 + index;
    }

    /** The failover API in the Region with this index, 0 primary, 1 secondary. */
    public int api(int index) {
        return base + 40 + index;
    }

    /** Whoever signs operators in, in the Region with this index, 0 primary, 1 secondary. */
    public int identity(int index) {
        return index == 0 ? base + 42 : base + 46;
    }

    /** The edge before the shop, as CloudFront stands before one. */
    public int edge() {
        return base + 43;
    }

    /** The web sites of the buckets in the Region with this index, 0 primary, 1 secondary. */
    public int sites(int index) {
        return base + 44 + index;
    }
}
