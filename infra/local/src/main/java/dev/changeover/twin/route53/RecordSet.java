package dev.changeover.twin.route53;

import java.util.List;
import java.util.Optional;

/** Records of one name and type that answer together. {@code name} is absolute and in lower case. */
public record RecordSet(String name, RecordType type, long ttlSeconds, List<String> values, Policy policy) {
    /** When a record set answers. */
    public sealed interface Policy {
        /** Always: it is alone under its name and type. */
        record Simple() implements Policy {}

        /** As the primary or the secondary of a pair, by health. */
        record Failover(String setId, Role role, Optional<String> healthCheckId) implements Policy {}
    }

    public enum Role {
        PRIMARY,
        SECONDARY
    }

    public RecordSet {
        values = List.copyOf(values);
    }

    public static RecordSet simple(String name, RecordType type, long ttlSeconds, String... values) {
        return new RecordSet(Names.absolute(name), type, ttlSeconds, List.of(values), new Policy.Simple());
    }

    public static RecordSet failover(String name, String target, long ttlSeconds, Policy.Failover policy) {
        return new RecordSet(Names.absolute(name), RecordType.CNAME, ttlSeconds, List.of(target), policy);
    }

    /** The key under which a zone holds it: two record sets with one key cannot both be there. */
    Key key() {
        return switch (policy) {
            case Policy.Simple _ -> new Key(name, type, "");
            case Policy.Failover failover -> new Key(name, type, failover.setId());
        };
    }

    Optional<Policy.Failover> failover() {
        return policy instanceof Policy.Failover failover ? Optional.of(failover) : Optional.empty();
    }

    record Key(String name, RecordType type, String setId) {}
}
