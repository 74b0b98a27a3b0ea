package dev.changeover.twin.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.Doors;
import dev.changeover.twin.dns.Authority;
import dev.changeover.twin.dns.DnsServer;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.routing.RoutingState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

class Route53WireTest {
    /** Long enough for an answer on a busy machine, short enough to wait for the lack of one. */
    private static final Duration NO_ANSWER = Duration.ofMillis(500);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Doors doors = Doors.open();
    private final Route53Client route53 = doors.client(Route53Client.builder(), Regions.US_EAST_1);
    private String zone;

    @BeforeEach
    void aZone() {
        zone = route53.createHostedZone(create -> create.name("twin.test").callerReference("ref"))
                .hostedZone()
                .id();
    }

    @AfterEach
    void close() {
        route53.close();
        doors.close();
    }

    @Test
    void zonesAreMadeShownListedAndDeleted() {
        assertThat(zone).as("the SDK takes /hostedzone/ off").startsWith("Z");
        var shown = route53.getHostedZone(get -> get.id(zone));
        assertThat(shown.hostedZone().name()).isEqualTo("twin.test.");
        assertThat(shown.hostedZone().resourceRecordSetCount()).isEqualTo(2);
        assertThat(shown.delegationSet().nameServers()).isNotEmpty();
        assertThat(route53.listHostedZonesPaginator().hostedZones()).hasSize(1);
        assertThat(route53.listHostedZonesByName(list -> list.dnsName("twin.test"))
                        .hostedZones())
                .hasSize(1);
        route53.deleteHostedZone(delete -> delete.id(zone));
        assertThatThrownBy(() -> route53.getHostedZone(get -> get.id(zone)))
                .isInstanceOf(NoSuchHostedZoneException.class);
    }

