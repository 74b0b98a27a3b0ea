package dev.changeover.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults.Scope;
import dev.changeover.twin.model.Regions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.GlobalCluster;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;
import software.amazon.awssdk.services.rds.model.GlobalClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidGlobalClusterStateException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** The stock Java SDK against the twin's RDS. */
class RdsWireTest {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);

    private final WireTwin twin = new WireTwin();
    private final RdsClient east = twin.client(RdsClient.builder(), Regions.US_EAST_1);
    private final RdsClient west = twin.client(RdsClient.builder(), Regions.US_WEST_2);
    private String primary;
    private String secondary;

    @BeforeEach
    void createTheWorldFromNothing() {
        east.createGlobalCluster(
                request -> request.globalClusterIdentifier("orders").engine("aurora-postgresql"));
        primary = east.createDBCluster(request -> request.dbClusterIdentifier("orders-east")
                        .engine("aurora-postgresql")
                        .globalClusterIdentifier("orders")
                        .databaseName("shop")
                        .masterUsername("unicorn")
                        .masterUserPassword("stable-door"))
                .dbCluster()
                .dbClusterArn();
        awaitAvailable(east, "orders-east");
        secondary = west.createDBCluster(request -> request.dbClusterIdentifier("orders-west")
                        .engine("aurora-postgresql")
                        .globalClusterIdentifier("orders"))
                .dbCluster()
                .dbClusterArn();
        createInstance(east, "orders-east");
        createInstance(west, "orders-west");
        awaitAvailable(west, "orders-west");
        await().atMost(SETTLED_WITHIN)
                .until(() -> west.describeDBInstances().dbInstances().stream()
                        .allMatch(instance -> instance.dbInstanceStatus().equals("available")));
    }

    @AfterEach
    void close() {
        east.close();
        west.close();
        twin.close();
    }

    @Test
    void describesTheSameGlobalClusterInBothRegions() {
        assertThat(describe(west)).isEqualTo(describe(east));
        assertThat(describe(west).endpoint()).isEqualTo("orders.global-twin.global.rds.twin.test");
        GlobalClusterMember writer = describe(west).globalClusterMembers().getFirst();
        assertThat(writer.isWriter()).isTrue();
        assertThat(writer.dbClusterArn()).isEqualTo("arn:aws:rds:us-east-1:000000000000:cluster:orders-east");
        assertThat(writer.readers()).containsExactly(secondary);
        assertThat(describe(west).globalClusterMembers().getLast().synchronizationStatusAsString())
                .isEqualTo("connected");
    }

    @Test
    void describesClustersByIdentifierByArnAndByFilter() {
        DBCluster cluster = cluster(west, secondary);
        assertThat(cluster).isEqualTo(cluster(west, "orders-west"));
        assertThat(cluster.endpoint()).isEqualTo("orders-west.cluster-twin.us-west-2.rds.twin.test");
        assertThat(cluster.port()).isEqualTo(4577);
        assertThat(cluster.replicationSourceIdentifier()).isEqualTo(primary);
        assertThat(cluster.dbClusterMembers())
                .singleElement()
                .satisfies(member -> assertThat(member.isClusterWriter()).isFalse());
        var filtered =
                west.describeDBClusters(request -> request.filters(filter("db-cluster-id", "nobody", "orders-west")));
        assertThat(filtered.dbClusters()).containsExactly(cluster);
        assertThat(west.describeGlobalClusters(request -> request.filters(filter("region", "eu-west-1")))
                        .globalClusters())
                .isEmpty();
    }

    @Test
    void switchesOverAndShowsEveryPhase() {
        Set<String> phases = new ConcurrentSkipListSet<>();
        var begun = east.switchoverGlobalCluster(
                request -> request.globalClusterIdentifier("orders").targetDbClusterIdentifier(secondary));
        phases.add(begun.globalCluster().failoverState().statusAsString());
        await().atMost(SETTLED_WITHIN).pollInterval(Duration.ofMillis(10)).until(() -> {
            GlobalCluster now = describe(west);
            if (now.failoverState() != null) {
                phases.add(now.failoverState().statusAsString());
            }
            return now.failoverState() == null && now.status().equals("available");
        });
        assertThat(phases).containsExactly("pending", "switching-over");
        assertThat(describe(east).globalClusterMembers().getLast().isWriter()).isTrue();
    }

    @Test
    void failsOverFromADarkRegionAndTakesTheFormerWriterBack() {
        twin.regions.darken(Regions.US_EAST_1);
        var begun = west.failoverGlobalCluster(request -> request.globalClusterIdentifier("orders")
                .targetDbClusterIdentifier(secondary)
                .allowDataLoss(true));
        assertThat(begun.globalCluster().failoverState().isDataLossAllowed()).isTrue();
        await().atMost(SETTLED_WITHIN).until(() -> describe(west).failoverState() == null);
        assertThat(describe(west).globalClusterMembers().getLast().isWriter()).isTrue();
        assertThat(describe(west).globalClusterMembers().getFirst().synchronizationStatusAsString())
                .isEqualTo("pending-resync");
        twin.regions.recover(Regions.US_EAST_1);
        await().atMost(SETTLED_WITHIN)
                .until(() -> describe(west).globalClusterMembers().stream()
                        .allMatch(
                                member -> member.synchronizationStatusAsString().equals("connected")));
    }

    @Test
    void refusesWithTheExceptionsOfTheSdk() {
        assertThatThrownBy(() -> west.switchoverGlobalCluster(
                        request -> request.globalClusterIdentifier("orders").targetDbClusterIdentifier(secondary)))
                .isInstanceOf(InvalidGlobalClusterStateException.class)
                .hasMessageContaining("us-east-1");
        assertThatThrownBy(() -> west.failoverGlobalCluster(
                        request -> request.globalClusterIdentifier("orders").targetDbClusterIdentifier(secondary)))
                .as("neither flag is a switchover")
                .isInstanceOf(InvalidGlobalClusterStateException.class);
        assertThatThrownBy(() -> east.failoverGlobalCluster(request -> request.globalClusterIdentifier("orders")
                        .targetDbClusterIdentifier(secondary)
                        .allowDataLoss(true)
                        .switchover(true)))
                .isInstanceOfSatisfying(
                        RdsException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidParameterCombination"));
        assertThatThrownBy(() -> east.describeDBClusters(request -> request.dbClusterIdentifier("orders-west")))
                .isInstanceOf(DbClusterNotFoundException.class);
        assertThatThrownBy(() -> east.describeGlobalClusters(request -> request.globalClusterIdentifier("nobody")))
                .isInstanceOfSatisfying(
                        GlobalClusterNotFoundException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(404));
        assertThatThrownBy(() -> east.deleteDBCluster(
                        request -> request.dbClusterIdentifier("orders-east").skipFinalSnapshot(true)))
                .isInstanceOf(InvalidDbClusterStateException.class);
    }

    @Test
    void namesTheCallItDoesNotKnow() {
        assertThatThrownBy(() -> east.describeDBSubnetGroups())
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("The twin does not answer rds:DescribeDBSubnetGroups.");
    }

    @Test
    void leavesACallIntoADarkRegionUnanswered() {
        twin.regions.darken(Regions.US_EAST_1);
        try (var hasty = RdsClient.builder()
                .applyMutation(builder -> builder.overrideConfiguration(
                        configuration -> configuration.apiCallTimeout(Duration.ofMillis(500))))
                .endpointOverride(twin.endpoint())
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .credentialsProvider(WireTwin.CREDENTIALS)
                .build()) {
            assertThatThrownBy(hasty::describeGlobalClusters).isInstanceOf(ApiCallTimeoutException.class);
        }
    }

    @Test
    void hasBegunTheMoveWhoseReplyWasLost() {
        twin.faults.planNext(1, Scope.ALL.service("rds").action("SwitchoverGlobalCluster"), new Fault.LoseReply());
        assertThatThrownBy(() -> east.switchoverGlobalCluster(
                        request -> request.globalClusterIdentifier("orders").targetDbClusterIdentifier(secondary)))
                .as("the SDK asks again and meets its own first request")
                .isInstanceOf(InvalidGlobalClusterStateException.class);
        await().atMost(SETTLED_WITHIN)
                .until(() -> describe(west).globalClusterMembers().getLast().isWriter());
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static void createInstance(RdsClient client, String cluster) {
        client.createDBInstance(request -> request.dbInstanceIdentifier(cluster + "-1")
                .dbClusterIdentifier(cluster)
                .dbInstanceClass("db.r6g.large")
                .engine("aurora-postgresql"));
    }

    private static void awaitAvailable(RdsClient client, String id) {
        await().atMost(SETTLED_WITHIN).until(() -> cluster(client, id).status().equals("available"));
    }

    private static DBCluster cluster(RdsClient client, String id) {
        return client.describeDBClusters(request -> request.dbClusterIdentifier(id))
                .dbClusters()
                .getFirst();
    }

    private static GlobalCluster describe(RdsClient client) {
        return client.describeGlobalClusters(request -> request.globalClusterIdentifier("orders"))
                .globalClusters()
                .getFirst();
    }
}
