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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at everything once. On a schedule, the result is hung on the board; by hand, it is only shown. */
public final class ReadinessRun {
    private static final Set<ReadinessFinding.Code> MAY_PASS =
            EnumSet.of(ReadinessFinding.Code.UNREADABLE, ReadinessFinding.Code.DATABASE_BUSY);

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
     * @param report owes what is new against the place's last report, if that could be read
     * @param notKept why the report does not hang on the board; empty if it does
     */
    public record Kept(ReadinessReport report, Optional<PortFailure> notKept) {}

    /**
     * Looks, and changes nothing but the journal probe's own mark. If something would stop a move because it did not
     * answer, or was busy in that moment, everything is looked at once more: one lost answer about the writer spoils
     * seven checks, and what is not known yet is not broken.
     */
    public ReadinessReport look(ApplicationPlan plan, String place, Instant now) {
        ReadinessReport first = once(plan, place, now);
        return first.findings().stream().anyMatch(ReadinessRun::mayPass) ? once(plan, place, now) : first;
    }

    private static boolean mayPass(ReadinessFinding finding) {
        return finding.blocks() && MAY_PASS.contains(finding.code());
    }

    private ReadinessReport once(ApplicationPlan plan, String place, Instant now) {
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
        ReadinessReport seen = look(plan, region.code(), now);
        ReadinessReport report = before.map(seen::after).orElse(seen);
        return new Kept(report, board.post(report));
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