    @Test
    void changesArePendingAndThenInSync() {
        var change = change(ChangeAction.CREATE, simple("a.twin.test", RRType.A, "127.0.0.1"));

        assertThat(change.changeInfo().status()).isEqualTo(ChangeStatus.PENDING);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> route53.getChange(get -> get.id(change.changeInfo().id()))
                                .changeInfo()
                                .status()
                        == ChangeStatus.INSYNC);
        assertThat(route53.listResourceRecordSetsPaginator(
                                list -> list.hostedZoneId(zone).maxItems("1"))
                        .resourceRecordSets())
                .extracting(ResourceRecordSet::typeAsString)
                .containsExactly("NS", "SOA", "A");
        assertThat(route53.listResourceRecordSets(list -> list.hostedZoneId(zone)
                                .startRecordName("a.twin.test")
                                .startRecordType(RRType.A))
                        .resourceRecordSets())
                .hasSize(1);
    }

    @Test
    void aBadBatchIsRefusedInAwssWords() {
        change(ChangeAction.CREATE, simple("a.twin.test", RRType.A, "127.0.0.1"));

        assertThatThrownBy(() -> change(ChangeAction.CREATE, simple("a.twin.test", RRType.A, "127.0.0.1")))
                .isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("but it already exists");
        assertThatThrownBy(() -> change(ChangeAction.CREATE, simple("b.twin.test", RRType.AAAA, "::1")))
                .hasMessageContaining("The twin has no records of type AAAA");
    }

    @Test
    void aRoutingControlMovesWhatTheNameServerAnswers() throws IOException {
        var config = doors.account.routing().config();
        String cluster = config.createCluster("twin", Optional.empty()).arn();
        Map<String, String> controls = Map.of(
                "us-east-1",
                        config.createControl(cluster, Optional.empty(), "east", Optional.empty())
                                .arn(),
                "us-west-2",
                        config.createControl(cluster, Optional.empty(), "west", Optional.empty())
                                .arn());
        controls.forEach((region, control) -> change(ChangeAction.UPSERT, failover(region, check(region, control))));
        try (var server = DnsServer.open(0, new Authority(doors.account.route53(), List.of()))) {
            Awaitility.await().atMost(SOON).until(() -> !ask(server).isEmpty());
            flip(controls, RoutingState.Off, RoutingState.On);
            assertThat(ask(server)).isEqualTo("us-west-2.shop.twin.test.");
            flip(controls, RoutingState.On, RoutingState.Off);
            assertThat(ask(server)).isEqualTo("us-east-1.shop.twin.test.");
        }
        assertThat(route53.listHealthChecksPaginator().healthChecks())
                .hasSize(2)
                .allSatisfy(check -> {
                    assertThat(check.healthCheckConfig().type()).isEqualTo(HealthCheckType.RECOVERY_CONTROL);
                    boolean east = check.callerReference().equals("us-east-1");
                    assertThat(route53.getHealthCheckStatus(get -> get.healthCheckId(check.id()))
                                    .healthCheckObservations())
                            .isNotEmpty()
                            .allSatisfy(seen ->
                                    assertThat(seen.statusReport().status()).startsWith(east ? "Success" : "Failure"));
                });
    }

    @Test
    void theControlPlaneDiesWithItsHomeRegionAndTheNameServersDoNot() throws IOException {
        change(ChangeAction.CREATE, simple("shop.twin.test", RRType.CNAME, "us-east-1.shop.twin.test"));
        try (var server = DnsServer.open(0, new Authority(doors.account.route53(), List.of()))) {
            Awaitility.await().atMost(SOON).until(() -> !ask(server).isEmpty());
            doors.account.regions().darken(Regions.US_EAST_1);

            assertThatThrownBy(() -> route53.listHostedZones(
                            list -> list.overrideConfiguration(call -> call.apiCallTimeout(NO_ANSWER))))
                    .isInstanceOf(SdkClientException.class);
            assertThat(ask(server)).isEqualTo("us-east-1.shop.twin.test.");
        }
    }

    private void flip(Map<String, String> controls, RoutingState east, RoutingState west) {
        doors.account
                .routing()
                .cluster()
                .update(0, Map.of(controls.get("us-east-1"), east, controls.get("us-west-2"), west), Set.of());
    }

    @Test
    void anEndpointCheckIsTakenAndGivenBack() {
        String id = route53.createHealthCheck(create -> create.callerReference("web")
                        .healthCheckConfig(config -> config.type(HealthCheckType.HTTP)
                                .ipAddress("127.0.0.1")
                                .port(8080)
                                .resourcePath("/health")))
                .healthCheck()
                .id();

        var config = route53.getHealthCheck(get -> get.healthCheckId(id))
                .healthCheck()
                .healthCheckConfig();
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.resourcePath()).isEqualTo("/health");
        route53.deleteHealthCheck(delete -> delete.healthCheckId(id));
    }

    private String check(String region, String control) {
        return route53.createHealthCheck(create -> create.callerReference(region)
                        .healthCheckConfig(config ->
                                config.type(HealthCheckType.RECOVERY_CONTROL).routingControlArn(control)))
                .healthCheck()
                .id();
    }

    private static ResourceRecordSet failover(String region, String check) {
        return simple("shop.twin.test", RRType.CNAME, region + ".shop.twin.test").toBuilder()
                .setIdentifier(region)
                .failover(
                        region.equals("us-east-1")
                                ? ResourceRecordSetFailover.PRIMARY
                                : ResourceRecordSetFailover.SECONDARY)
                .healthCheckId(check)
                .build();
    }

    private static ResourceRecordSet simple(String name, RRType type, String value) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(type)
                .ttl(2L)
                .resourceRecords(ResourceRecord.builder().value(value).build())
                .build();
    }

    private ChangeResourceRecordSetsResponse change(ChangeAction action, ResourceRecordSet set) {
        return route53.changeResourceRecordSets(change -> change.hostedZoneId(zone)
                .changeBatch(batch -> batch.changes(software.amazon.awssdk.services.route53.model.Change.builder()
                        .action(action)
                        .resourceRecordSet(set)
                        .build())));
    }

    /** The alias the server gives, or nothing. */
    private static String ask(DnsServer server) throws IOException {
        var resolver = new SimpleResolver("127.0.0.1");
        resolver.setPort(server.port());
        resolver.setTimeout(SOON);
        var name = Name.fromString("shop.twin.test.");
        Message answer = resolver.send(Message.newQuery(Record.newRecord(name, Type.CNAME, DClass.IN)));
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .findFirst()
                .orElse("");
    }
}
