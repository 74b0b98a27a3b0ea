package dev.changeover.twin.route53;

import java.util.Arrays;
import java.util.Optional;

/** The record types the twin serves; NS and SOA come with the zone. */
public enum RecordType {
    A,
    CNAME,
    SRV,
    TXT,
    NS,
    SOA;

    public static Optional<RecordType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
