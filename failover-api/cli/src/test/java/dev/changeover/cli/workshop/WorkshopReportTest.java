package dev.changeover.cli.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkshopReportTest {
    private static final Observation FINE = new Observation("open-shop", "Open it.", "200", true);
    private static final Observation WRONG = new Observation("log-in", "Log in.", "401", false);

    @Test
    void isAsPromisedOnceEveryStepWas() {
        var report = new WorkshopReport(List.of(FINE, FINE), 2, List.of());
        assertThat(report.asPromised()).isTrue();
        assertThat(report.text()).contains("All 2 steps were as promised");
        assertThat(report.json()).containsEntry("asPromised", true);
    }

    @Test
    void oneStepThatWasNotIsNamedAndEndsIt() {
        var report = new WorkshopReport(List.of(FINE, WRONG), 3, List.of());
        assertThat(report.asPromised()).isFalse();
        assertThat(report.text()).contains("log-in     NO").contains("Step 2 of 3 was not as promised");
        assertThat(report.json()).containsEntry("asPromised", false);
    }

    @Test
    void whatWasLeftOutWasNotAsPromised() {
        assertThat(new WorkshopReport(List.of(FINE), 2, List.of()).asPromised()).isFalse();
    }
}
