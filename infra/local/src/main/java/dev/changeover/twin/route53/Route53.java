package dev.changeover.twin.route53;

import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.route53.RecordSet.Policy;
import dev.changeover.twin.route53.RecordSet.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Hosted zones, health checks, and the answer a name has just now.
 *
 * <p>Changing anything is the control plane's matter, which dies with its home Region; {@link #zoneFor} and
 * {@link #answering} are the data plane, which does not.
 */
public final class Route53 {
    /** How long a change is PENDING, on one machine. A choice, not a measurement. */
    public static final Duration PROPAGATION_LOCAL = Duration.ofMillis(50);

    /** The same like AWS: "generally within 60 seconds" (AWS page ChangeResourceRecordSets, read 2026). */
    public static final Duration PROPAGATION_AWS = Duration.ofSeconds(60);

    /** Letters and digits of a zone's id after the Z. */
    private static final int ZONE_ID_LENGTH = 20;

    private static final int CHANGE_ID_LENGTH = 20;

    /** Who knows whether the target of a health check is well. */
    public record Health(Predicate<String> routingControlOn, Predicate<HealthCheck.Target.Endpoint> endpointWell) {
        /** Routing controls decide; every endpoint is taken to be well. */
        public static Health of(Predicate<String> routingControlOn) {
            return new Health(routingControlOn, _ -> true);
        }
    }

    /** A new zone and the change that brings it to the name servers. */
    public record Created(HostedZone zone, Change change) {}

    private final Timeline timeline;
    private final Duration propagation;
    private final Health health;
    private final Map<String, Zone> zones = new LinkedHashMap<>();
    private final Map<String, HealthCheck> checks = new LinkedHashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private long minted;

    public Route53(Timeline timeline, Duration propagation, Health health) {
        this.timeline = timeline;
        this.propagation = propagation;
        this.health = health;
    }

    public Created createZone(String name, String callerReference, Optional<String> comment) {
        return timeline.call(() -> {
            String absolute = Names.absolute(name);
            if (!Names.valid(absolute)) {
                throw DnsFaults.badDomain(name);
            }
            if (zones.values().stream().anyMatch(zone -> zone.callerReference.equals(callerReference))) {
                throw DnsFaults.zoneExists(callerReference);
            }
            var zone = new Zone("Z" + mint(ZONE_ID_LENGTH), absolute, callerReference, comment);
            zones.put(zone.id, zone);
            return new Created(zone.view(), submit(Optional.empty(), () -> {}));
        });
    }

    public HostedZone zone(String id) {
        return timeline.call(() -> require(id).view());
    }

    public List<HostedZone> zones() {
        return timeline.call(() -> zones.values().stream().map(Zone::view).toList());
    }

    public Change deleteZone(String id) {
        return timeline.call(() -> {
            if (!require(id).holdsOnlyItsOwn()) {
                throw DnsFaults.zoneNotEmpty();
            }
            zones.remove(id);
            return submit(Optional.empty(), () -> {});
        });
    }

    /** Applies every entry or none; the name servers follow when the change is in sync. */
    public Change change(String zoneId, List<Change.Entry> entries, Optional<String> comment) {
        return timeline.call(() -> {
            Zone zone = require(zoneId);
            zone.replace(new Batch(zone, checks::containsKey).apply(entries));
            List<RecordSet> now = zone.records();
            return submit(comment, () -> zone.serve(now));
        });
    }

    public List<RecordSet> records(String zoneId) {
        return timeline.call(() -> require(zoneId).records());
    }

    public Change change(String id) {
        return timeline.call(() -> Optional.ofNullable(changes.get(id)).orElseThrow(() -> DnsFaults.noSuchChange(id)));
    }

    /** The same caller reference with the same target gives the same health check. */
    public HealthCheck createCheck(String callerReference, HealthCheck.Target target) {
        return timeline.call(() -> {
            Optional<HealthCheck> before = checks.values().stream()
                    .filter(check -> check.callerReference().equals(callerReference))
                    .findFirst();
            if (before.isPresent()) {
                return before.filter(check -> check.target().equals(target))
                        .orElseThrow(() -> DnsFaults.checkExists(callerReference));
            }
            var check = new HealthCheck(uuid().toString(), callerReference, target);
            checks.put(check.id(), check);
            return check;
        });
    }

    public HealthCheck check(String id) {
        return timeline.call(() -> Optional.ofNullable(checks.get(id)).orElseThrow(() -> DnsFaults.noSuchCheck(id)));
    }

    public List<HealthCheck> checks() {
        return timeline.call(() -> List.copyOf(checks.values()));
    }

    public void deleteCheck(String id) {
        timeline.run(() -> {
            check(id);
            if (zones.values().stream().anyMatch(zone -> zone.uses(id))) {
                throw DnsFaults.checkInUse(id);
            }
            checks.remove(id);
        });
    }

    public boolean healthy(String checkId) {
        return timeline.call(() -> switch (check(checkId).target()) {
            case HealthCheck.Target.Control(var arn) ->
                health.routingControlOn().test(arn);
            case HealthCheck.Target.Endpoint endpoint -> health.endpointWell().test(endpoint);
        });
    }

    Instant now() {
        return timeline.now();
    }

    /** The name of the zone that is authoritative for a name: the longest that holds it. */
    public Optional<String> zoneFor(String name) {
        return timeline.call(() -> zoneOf(Names.absolute(name)).map(zone -> zone.name));
    }

    /** The record sets that answer under this name just now, at most one of a type. */
    public List<RecordSet> answering(String name) {
        return timeline.call(() -> {
            String wanted = Names.absolute(name);
            List<RecordSet> here = zoneOf(wanted)
                    .map(zone -> zone.served().stream()
                            .filter(set -> set.name().equals(wanted))
                            .toList())
                    .orElse(List.of());
            List<RecordSet> chosen = new ArrayList<>();
            for (RecordType type : RecordType.values()) {
                choose(here.stream().filter(set -> set.type() == type).toList()).ifPresent(chosen::add);
            }
            return List.copyOf(chosen);
        });
    }

    /** Whether anything is below this name, so that the name exists though it holds nothing. */
    public boolean existsBelow(String name) {
        return timeline.call(() -> zoneOf(Names.absolute(name)).stream()
                .flatMap(zone -> zone.served().stream())
                .anyMatch(set -> set.name().endsWith("." + Names.absolute(name))));
    }

    /** The healthy primary, else the healthy secondary, else the primary after all: Route 53 fails open. */
    private Optional<RecordSet> choose(List<RecordSet> sets) {
        Optional<RecordSet> primary = role(sets, Role.PRIMARY);
        Optional<RecordSet> secondary = role(sets, Role.SECONDARY);
        if (primary.isEmpty() && secondary.isEmpty()) {
            return sets.stream().findFirst();
        }
        return primary.filter(this::well)
                .or(() -> secondary.filter(this::well))
                .or(() -> primary)
                .or(() -> secondary);
    }

    private static Optional<RecordSet> role(List<RecordSet> sets, Role role) {
        return sets.stream()
                .filter(set -> set.failover().map(Policy.Failover::role).equals(Optional.of(role)))
                .findFirst();
    }

    private boolean well(RecordSet set) {
        return set.failover()
                .flatMap(Policy.Failover::healthCheckId)
                .filter(checks::containsKey) // one deleted just after its record, which is served a moment longer
                .map(this::healthy)
                .orElse(true);
    }

    private Optional<Zone> zoneOf(String name) {
        return zones.values().stream()
                .filter(zone -> Names.within(name, zone.name))
                .max((one, other) -> Integer.compare(one.name.length(), other.name.length()));
    }

    private Change submit(Optional<String> comment, Runnable inSync) {
        var change = new Change("C" + mint(CHANGE_ID_LENGTH), Change.Status.PENDING, timeline.now(), comment);
        changes.put(change.id(), change);
        timeline.after(propagation, () -> {
            inSync.run();
            changes.put(
                    change.id(), new Change(change.id(), Change.Status.INSYNC, change.submitted(), change.comment()));
        });
        return change;
    }

    private Zone require(String id) {
        return Optional.ofNullable(zones.get(id)).orElseThrow(() -> DnsFaults.noSuchZone(id));
    }

    private String mint(int length) {
        return uuid().toString().replace("-", "").toUpperCase(Locale.ROOT).substring(0, length);
    }

    /** AWS draws ids at random; these follow from what came before, so a run can be repeated. */
    private UUID uuid() {
        return UUID.nameUUIDFromBytes(("route53/" + minted++).getBytes(StandardCharsets.UTF_8));
    }
}
