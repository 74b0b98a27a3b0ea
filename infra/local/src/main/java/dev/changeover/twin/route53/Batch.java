package dev.changeover.twin.route53;

import dev.changeover.twin.route53.RecordSet.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Applies the entries of one ChangeResourceRecordSets, all or none, and names every fault it finds. */
final class Batch {
    private final Zone zone;
    private final Predicate<String> healthChecks;
    private final Map<RecordSet.Key, RecordSet> result;
    private final List<String> faults = new ArrayList<>();

    /** {@code healthChecks} tells whether a health check with this id exists. */
    Batch(Zone zone, Predicate<String> healthChecks) {
        this.zone = zone;
        this.healthChecks = healthChecks;
        this.result = zone.copy();
    }

    Map<RecordSet.Key, RecordSet> apply(List<Change.Entry> entries) {
        if (entries.isEmpty()) {
            throw DnsFaults.input("The change batch has no changes.");
        }
        entries.forEach(this::apply);
        if (!faults.isEmpty()) {
            throw DnsFaults.batch(faults);
        }
        return result;
    }

    private void apply(Change.Entry entry) {
        RecordSet set = entry.records();
        if (!Names.within(set.name(), zone.name)) {
            faults.add("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone.name);
            return;
        }
        switch (entry.action()) {
            case DELETE -> delete(set);
            case CREATE -> {
                if (result.containsKey(set.key())) {
                    faults.add("Tried to create resource record set " + shown(set) + " but it already exists");
                } else {
                    add(set);
                }
            }
            case UPSERT -> {
                RecordSet before = result.remove(set.key());
                if (!add(set) && before != null) {
                    result.put(before.key(), before);
                }
            }
        }
    }

    private void delete(RecordSet set) {
        RecordSet before = result.get(set.key());
        if (before == null) {
            faults.add("Tried to delete resource record set " + shown(set) + " but it was not found");
        } else if (!before.equals(set)) {
            faults.add("Tried to delete resource record set " + shown(set)
                    + " but the values provided do not match the current values");
        } else if (set.type() == RecordType.SOA || (set.type() == RecordType.NS && atApex(set))) {
            faults.add("A HostedZone must contain at least one NS record for the zone itself and exactly one SOA"
                    + " record.");
        } else {
            result.remove(set.key());
        }
    }

    private boolean add(RecordSet set) {
        Optional<String> fault = RecordRules.fault(set)
                .or(() -> clash(set))
                .or(() -> pairing(set))
                .or(() -> missingCheck(set));
        fault.ifPresent(faults::add);
        if (fault.isEmpty()) {
            result.put(set.key(), set);
        }
        return fault.isEmpty();
    }

    /** A CNAME is alone at its name, and never at the zone's own. */
    private Optional<String> clash(RecordSet set) {
        boolean alias = set.type() == RecordType.CNAME;
        if (alias && atApex(set)) {
            return Optional.of("RRSet of type CNAME with DNS name " + set.name() + " is not permitted at apex in zone "
                    + zone.name);
        }
        Optional<RecordSet> other = sameName(set)
                .filter(present -> present.type() != set.type())
                .filter(present -> alias || present.type() == RecordType.CNAME)
                .findFirst();
        return other.map(present -> alias
                ? "RRSet of type CNAME with DNS name " + set.name()
                        + " is not permitted as it conflicts with other records with the same DNS name in zone "
                        + zone.name
                : "RRSet of type " + set.type() + " with DNS name " + set.name()
                        + " is not permitted because a conflicting RRSet of type CNAME with the same DNS name already"
                        + " exists in zone " + zone.name);
    }

    /** Simple and failover sets do not mix, and a pair has one of each role. */
    private Optional<String> pairing(RecordSet set) {
        Optional<RecordSet> other = sameName(set)
                .filter(present -> present.type() == set.type())
                .filter(present -> !present.key().equals(set.key()))
                .filter(present -> present.failover().isEmpty()
                        || set.failover().isEmpty()
                        || present.failover()
                                .map(Policy.Failover::role)
                                .equals(set.failover().map(Policy.Failover::role)))
                .findFirst();
        return other.map(_ -> "RRSet with DNS name " + set.name() + ", type " + set.type() + ", SetIdentifier "
                + set.key().setId()
                + " cannot be created because a conflicting RRSet with the same name and type exists");
    }

    private Optional<String> missingCheck(RecordSet set) {
        return set.failover()
                .flatMap(Policy.Failover::healthCheckId)
                .filter(id -> !healthChecks.test(id))
                .map(id -> "The health check " + id + " of RRSet " + shown(set) + " does not exist");
    }

    private Stream<RecordSet> sameName(RecordSet set) {
        return result.values().stream().filter(present -> present.name().equals(set.name()));
    }

    private boolean atApex(RecordSet set) {
        return set.name().equals(zone.name);
    }

    private static String shown(RecordSet set) {
        String identifier = set.failover()
                .map(failover -> ", set-identifier='" + failover.setId() + "'")
                .orElse("");
        return "[name='" + set.name() + "', type='" + set.type() + "'" + identifier + "]";
    }
}
