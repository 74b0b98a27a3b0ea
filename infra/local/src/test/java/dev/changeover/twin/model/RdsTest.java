package dev.changeover.twin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.GlobalCluster.Phase;
import dev.changeover.twin.model.MemoryDataPlane.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RdsTest {
    private static final Region EAST = Regions.US_EAST_1;
    private static final Region WEST = Regions.US_WEST_2;
    private static final Region ELSEWHERE = new Region("eu-west-1");
    private static final ClusterArn PRIMARY = new ClusterArn(EAST, "orders-east");
    private static final ClusterArn SECONDARY = new ClusterArn(WEST, "orders-west");
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    /** Above every state's length in {@link Timing#local} and the slowest operation of the data plane. */
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final Timeline timeline = Timeline.virtual(START);
    private final Regions regions = new Regions(timeline);
    private final MemoryDataPlane dataPlane =
            new MemoryDataPlane(timeline, new Ports(4566), MemoryDataPlane.Speed.LIKE_POSTGRESQL);
    private final Rds rds = new Rds(new Rds.Surroundings(timeline, Timing.local(), regions, dataPlane));

    @BeforeEach
    void createBothClusters() {
        rds.createGlobalCluster(EAST, global());
        rds.createCluster(EAST, writer(PRIMARY));
        timeline.advance(A_WHILE);
        rds.createCluster(WEST, replica(SECONDARY));
        rds.createInstance(EAST, "orders-east-1", PRIMARY.id(), "db.r6g.large");
        rds.createInstance(WEST, "orders-west-1", SECONDARY.id(), "db.r6g.large");
        timeline.advance(A_WHILE);
    }

    @Test
    void namesEndpointsAndMembersAsCreated() {
        var global = rds.globalCluster("orders");
        assertThat(global.endpoint()).isEqualTo("orders.global-twin.global.rds.twin.test");
        assertThat(global.members())
                .containsExactly(
                        new GlobalCluster.Member(PRIMARY, true, true),
                        new GlobalCluster.Member(SECONDARY, false, true));
        var secondary = rds.cluster(WEST, SECONDARY.id());
        assertThat(secondary.endpoint()).isEqualTo("orders-west.cluster-twin.us-west-2.rds.twin.test");
        assertThat(secondary.readerEndpoint()).isEqualTo("orders-west.cluster-ro-twin.us-west-2.rds.twin.test");
        assertThat(secondary.follows()).contains(PRIMARY);
        assertThat(secondary.instances()).containsExactly("orders-west-1");
    }

    @Test
    void switchesOverWithoutLossThroughEveryState() {
        dataPlane.write(PRIMARY.server());
        var begun = rds.switchoverGlobalCluster(EAST, "orders", SECONDARY.toString());
        assertThat(begun.move()).contains(new GlobalCluster.Move(Phase.PENDING, PRIMARY, SECONDARY, false));
        timeline.advance(Timing.local().pending().plus(A_MOMENT));
        var moving = rds.globalCluster("orders");
        assertThat(moving.move().orElseThrow().phase()).hasToString("switching-over");
        assertThat(moving.status()).isEqualTo("switching-over");
        assertThat(rds.cluster(EAST, PRIMARY.id()).status()).isEqualTo("failing-over");
        timeline.advance(A_WHILE);
        assertSettledWith(SECONDARY);
        assertThat(rds.cluster(EAST, PRIMARY.id()).follows()).contains(SECONDARY);
        assertThat(dataPlane.missing(SECONDARY.server())).isEmpty();
        assertThat(dataPlane.writers()).containsExactly(SECONDARY.server());
    }

    @Test
    void flipsTheWriterBeforeTheMoveIsGone() {
        rds.switchoverGlobalCluster(EAST, "orders", SECONDARY.toString());
        while (rds.globalCluster("orders").writer().orElseThrow().cluster().equals(PRIMARY)) {
            timeline.advance(A_MOMENT);
        }
        assertThat(rds.globalCluster("orders").move()).isPresent();
    }

    @Test
    void takesASwitchoverOnlyInTheRegionOfThePrimary() {
        assertRefused("InvalidGlobalClusterStateFault", () -> switchover(WEST, SECONDARY));
        assertRefused("InvalidGlobalClusterStateFault", () -> switchover(ELSEWHERE, SECONDARY));
    }

    @Test
    void takesAFailoverOnlyInTheRegionOfItsTarget() {
        assertRefused("InvalidGlobalClusterStateFault", () -> failover(EAST, SECONDARY));
    }

    @Test
    void refusesATargetThatIsNoMember() {
        assertRefused("DBClusterNotFoundFault", () -> switchover(EAST, new ClusterArn(WEST, "nobody")));
        assertRefused("InvalidParameterValue", () -> rds.switchoverGlobalCluster(EAST, "orders", "orders-west"));
        assertRefused("InvalidDBClusterStateFault", () -> switchover(EAST, PRIMARY));
        assertRefused(
                "GlobalClusterNotFoundFault", () -> rds.switchoverGlobalCluster(EAST, "nobody", SECONDARY.toString()));
    }

    @Test
    void refusesASecondMoveWhileOneIsUnderWay() {
        switchover(EAST, SECONDARY);
        assertRefused("InvalidGlobalClusterStateFault", () -> switchover(EAST, SECONDARY));
        assertRefused("InvalidGlobalClusterStateFault", () -> failover(WEST, SECONDARY));
        assertRefused(
                "InvalidGlobalClusterStateFault", () -> rds.removeFromGlobalCluster("orders", SECONDARY.toString()));
    }

    @Test
    void refusesATargetWithoutAnInstance() {
        rds.deleteInstance(WEST, "orders-west-1");
        timeline.advance(A_WHILE);
        assertRefused("InvalidDBClusterStateFault", () -> switchover(EAST, SECONDARY));
        assertRefused("InvalidDBClusterStateFault", () -> failover(WEST, SECONDARY));
    }

    @Test
    void refusesASwitchoverToASecondaryThatIsCutOff() {
        regions.darken(WEST);
        assertRefused("InvalidGlobalClusterStateFault", () -> switchover(EAST, SECONDARY));
    }

    @Test
    void givesASwitchoverUpWhenThePrimaryGoesDarkMeanwhile() {
        switchover(EAST, SECONDARY);
        regions.darken(EAST);
        timeline.advance(A_WHILE);
        assertThat(rds.globalCluster("orders").move()).isEmpty();
        assertThat(rds.globalCluster("orders").writer().orElseThrow().cluster()).isEqualTo(PRIMARY);
        failover(WEST, SECONDARY);
        timeline.advance(A_WHILE);
        assertSettledWith(SECONDARY);
    }

    @Test
    void failsOverFromADarkRegionAndLosesOnlyWhatWasOnItsWay() {
        dataPlane.write(PRIMARY.server());
        timeline.advance(MemoryDataPlane.DELAY_DEFAULT);
        long onItsWay = ((Written.Acknowledged) dataPlane.write(PRIMARY.server())).id();
        regions.darken(EAST);
        failover(WEST, SECONDARY);
        timeline.advance(A_WHILE);
        assertSettledWith(SECONDARY);
        assertThat(dataPlane.missing(SECONDARY.server())).containsExactly(onItsWay);
        assertThat(rds.globalCluster("orders").members()).contains(new GlobalCluster.Member(PRIMARY, false, false));
    }

    @Test
    void rejoinsTheFormerWriterAndKeepsWhatOnlyItHad() {
        dataPlane.write(PRIMARY.server());
        regions.darken(EAST);
        failover(WEST, SECONDARY);
        timeline.advance(A_WHILE);
        regions.recover(EAST);
        assertThat(rds.cluster(EAST, PRIMARY.id()).status()).isEqualTo("modifying");
        timeline.advance(A_WHILE);
        assertThat(rds.globalCluster("orders").members()).contains(new GlobalCluster.Member(PRIMARY, false, true));
        assertThat(rds.cluster(EAST, PRIMARY.id()).status()).isEqualTo("available");
        assertThat(rds.snapshots(EAST))
                .singleElement()
                .satisfies(snapshot -> assertThat(snapshot.id())
                        .startsWith("rds:unplanned-global-failover-orders-east-2026-11-21-03-00-"));
        assertThat(dataPlane.writers()).containsExactly(SECONDARY.server());
        switchover(WEST, PRIMARY);
        timeline.advance(A_WHILE);
        assertSettledWith(PRIMARY);
    }

    @Test
    void failsOverFromALivingPrimaryAndRebuildsIt() {
        failover(WEST, SECONDARY);
        timeline.advance(A_WHILE);
        assertSettledWith(SECONDARY);
        assertThat(rds.globalCluster("orders").members()).contains(new GlobalCluster.Member(PRIMARY, false, true));
        assertThat(rds.snapshots(EAST)).isEmpty();
    }

    @Test
    void waitsForAReturningRegionBeforeItFailsOver() {
        regions.darken(EAST);
        timeline.advance(A_WHILE);
        regions.recover(EAST);
        failover(WEST, SECONDARY);
        timeline.advance(A_WHILE);
        assertSettledWith(SECONDARY);
        assertThat(dataPlane.writers()).containsExactly(SECONDARY.server());
    }

    @Test
    void detachesASecondaryAsAWriterOfItsOwn() {
        rds.removeFromGlobalCluster("orders", SECONDARY.toString());
        timeline.advance(A_WHILE);
        assertThat(rds.globalCluster("orders").members()).hasSize(1);
        assertThat(rds.cluster(WEST, SECONDARY.id()).writer()).isTrue();
        assertThat(dataPlane.writers()).containsExactly(PRIMARY.server(), SECONDARY.server());
    }

    @Test
    void keepsThePrimaryWhileItHasASecondary() {
        assertRefused(
                "InvalidGlobalClusterStateFault", () -> rds.removeFromGlobalCluster("orders", PRIMARY.toString()));
    }

    @Test
    void deletesFromTheInsideOutOnly() {
        assertRefused("InvalidGlobalClusterStateFault", () -> rds.deleteGlobalCluster("orders"));
        assertRefused("InvalidDBClusterStateFault", () -> rds.deleteCluster(WEST, SECONDARY.id()));
        rds.removeFromGlobalCluster("orders", SECONDARY.toString());
        timeline.advance(A_WHILE);
        assertRefused("InvalidDBClusterStateFault", () -> rds.deleteCluster(WEST, SECONDARY.id()));
        rds.deleteInstance(WEST, "orders-west-1");
        rds.deleteCluster(WEST, SECONDARY.id());
        timeline.advance(A_WHILE);
        assertRefused("DBClusterNotFoundFault", () -> rds.cluster(WEST, SECONDARY.id()));
        rds.removeFromGlobalCluster("orders", PRIMARY.toString());
        rds.deleteGlobalCluster("orders");
        timeline.advance(A_WHILE);
        assertRefused("GlobalClusterNotFoundFault", () -> rds.globalCluster("orders"));
    }

    @Test
    void refusesASecondClusterInTheRegionOfThePrimary() {
        rds.removeFromGlobalCluster("orders", SECONDARY.toString());
        timeline.advance(A_WHILE);
        assertRefused("InvalidParameterValue", () -> rds.createCluster(EAST, replica(new ClusterArn(EAST, "twice"))));
    }

    @Test
    void refusesNamesTakenOrMalformed() {
        assertRefused("GlobalClusterAlreadyExistsFault", () -> rds.createGlobalCluster(WEST, global()));
        assertRefused("DBClusterAlreadyExistsFault", () -> rds.createCluster(EAST, writer(PRIMARY)));
        assertRefused("InvalidParameterValue", () -> rds.createCluster(EAST, writer(new ClusterArn(EAST, "a--b"))));
    }

    @Test
    void keepsTheEndpointOfAClusterUntilItIsGone() {
        int port = rds.cluster(EAST, PRIMARY.id()).port();
        assertThat(port).isEqualTo(4576);
        assertThat(rds.cluster(WEST, SECONDARY.id()).port()).isEqualTo(4577);
        rds.switchoverGlobalCluster(EAST, "orders", SECONDARY.toString());
        timeline.advance(A_WHILE);
        assertThat(rds.cluster(EAST, PRIMARY.id()).port()).isEqualTo(port);
    }

    private void switchover(Region asked, ClusterArn target) {
        rds.switchoverGlobalCluster(asked, "orders", target.toString());
    }

    private void failover(Region asked, ClusterArn target) {
        rds.failoverGlobalCluster(asked, "orders", target.toString());
    }

    private void assertSettledWith(ClusterArn writer) {
        var global = rds.globalCluster("orders");
        assertThat(global.move()).isEmpty();
        assertThat(global.status()).isEqualTo("available");
        assertThat(global.writer().orElseThrow().cluster()).isEqualTo(writer);
        assertThat(rds.cluster(writer.region(), writer.id()).status()).isEqualTo("available");
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        AwsError refusal = catchThrowableOfType(AwsError.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
    }

    private static Rds.NewGlobal global() {
        return new Rds.NewGlobal("orders", Optional.of(Rds.ENGINE), Optional.empty(), Optional.empty(), settings());
    }

    private static Rds.NewCluster writer(ClusterArn arn) {
        return cluster(arn, Optional.of("orders"), Optional.of("unicorn-stable"));
    }

    private static Rds.NewCluster replica(ClusterArn arn) {
        return cluster(arn, Optional.empty(), Optional.empty());
    }

    private static Rds.NewCluster cluster(ClusterArn arn, Optional<String> user, Optional<String> password) {
        return new Rds.NewCluster(
                arn.id(), Rds.ENGINE, Optional.empty(), Optional.of("orders"), user, password, settings());
    }

    private static Rds.Settings settings() {
        return new Rds.Settings(Optional.of("shop"), false);
    }
}
