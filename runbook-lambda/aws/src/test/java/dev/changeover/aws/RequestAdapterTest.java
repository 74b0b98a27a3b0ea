package dev.changeover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.RequestMetric;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.RequestsView;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestAdapterTest extends OverTheWire {
    private static final RequestMetric METRIC =
            RequestMetric.parse("AWS/ApplicationELB RequestCount LoadBalancer=app/shop/50dc6c495c0c9188");

    private RequestsView requests() {
        return world.requests(METRIC, plan.secondary().region());
    }

    private static FarSide.Reaction figures(String times, String values) {
        return new FarSide.Reaction.Reply(
                200,
                "text/xml",
                "<GetMetricDataResponse><GetMetricDataResult><MetricDataResults><member><Id>requests</Id><Timestamps>"
                        + times + "</Timestamps><Values>" + values + "</Values></member></MetricDataResults>"
                        + "</GetMetricDataResult></GetMetricDataResponse>");
    }

    @Test
    void countsRequestsASecondAtTheEndOfEachPeriod() {
        farSide(_ -> figures(
                "<member>2026-11-21T09:59:00Z</member><member>2026-11-21T10:00:00Z</member>",
                "<member>0</member><member>90</member>"));
        assertThat(requests()).isInstanceOfSatisfying(RequestsView.Counted.class, counted -> {
            assertThat(counted.source()).isEqualTo("CloudWatch us-west-2 RequestCount");
            assertThat(counted.points())
                    .containsExactly(
                            new RequestsView.Point(Instant.parse("2026-11-21T09:59:05Z"), 0),
                            new RequestsView.Point(Instant.parse("2026-11-21T10:00:05Z"), 18));
        });
        assertThat(far.requests().getFirst().body())
                .contains("RequestCount", "LoadBalancer", "app%2Fshop%2F50dc6c495c0c9188", "Sum");
    }

    @Test
    void noSampleIsUnknownAndNotZero() {
        farSide(_ -> figures("", ""));
        assertThat(requests()).extracting("why.code").isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void aSilentRegionIsUnknownToo() {
        assertThat(requests()).extracting("why.code").isEqualTo(Code.UNREACHABLE);
    }
}
