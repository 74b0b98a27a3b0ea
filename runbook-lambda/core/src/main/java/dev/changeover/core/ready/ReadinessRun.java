package dev.changeover.core.ready;

import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.World;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at everything once. On a schedule, the result is hung on the board; by hand, it is only shown. */
public final class ReadinessRun {
    private final Survey.Asked asked;
    private final ReadinessSettings settings;

    public ReadinessRun(
            World world, ReadinessPort port, Journal journal, JournalProbe probe, ReadinessSettings settings) {
        this.asked = new Survey.Asked(world, port, journal, probe);
        this.settings = settings;
    }

    /**
     * What came of a look that was to be kept.
     *
     * @param notKept why the report does not hang on the board; empty if it does
     * @param change against the place's last report; empty if that could not be read
     */
    public record Kept(ReadinessReport report, Optional<PortFailure> notKept, Optional<ReadinessChange> change) {}

    /** Looks, and changes nothing but the journal probe's own mark. */
    public ReadinessReport look(ApplicationPlan plan, String place, Instant now) {
        Survey seen = Survey.of(asked, plan, settings, now);
        List<Checked> checks = new ArrayList<>(DatabaseChecks.of(seen));
        checks.addAll(ServiceChecks.before(seen));
        checks.addAll(RoutingChecks.of(seen));
        checks.addAll(ServiceChecks.after(seen));
        checks.add(JournalChecks.permissions(seen));
        checks.add(JournalChecks.changeovers(seen, settings.undrivenAfter()));
        checks.sort(Comparator.comparing(Checked::check));
        return new ReadinessReport(plan.name(), place, seen.active().map(Site::region), now, checks);
    }

    /** As a schedule in {@code region} does it. */
    public Kept lookAndKeep(ApplicationPlan plan, Region region, ReadinessBoard board, Instant now) {
        Optional<Optional<ReadinessReport>> before = before(plan, region, board);
        ReadinessReport report = look(plan, region.code(), now);
        return new Kept(report, board.post(report), before.map(old -> ReadinessChange.between(old, report)));
    }

    private static Optional<Optional<ReadinessReport>> before(
            ApplicationPlan plan, Region region, ReadinessBoard board) {
        try {
            return Optional.of(board.latest(plan.name()).stream()
                    .filter(report -> report.place().equals(region.code()))
                    .findFirst());
        } catch (UncheckedIOException unread) {
            return Optional.empty();
        }
    }
}
