package dev.changeover.twin.route53;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What Route 53 asks of the values of a record. */
final class RecordRules {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Predicate<String> ADDRESS =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}").asMatchPredicate();
    private static final Predicate<String> QUOTED =
            Pattern.compile("(\"([^\"\\\\]|\\\\.){0,255}\"\\s*)+").asMatchPredicate();
    private static final Pattern SERVICE = Pattern.compile("(\\d{1,5}) (\\d{1,5}) (\\d{1,5}) (\\S+)");
    private static final int SHORT_MAX = 65_535;

    /** Seconds; botocore route53 2013-04-01, shape TTL. */
    private static final long TTL_MAX = 2_147_483_647L;

    private RecordRules() {}

    static Optional<String> fault(RecordSet set) {
        if (!Names.valid(set.name())) {
            return Optional.of("FATAL problem: DomainLabelInvalid (Domain name is not valid) encountered with '"
                    + set.name() + "'");
        }
        if (set.ttlSeconds() < 0 || set.ttlSeconds() > TTL_MAX) {
            return Optional.of("TTL " + set.ttlSeconds() + " is not between 0 and " + TTL_MAX);
        }
        if (set.values().isEmpty()) {
            return Optional.of("RRSet with DNS name " + set.name() + " has no values");
        }
        if (set.type() == RecordType.CNAME && set.values().size() > 1) {
            return Optional.of("RRSet of type CNAME with DNS name " + set.name() + " has more than one value");
        }
        if (set.values().stream().distinct().count() < set.values().size()) {
            return Optional.of("Duplicate Resource Record in RRSet with DNS name " + set.name());
        }
        return set.values().stream()
                .flatMap(value -> fault(set.type(), value).stream())
                .findFirst();
    }

    private static Optional<String> fault(RecordType type, String value) {
        return switch (type) {
            case A ->
                when(!ADDRESS.test(value), "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)", value);
            case CNAME ->
                when(!Names.valid(Names.absolute(value)), "CNAMERRDATAIllegal (Value is not a domain)", value);
            case TXT ->
                when(
                        !QUOTED.test(value),
                        "InvalidCharacterString (Value should be enclosed in quotation marks)",
                        value);
            case SRV -> when(!service(value), "SRVRRDATANotFourParts (Value should be four spaced parts)", value);
            case NS, SOA -> Optional.empty();
        };
    }

    private static boolean service(String value) {
        var parts = SERVICE.matcher(value);
        return parts.matches()
                && Integer.parseInt(parts.group(1)) <= SHORT_MAX
                && Integer.parseInt(parts.group(2)) <= SHORT_MAX
                && Integer.parseInt(parts.group(3)) <= SHORT_MAX
                && Names.valid(Names.absolute(parts.group(4)));
    }

    private static Optional<String> when(boolean wrong, String problem, String value) {
        return wrong
                ? Optional.of(
                        "Invalid Resource Record: 'FATAL problem: " + problem + " encountered with '" + value + "''")
                : Optional.empty();
    }
}
