package dev.changeover.twin.route53;

import dev.changeover.twin.route53.RecordSet.Policy;
import dev.changeover.twin.wire.Items;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Record sets as Route 53 reads and writes them. */
final class RecordXml {
    /** Members that choose a policy or a kind of record the twin does not have. */
    private static final List<String> UNSUPPORTED = List.of(
            "Weight",
            "Region",
            "GeoLocation",
            "GeoProximityLocation",
            "MultiValueAnswer",
            "CidrRoutingConfig",
            "AliasTarget",
            "TrafficPolicyInstanceId");

    private RecordXml() {}

    static String required(XmlElement parent, String name) {
        return parent.text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> DnsFaults.input("Invalid XML ; " + name + " is missing in " + parent.name()));
    }

    static Change.Entry entry(XmlElement change) {
        String action = required(change, "Action");
        XmlElement set = change.child("ResourceRecordSet")
                .orElseThrow(() -> DnsFaults.input("Invalid XML ; a Change has no ResourceRecordSet"));
        return new Change.Entry(action(action), records(set));
    }

    private static Change.Action action(String text) {
        return Stream.of(Change.Action.values())
                .filter(action -> action.name().equals(text))
                .findFirst()
                .orElseThrow(() -> DnsFaults.input("Invalid XML ; cvc-enumeration-valid: Value '" + text
                        + "' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'. It must be a"
                        + " value from the enumeration."));
    }

    private static RecordSet records(XmlElement set) {
        UNSUPPORTED.stream().filter(name -> set.child(name).isPresent()).forEach(name -> {
            throw DnsFaults.input("The twin has simple and failover records only, not " + name + ".");
        });
        String typeName = required(set, "Type");
        RecordType type = RecordType.named(typeName)
                .orElseThrow(() -> DnsFaults.input("The twin has no records of type " + typeName + "."));
        List<String> values = set.child("ResourceRecords").stream()
                .flatMap(records -> records.children("ResourceRecord").stream())
                .map(record -> required(record, "Value"))
                .toList();
        Optional<String> ttl = set.text("TTL");
        String name = required(set, "Name");
        if (ttl.isEmpty() || values.isEmpty()) {
            throw DnsFaults.input("Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
                    + " ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Name=" + name
                    + ", Type=" + type + "]");
        }
        return new RecordSet(Names.absolute(name), type, seconds(ttl.get()), values, policy(set));
    }

    private static long seconds(String ttl) {
        try {
            return Long.parseLong(ttl);
        } catch (NumberFormatException notANumber) {
            throw DnsFaults.input("Invalid XML ; TTL must be a number, not " + ttl);
        }
    }

    private static Policy policy(XmlElement set) {
        Optional<String> role = set.text("Failover");
        Optional<String> id = set.text("SetIdentifier");
        if (role.isEmpty() && id.isEmpty()) {
            return new Policy.Simple();
        }
        if (role.isEmpty() || id.isEmpty()) {
            throw DnsFaults.input("Invalid request: SetIdentifier and Failover belong together.");
        }
        return new Policy.Failover(id.get(), role(role.get()), set.text("HealthCheckId"));
    }

    private static RecordSet.Role role(String text) {
        return switch (text) {
            case "PRIMARY" -> RecordSet.Role.PRIMARY;
            case "SECONDARY" -> RecordSet.Role.SECONDARY;
            default -> throw DnsFaults.input("Invalid XML ; Failover must be PRIMARY or SECONDARY, not " + text);
        };
    }

    /** Where a listing begins; without a start, at the beginning. */
    static int start(List<RecordSet> all, Optional<String> name, Optional<String> type, Optional<String> identifier) {
        if (name.isEmpty()) {
            return 0;
        }
        String wanted = Names.absolute(name.get());
        return IntStream.range(0, all.size())
                .filter(place -> Zone.compareNames(all.get(place).name(), wanted) >= 0)
                .filter(place -> !all.get(place).name().equals(wanted)
                        || type.isEmpty()
                        || all.get(place).type().name().compareTo(type.get()) >= 0)
                .filter(place -> !all.get(place).name().equals(wanted)
                        || identifier.isEmpty()
                        || all.get(place).key().setId().compareTo(identifier.get()) >= 0)
                .findFirst()
                .orElse(all.size());
    }

    static Map<String, Object> written(RecordSet set) {
        var values = set.values().stream()
                .map(value -> Output.of("Value", value).map())
                .toList();
        var output = Output.of("Name", set.name()).with("Type", set.type());
        set.failover()
                .ifPresent(failover ->
                        output.with("SetIdentifier", failover.setId()).with("Failover", failover.role()));
        return output.with("TTL", set.ttlSeconds())
                .with("ResourceRecords", new Items("ResourceRecord", values))
                .maybe("HealthCheckId", set.failover().flatMap(Policy.Failover::healthCheckId))
                .map();
    }
}
