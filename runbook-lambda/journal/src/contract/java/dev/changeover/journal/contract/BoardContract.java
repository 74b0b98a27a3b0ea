package dev.changeover.journal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.ready.Check;
import dev.changeover.core.ready.Checked;
import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.core.ready.VerdictChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every board of readiness promises. */
public abstract class BoardContract {
    private static final ApplicationName SHOP = new ApplicationName("shop");

    protected abstract ReadinessBoard board();

    private static ReadinessReport report(String application, String place, Instant at) {
        var finding = new ReadinessFinding(
                Check.SECRETS, ReadinessFinding.Code.UNREADABLE, "us-west-2 \"denied\" – Käse", at.minusSeconds(1));
        return new ReadinessReport(
                new ApplicationName(application),
                place,
                Optional.of(Samples.EAST),
                at,
                List.of(new Checked(Check.SECRETS, "one of two", at.minusSeconds(1), List.of(finding))),
                List.of(new VerdictChange("ready", "not ready: UNREADABLE", at.minusSeconds(300))));
    }

    @Test
    void showsTheLatestOfEachPlace() {
        var east = report("shop", "us-east-1", Samples.AT);
        var west = report("shop", "us-west-2", Samples.AT.plusSeconds(5));
        assertThat(board().post(west)).isEmpty();
        assertThat(board().post(east)).isEmpty();
        assertThat(board().post(report("till", "us-east-1", Samples.AT))).isEmpty();

        assertThat(board().latest(SHOP)).containsExactly(east, west);
        var later = report("shop", "us-east-1", Samples.AT.plusSeconds(60));
        assertThat(board().post(later)).isEmpty();
        assertThat(board().latest(SHOP)).containsExactly(later, west);
    }

    @Test
    void takesWhatWasToldOffTheReportThatOwedIt() {
        var owing = report("shop", "us-east-1", Samples.AT);
        board().post(owing);
        assertThat(board().post(owing.owing(List.of()))).isEmpty();
        assertThat(board().latest(SHOP)).containsExactly(owing.owing(List.of()));
    }

    @Test
    void keepsTheNewerThoughAnOlderComesLate() {
        var newer = report("shop", "us-east-1", Samples.AT.plusSeconds(60));
        board().post(newer);
        assertThat(board().post(report("shop", "us-east-1", Samples.AT))).isEmpty();
        assertThat(board().latest(SHOP)).containsExactly(newer);
    }

    @Test
    void isEmptyForAnApplicationNobodyLookedAt() {
        assertThat(board().latest(new ApplicationName("nobody"))).isEmpty();
    }
}
