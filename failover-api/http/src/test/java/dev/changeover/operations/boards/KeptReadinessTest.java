package dev.changeover.operations.boards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.Check;
import dev.changeover.core.ready.Checked;
import dev.changeover.core.ready.MemoryBoard;
import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessFinding.Code;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.operations.Readiness;
import dev.changeover.operations.Readiness.Severity;
import dev.changeover.operations.Readiness.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptReadinessTest {
    private static final Region EAST = new Region("us-east-1");
    private static final Region WEST = new Region("us-west-2");

    private final ApplicationPlan plan = Shop.plan();
    private final MemoryBoard board = new MemoryBoard();
    private Instant now = Shop.AT;

    private Readiness readiness(ReadinessBoard from) {
        return new KeptReadiness(from, _ -> null, WEST, () -> now).of(plan);
    }

    private void posted(Region from, Instant at, Checked... checks) {
        board.post(new ReadinessReport(plan.name(), from.code(), Optional.of(EAST), at, Arrays.asList(checks)));
    }

    private static Checked fine(Check check) {
        return new Checked(check, "as it should be", Shop.AT, List.of());
    }

    private static Checked found(Check check, Code code) {
        return new Checked(check, "", Shop.AT, List.of(new ReadinessFinding(check, code, "seen so", Shop.AT)));
    }

    @Test
    void isUnknownUntilSomebodyLooks() {
        assertThat(readiness(board).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void showsBothRegionsReportsWithTheirAge() {
        posted(EAST, Shop.AT.minusSeconds(90), fine(Check.WRITER));
        posted(WEST, Shop.AT.minusSeconds(30), fine(Check.WRITER), found(Check.DNS, Code.DNS_TTL_ABOVE_OBJECTIVE));

        Readiness readiness = readiness(board);

        assertThat(readiness.state()).isEqualTo(State.READY);
        assertThat(readiness.ranAt()).contains(Shop.AT.minusSeconds(30));
        assertThat(readiness.said()).contains("from us-west-2 30.0 s ago", "from us-east-1 1 min 30 s ago");
        assertThat(readiness.checks())
                .extracting(Readiness.Check::severity)
                .containsExactly(Severity.WARNING, Severity.FINE, Severity.FINE);
        assertThat(readiness.checks().getFirst()).satisfies(check -> {
            assertThat(check.name()).isEqualTo("Dns");
            assertThat(check.region()).contains(WEST);
            assertThat(check.evidence()).isEqualTo("DNS_TTL_ABOVE_OBJECTIVE: seen so");
            assertThat(check.remedy()).isEqualTo(Code.DNS_TTL_ABOVE_OBJECTIVE.remedy());
        });
    }

    @Test
    void oneBlockingFindingOfOneRegionIsEnough() {
        posted(EAST, Shop.AT, fine(Check.WRITER));
        posted(WEST, Shop.AT, found(Check.TARGET_INSTANCE, Code.TARGET_WITHOUT_INSTANCE));
        assertThat(readiness(board).state()).isEqualTo(State.NOT_READY);
    }

    @Test
    void whatCouldNotBeReadIsToldAsSuchAndCountsAsItsCheckDoes() {
        posted(EAST, Shop.AT, fine(Check.WRITER));
        posted(WEST, Shop.AT, found(Check.DNS, Code.UNREADABLE));
        assertThat(readiness(board).state()).isEqualTo(State.READY);
        assertThat(readiness(board).checks().getFirst().severity()).isEqualTo(Severity.UNREADABLE);

        posted(WEST, Shop.AT, found(Check.WRITER, Code.UNREADABLE));
        assertThat(readiness(board).state()).isEqualTo(State.NOT_READY);
    }

    @Test
    void aRegionThatDoesNotReportIsMissedAndAnOldReportProvesNothing() {
        posted(EAST, Shop.AT, found(Check.WRITER, Code.DATABASE_BUSY));
        now = Shop.AT.plus(KeptReadiness.STALE).plusSeconds(1);
        assertThat(readiness(board).state()).isEqualTo(State.UNKNOWN);

        posted(WEST, now, fine(Check.WRITER));

        Readiness readiness = readiness(board);
        assertThat(readiness.state()).isEqualTo(State.READY);
        assertThat(readiness.checks())
                .filteredOn(check -> check.name().equals(KeptReadiness.REPORT))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.region()).contains(EAST);
                    assertThat(check.severity()).isEqualTo(Severity.UNREADABLE);
                    assertThat(check.evidence()).contains("old");
                });
    }

    @Test
    void aBoardThatCannotBeReadLeavesItUnknown() {
        Readiness readiness = readiness(new ReadinessBoard() {
            @Override
            public Optional<PortFailure> post(ReadinessReport report) {
                return Optional.empty();
            }

            @Override
            public List<ReadinessReport> latest(ApplicationName application) {
                throw new UncheckedIOException(new IOException("the table did not answer"));
            }
        });
        assertThat(readiness.state()).isEqualTo(State.UNKNOWN);
        assertThat(readiness.said()).contains("did not answer");
    }
}
