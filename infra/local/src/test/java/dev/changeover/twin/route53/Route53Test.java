package dev.changeover.twin.route53;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.route53.Change.Action;
import dev.changeover.twin.route53.Change.Status;
import dev.changeover.twin.route53.RecordSet.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Route53Test {
    private static final Optional<String> NO_COMMENT = Optional.empty();
    private static final Duration PROPAGATION = Duration.ofSeconds(30);

    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-21T10:00:00Z"));
    private final Set<String> on = new HashSet<>();
    private final Route53 route53 = new Route53(timeline, PROPAGATION, Route53.Health.of(on::contains));
    private String zone;

    @BeforeEach
    void aZone() {
        zone = route53.createZone("Twin.Test", "ref", NO_COMMENT).zone().id();
    }

    @Test
    void aZoneBeginsWithItsNameServersAndItsStartOfAuthority() {
        assertThat(route53.zone(zone).name()).isEqualTo("twin.test.");
        assertThat(route53.records(zone)).extracting(RecordSet::type).containsExactly(RecordType.NS, RecordType.SOA);
        assertRefused("HostedZoneAlreadyExists", () -> route53.createZone("other.test", "ref", NO_COMMENT));
        assertRefused("InvalidDomainName", () -> route53.createZone("not a name", "ref2", NO_COMMENT));
        assertRefused("NoSuchHostedZone", () -> route53.zone("Z0"));
    }

    @Test
    void aChangeIsListedAtOnceAndAnsweredOnceInSync() {
        Change change = change(create(address("a.twin.test", "127.0.0.1")));

        assertThat(change.status()).isEqualTo(Status.PENDING);
        assertThat(route53.records(zone)).hasSize(3);
        assertThat(route53.answering("a.twin.test")).isEmpty();
        timeline.advance(PROPAGATION);
        assertThat(route53.change(change.id()).status()).isEqualTo(Status.INSYNC);
        assertThat(route53.answering("A.twin.test.")).hasSize(1);
        assertRefused("NoSuchChange", () -> route53.change("C0"));
    }

    @Test
    void createRefusesWhatIsThereAndDeleteWhatIsNot() {
        change(create(address("a.twin.test", "127.0.0.1")));

        assertRefused("InvalidChangeBatch", () -> change(create(address("a.twin.test", "127.0.0.2"))))
                .extracting(Throwable::getMessage)
                .isEqualTo("[Tried to create resource record set [name='a.twin.test.', type='A'] but it already"
                        + " exists]");
        assertRefused("InvalidChangeBatch", () -> change(delete(address("b.twin.test", "127.0.0.1"))))
                .extracting(Throwable::getMessage)
                .isEqualTo("[Tried to delete resource record set [name='b.twin.test.', type='A'] but it was not"
                        + " found]");
        assertRefused("InvalidChangeBatch", () -> change(delete(address("a.twin.test", "127.0.0.9"))))
                .hasMessageContaining("do not match the current values");
        change(upsert(address("a.twin.test", "127.0.0.2")), delete(address("a.twin.test", "127.0.0.2")));
        assertThat(route53.records(zone)).hasSize(2);
    }

    @Test
    void aBatchIsAppliedWholeOrNotAtAllAndEveryFaultIsNamed() {
        assertRefused(
                        "InvalidChangeBatch",
                        () -> change(
                                create(address("a.twin.test", "127.0.0.1")),
                                create(address("b.twin.test", "127.0.0.256")),
                                create(address("c.else.test", "127.0.0.1"))))
                .hasMessageContaining("ARRDATAIllegalIPv4Address")
                .hasMessageContaining("c.else.test. is not permitted in zone twin.test.");
        assertThat(route53.records(zone)).hasSize(2);
        assertRefused("InvalidInput", this::change);
    }

    @Test
    void valuesMustFitTheirType() {
        assertRefused("InvalidChangeBatch", () -> change(create(simple("t.twin.test", RecordType.TXT, "bare"))));
        assertRefused("InvalidChangeBatch", () -> change(create(simple("s.twin.test", RecordType.SRV, "1 2 host"))));
        assertRefused("InvalidChangeBatch", () -> change(create(simple("c.twin.test", RecordType.CNAME, "a b"))));
        assertRefused(
                "InvalidChangeBatch", () -> change(create(simple("c.twin.test", RecordType.CNAME, "a.b", "c.d"))));
        change(
                create(simple("t.twin.test", RecordType.TXT, "\"quoted text\"")),
                create(simple("_http._tcp.s.twin.test", RecordType.SRV, "1 1 8080 s.twin.test")));
    }

    @Test
    void anAliasIsAloneAtItsNameAndNeverAtTheApex() {
        change(create(simple("c.twin.test", RecordType.CNAME, "a.twin.test")));

        assertRefused("InvalidChangeBatch", () -> change(create(address("c.twin.test", "127.0.0.1"))))
                .hasMessageContaining("a conflicting RRSet of type CNAME with the same DNS name already exists");
        assertRefused("InvalidChangeBatch", () -> change(create(simple("twin.test", RecordType.CNAME, "a.b"))))
                .hasMessageContaining("not permitted at apex");
    }

    @Test
    void failoverAnswersFollowTheHealthChecksThatFollowTheRoutingControls() {
        pair();
        on.add("east");
        assertThat(answer()).isEqualTo("east.twin.test");
        on.add("west");
        assertThat(answer()).as("a healthy primary wins").isEqualTo("east.twin.test");
        on.remove("east");
        assertThat(answer()).isEqualTo("west.twin.test");
        on.clear();
        assertThat(answer()).as("all unhealthy: fail open to the primary").isEqualTo("east.twin.test");
    }

    @Test
    void aPairHasOnePrimaryOneSecondaryAndNothingSimpleBesides() {
        pair();

        assertRefused("InvalidChangeBatch", () -> change(create(failover("third", Role.PRIMARY, Optional.empty()))));
        assertRefused(
                "InvalidChangeBatch", () -> change(create(simple("shop.twin.test", RecordType.CNAME, "a.twin.test"))));
        assertRefused(
                "InvalidChangeBatch", () -> change(upsert(failover("west", Role.SECONDARY, Optional.of("none")))));
    }

    @Test
    void aHealthCheckInUseIsNotDeletedNorRepointed() {
        pair();
        String check = route53.checks().getFirst().id();

        assertRefused("HealthCheckInUse", () -> route53.deleteCheck(check));
        var target = new HealthCheck.Target.Control("east");
        assertThat(route53.createCheck("east", target).id())
                .as("same call, same check")
                .isEqualTo(check);
        assertRefused(
                "HealthCheckAlreadyExists", () -> route53.createCheck("east", new HealthCheck.Target.Control("other")));
        assertRefused("NoSuchHealthCheck", () -> route53.healthy("none"));
    }

    @Test
    void aHealthCheckThatGoesWithItsRecordLeavesTheLastAnswersAlone() {
        pair();
        String west = route53.checks().getLast().id();
        change(delete(failover("west", Role.SECONDARY, Optional.of(west))));
        route53.deleteCheck(west);

        assertThat(answer()).as("still served until in sync").isNotNull();
    }

    @Test
    void aZoneWithRecordsIsNotDeleted() {
        change(create(address("a.twin.test", "127.0.0.1")));

        assertRefused("HostedZoneNotEmpty", () -> route53.deleteZone(zone));
        change(delete(address("a.twin.test", "127.0.0.1")));
        route53.deleteZone(zone);
        assertRefused("NoSuchHostedZone", () -> route53.zone(zone));
    }

    @Test
    void theLongestZoneAnswers() {
        route53.createZone("sub.twin.test", "ref2", NO_COMMENT);

        assertThat(route53.zoneFor("a.sub.twin.test")).contains("sub.twin.test.");
        assertThat(route53.zoneFor("a.twin.test")).contains("twin.test.");
        assertThat(route53.zoneFor("twin.test.example")).isEmpty();
    }

    private void pair() {
        String east = route53.createCheck("east", new HealthCheck.Target.Control("east"))
                .id();
        String west = route53.createCheck("west", new HealthCheck.Target.Control("west"))
                .id();
        change(
                create(failover("east", Role.PRIMARY, Optional.of(east))),
                create(failover("west", Role.SECONDARY, Optional.of(west))));
        timeline.advance(PROPAGATION);
    }

    private String answer() {
        return route53.answering("shop.twin.test").getFirst().values().getFirst();
    }

    private static RecordSet failover(String id, Role role, Optional<String> check) {
        return RecordSet.failover(
                "shop.twin.test", id + ".twin.test", 2, new RecordSet.Policy.Failover(id, role, check));
    }

    private static RecordSet address(String name, String address) {
        return simple(name, RecordType.A, address);
    }

    private static RecordSet simple(String name, RecordType type, String... values) {
        return RecordSet.simple(name, type, 60, values);
    }

    private static Change.Entry create(RecordSet set) {
        return new Change.Entry(Action.CREATE, set);
    }

    private static Change.Entry upsert(RecordSet set) {
        return new Change.Entry(Action.UPSERT, set);
    }

    private static Change.Entry delete(RecordSet set) {
        return new Change.Entry(Action.DELETE, set);
    }

    private Change change(Change.Entry... entries) {
        return route53.change(zone, List.copyOf(Arrays.asList(entries)), NO_COMMENT);
    }
}
