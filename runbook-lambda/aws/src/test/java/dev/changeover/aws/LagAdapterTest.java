package dev.changeover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure.Code;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LagAdapterTest extends OverTheWire {
    private static final String NOTHING = "";
    private static final String NEWEST = "2026-11-21T10:00:00Z";

    private LagView lag() {
        return world.lag().lag(plan.secondary(), plan.primary());
    }

    /** CloudWatch's answer with figures for the first metric asked, the second, or none. */
    private static FarSide.Reaction figures(String first, String second) {
        return new FarSide.Reaction.Reply(
                200,
                "text/xml",
                "<GetMetricDataResponse><GetMetricDataResult><MetricDataResults>" + result("m0", first)
                        + result("m1", second) + "</MetricDataResults></GetMetricDataResult></GetMetricDataResponse>");
    }

    private static String result(String id, String values) {
        String newest = values.isEmpty() ? "" : "<member>" + NEWEST + "</member><member>2026-11-21T09:59:00Z</member>";
        return "<member><Id>" + id + "</Id><Timestamps>" + newest + "</Timestamps><Values>" + values
                + "</Values></member>";
    }

    private static final String FIGURES = "<member>120.5</member><member>900</member>";

    @Test
    void readsLatestAndHighestInTheReplicasRegion() {
        farSide(_ -> figures(FIGURES, NOTHING));
        assertThat(lag()).isInstanceOfSatisfying(LagView.Measured.class, measured -> {
            assertThat(measured.latest()).isEqualTo(Duration.ofNanos(120_500_000));
            assertThat(measured.maximum()).isEqualTo(Duration.ofMillis(900));
            assertThat(measured.measuredAt()).isEqualTo(Instant.parse(NEWEST));
            assertThat(measured.source()).isEqualTo("CloudWatch us-west-2 AuroraGlobalDBRPOLag");
        });
        assertThat(far.requests()).hasSize(1);
        assertThat(far.requests().getFirst().body())
                .contains("AuroraGlobalDBRPOLag", "DBClusterIdentifier", "shop-us-west-2");
    }

    @Test
    void fallsBackToTheMetricOfOlderEngines() {
        farSide(_ -> figures(NOTHING, FIGURES));
        assertThat(lag()).extracting("source").isEqualTo("CloudWatch us-west-2 AuroraGlobalDBReplicationLag");
    }

    @Test
    void asksTheWritersRegionWhereTheReplicasHasNoFigures() {
        farSide(request ->
                request.signedFor().equals("us-west-2") ? figures(NOTHING, NOTHING) : figures(FIGURES, NOTHING));
        assertThat(lag()).extracting("source").isEqualTo("CloudWatch us-east-1 AuroraGlobalDBRPOLag");
    }

    @Test
    void saysThatNobodyHasFigures() {
        farSide(_ -> figures(NOTHING, NOTHING));
        assertThat(lag()).extracting("why.code").isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void cannotReadRegionsThatAreSilent() {
        assertThat(lag()).extracting("why.code").isEqualTo(Code.UNREACHABLE);
    }
}
