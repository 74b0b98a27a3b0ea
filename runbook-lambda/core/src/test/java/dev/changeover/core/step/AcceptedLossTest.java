package dev.changeover.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptedLossTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ApplicationPlan plan = Plans.shop();
    private final Site from = plan.primary();
    private final Site to = plan.secondary();

    @Test
    void noLossAtAllIsMoreThanAnUngracefulMoveCanPromise() {
        assertThat(found(0, 0)).contains(Finding.Code.LOSS_ABOVE_ACCEPTED);
        assertThat(found(0, 1)).doesNotContain(Finding.Code.LOSS_ABOVE_ACCEPTED);
        assertThat(found(7, 7)).doesNotContain(Finding.Code.LOSS_ABOVE_ACCEPTED);
        assertThat(found(8, 7)).contains(Finding.Code.LOSS_ABOVE_ACCEPTED);
    }

    @Test
    void whatIsToldIsRoundedUpSoThatAcceptingItIsEnough() {
        assertThat(possibleLoss(0)).hasMillis(1);
        assertThat(possibleLoss(300_000)).hasMillis(1);
        assertThat(possibleLoss(1_000_000)).hasMillis(1);
        assertThat(possibleLoss(100_400_000)).hasMillis(101);
    }

    private static Duration possibleLoss(long maximumNs) {
        return new LagView.Measured(Duration.ZERO, Duration.ofNanos(maximumNs), NOW, "CloudWatch", NOW).possibleLoss();
    }

    private List<Finding.Code> found(long lagMs, long acceptedMs) {
        Duration lag = Duration.ofMillis(lagMs);
        var step = new Step.Preflight(from, to, Mode.UNGRACEFUL, plan.globalCluster());
        var seen = new Surroundings(
                new DatabaseView.WriterIn(from.region(), true, "available", DatabaseView.Replica.CONNECTED, NOW),
                new SecretView.Held(new SecretView.Version("v0", from.database()), Optional.empty(), false, NOW),
                Optional.empty(),
                new RoutingView.States(List.of(from.region()), List.of(from.region(), to.region()), NOW),
                new LagView.Measured(lag, lag, NOW, "CloudWatch", NOW));
        return PreflightRule.findings(step, seen, Optional.of(Duration.ofMillis(acceptedMs)), plan.objectives())
                .stream()
                .map(Finding::code)
                .toList();
    }
}
