package dev.changeover.core.ready;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a place's looks owe to people: each change of the verdict, until somebody was told. */
class ReadinessReportTest {
    private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");
    private static final Duration APART = Duration.ofMinutes(5);
    private static final String BUSY = "not ready: DATABASE_BUSY";

    private static ReadinessReport look(int number, Check check, ReadinessFinding.Code... codes) {
        Instant at = AT.plus(APART.multipliedBy(number));
        List<ReadinessFinding> findings = Stream.of(codes)
                .map(code -> new ReadinessFinding(check, code, "evidence " + number, at))
                .toList();
        return new ReadinessReport(
                new ApplicationName("shop"),
                "us-west-2",
                Optional.empty(),
                at,
                List.of(new Checked(check, "looked", at, findings)));
    }

    private static ReadinessReport busy(int number) {
        return look(number, Check.REPLICATION, ReadinessFinding.Code.DATABASE_BUSY);
    }

    private static ReadinessReport well(int number) {
        return look(number, Check.REPLICATION);
    }

    @Test
    void aFirstLookThatFindsNothingOwesNothing() {
        assertThat(well(0).after(Optional.empty()).owed()).isEmpty();
        assertThat(busy(0).after(Optional.empty()).owed()).containsExactly(new VerdictChange("ready", BUSY, AT));
    }

    @Test
    void whatNobodyHeardIsOwedUntilSomebodyDoes() {
        ReadinessReport first = busy(0).after(Optional.empty());
        ReadinessReport second = busy(1).after(Optional.of(first));
        ReadinessReport third = well(2).after(Optional.of(second));

        assertThat(second.owed()).isEqualTo(first.owed());
        assertThat(third.owed())
                .containsExactly(
                        new VerdictChange("ready", BUSY, AT),
                        new VerdictChange(BUSY, "ready", AT.plus(APART.multipliedBy(2))));
        assertThat(well(3).after(Optional.of(third.owing(List.of()))).owed()).isEmpty();
    }

    @Test
    void aChangeoverUnderWayTellsItsOwnFacts() {
        ReadinessReport moving = look(0, Check.CHANGEOVERS, ReadinessFinding.Code.CHANGEOVER_LIVE);

        assertThat(moving.verdict()).isEqualTo("not ready: CHANGEOVER_LIVE");
        assertThat(moving.after(Optional.empty()).owed()).isEmpty();
    }

    @Test
    void owesNoMoreThanAnHourOfChanges() {
        ReadinessReport last = well(0);
        for (int number = 1; number <= ReadinessReport.OWED_MAX + 3; number++) {
            last = (number % 2 == 0 ? well(number) : busy(number)).after(Optional.of(last));
        }

        assertThat(last.owed()).hasSize(ReadinessReport.OWED_MAX);
        assertThat(last.owed().getLast().at()).isEqualTo(last.at());
    }
}
