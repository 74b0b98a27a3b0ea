package dev.changeover.twin.route53;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A hosted zone's records: those the API shows, and those the name servers already serve.
 *
 * <p>The name servers follow when a change is in sync, so a change that is still pending is listed but not answered.
 */
final class Zone {
    /** AWS page "NS and SOA records", read 2026: TTL of NS two days, of SOA 900 s; the last number is for NXDOMAIN. */
    private static final long NS_TTL_SECONDS = 172_800;

    private static final long SOA_TTL_SECONDS = 900;

    private static final Comparator<RecordSet.Key> ORDER = Comparator.comparing(
                    (RecordSet.Key key) -> reversed(key.name()))
            .thenComparing(key -> key.type().name())
            .thenComparing(RecordSet.Key::setId);

    final String id;
    final String name;
    final String callerReference;
    final Optional<String> comment;
    private final TreeMap<RecordSet.Key, RecordSet> records = new TreeMap<>(ORDER);
    private List<RecordSet> served;

    Zone(String id, String name, String callerReference, Optional<String> comment) {
        this.id = id;
        this.name = name;
        this.callerReference = callerReference;
        this.comment = comment;
        put(RecordSet.simple(name, RecordType.NS, NS_TTL_SECONDS, "ns-1." + name));
        put(RecordSet.simple(
                name,
                RecordType.SOA,
                SOA_TTL_SECONDS,
                "ns-1." + name + " hostmaster." + name + " 1 7200 900 1209600 86400"));
        served = records();
    }

    private void put(RecordSet set) {
        records.put(set.key(), set);
    }

    /** In AWS's order: by labels from the right. */
    List<RecordSet> records() {
        return List.copyOf(records.values());
    }

    Map<RecordSet.Key, RecordSet> copy() {
        return new TreeMap<>(records);
    }

    void replace(Map<RecordSet.Key, RecordSet> changed) {
        records.clear();
        records.putAll(changed);
    }

    /** The name servers serve these from now on. */
    void serve(List<RecordSet> now) {
        served = now;
    }

    List<RecordSet> served() {
        return served;
    }

    boolean holdsOnlyItsOwn() {
        return records.values().stream().allMatch(set -> set.type() == RecordType.NS || set.type() == RecordType.SOA);
    }

    boolean uses(String healthCheckId) {
        return records.values().stream()
                .flatMap(set -> set.failover().stream())
                .anyMatch(failover -> failover.healthCheckId().equals(Optional.of(healthCheckId)));
    }

    HostedZone view() {
        return new HostedZone(id, name, callerReference, comment, records.size());
    }

    static int compareNames(String one, String other) {
        return reversed(one).compareTo(reversed(other));
    }

    private static String reversed(String name) {
        return String.join(".", List.of(name.split("\\.")).reversed());
    }
}
