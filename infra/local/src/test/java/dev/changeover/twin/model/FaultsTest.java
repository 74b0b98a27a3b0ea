package dev.changeover.twin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Faults.Call;
import dev.changeover.twin.model.Faults.Scope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final Fault NONE = new Fault.None();
    private static final Fault DARK = new Fault.Dark();
    private static final Call FAILOVER = new Call(Regions.US_WEST_2, "rds", "FailoverGlobalCluster");

    private final Regions regions = new Regions(Timeline.virtual(Instant.EPOCH));
    private final Faults faults = new Faults(regions);

    @Test
    void leavesCallsAloneThatNoFaultCovers() {
        faults.plan(Scope.ALL.in(Regions.US_EAST_1), new Fault.Silent());
        faults.plan(Scope.ALL.service("sts"), new Fault.Silent());
        faults.plan(Scope.ALL.action("DescribeGlobalClusters"), new Fault.Silent());
        assertThat(faults.at(FAILOVER)).isEqualTo(NONE);
    }

    @Test
    void letsTheLastPlannedFaultHoldAndCountsItDown() {
        faults.plan(Scope.ALL, new Fault.Broken());
        faults.planNext(2, Scope.ALL.action(FAILOVER.action()), new Fault.LoseReply());
        assertThat(faults.at(FAILOVER)).isEqualTo(new Fault.LoseReply());
        assertThat(faults.at(FAILOVER)).isEqualTo(new Fault.LoseReply());
        assertThat(faults.at(FAILOVER)).isEqualTo(new Fault.Broken());
        assertThat(faults.planned()).hasSize(1);
    }

    @Test
    void healsOneOrAll() {
        int first = faults.plan(Scope.ALL, new Fault.Throttle());
        faults.plan(Scope.ALL, new Fault.Broken());
        faults.heal(first);
        assertThat(faults.at(FAILOVER)).isEqualTo(new Fault.Broken());
        faults.healAll();
        assertThat(faults.at(FAILOVER)).isEqualTo(NONE);
    }

    @Test
    void putsADarkRegionBeforeEverythingElse() {
        faults.planNext(1, Scope.ALL, new Fault.LoseReply());
        regions.darken(Regions.US_WEST_2);
        assertThat(faults.at(FAILOVER)).isEqualTo(DARK);
        regions.recover(Regions.US_WEST_2);
        assertThat(faults.at(FAILOVER)).isEqualTo(new Fault.LoseReply());
    }

    @Test
    void takesControlPlanesAwayWithTheirHomeRegion() {
        Region ireland = new Region("eu-west-1");
        var arcControl = new Call(ireland, "route53-recovery-control-config", "UpdateControlPanel");
        var dnsControl = new Call(ireland, "route53", "ChangeResourceRecordSets");
        regions.darken(Regions.US_WEST_2);
        assertThat(faults.at(arcControl)).isEqualTo(DARK);
        assertThat(faults.at(dnsControl)).isEqualTo(NONE);
        regions.recover(Regions.US_WEST_2);
        regions.darken(Regions.US_EAST_1);
        assertThat(faults.at(arcControl)).isEqualTo(NONE);
        assertThat(faults.at(dnsControl)).isEqualTo(DARK);
        assertThat(faults.at(new Call(ireland, "iam", "CreateRole"))).isEqualTo(DARK);
    }

    @Test
    void takesOneArcEndpointAwayAndGivesItBack() {
        faults.arcEndpointDown(2);
        for (int index = 0; index < Regions.ARC_ENDPOINTS.size(); index++) {
            assertThat(faults.at(arc(index))).isEqualTo(index == 2 ? DARK : NONE);
        }
        faults.arcEndpointUp(2);
        assertThat(faults.at(arc(2))).isEqualTo(NONE);
    }

    @Test
    void refusesPlansThatMeanNothing() {
        assertThatThrownBy(() -> faults.planNext(0, Scope.ALL, NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.Slow(Duration.ofDays(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.Slow(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void throttlesEachServiceInItsOwnWords() {
        assertThat(CommonErrors.throttled("rds").code()).isEqualTo("Throttling");
        assertThat(CommonErrors.throttled("secretsmanager").code()).isEqualTo("ThrottlingException");
        assertThat(CommonErrors.throttled(Faults.ARC).fields()).containsEntry("retryAfterSeconds", 1);
    }

    private static Call arc(int index) {
        return new Call(Regions.ARC_ENDPOINTS.get(index), Faults.ARC, "GetRoutingControlState");
    }
}
