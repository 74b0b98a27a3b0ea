package dev.changeover.core.ready;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one look at everything found.
 *
 * @param place from where it was looked: a Region, or {@code here} for an operator's machine
 * @param active where the writer was; empty when that is not known
 * @param owed verdicts that changed and that nobody is known to have been told of, the oldest first
 */
public record ReadinessReport(
        ApplicationName application,
        String place,
        Optional<Region> active,
        Instant at,
        List<Checked> checks,
        List<VerdictChange> owed) {
    /** The place of a report made by hand. */
    public static final String HERE = "here";

    /** An hour of looks, five minutes apart, each with another verdict; what is older than that helps nobody. */
    static final int OWED_MAX = 12;

    private static final String READY = "ready";

    public ReadinessReport {
        checks = List.copyOf(checks);
        owed = List.copyOf(owed);
    }

    public ReadinessReport(
            ApplicationName application, String place, Optional<Region> active, Instant at, List<Checked> checks) {
        this(application, place, active, at, checks, List.of());
    }

    /** All findings, the gravest first. */
    public List<ReadinessFinding> findings() {
        return checks.stream()
                .flatMap(check -> check.findings().stream())
                .sorted(Comparator.comparing(ReadinessFinding::severity))
                .toList();
    }

    public boolean blocked() {
        return findings().stream().anyMatch(ReadinessFinding::blocks);
    }

    public List<ReadinessFinding> drillBlockers() {
        return findings().stream().filter(ReadinessFinding::blocksDrill).toList();
    }

    /** Whether a move could begin, with the kinds of finding that stand in its way. */
    public String verdict() {
        return verdict(findings().stream());
    }

    /** Only a verdict that changed is news; that a changeover runs is told by the changeover itself. */
    private String newsworthy() {
        return verdict(findings().stream().filter(finding -> finding.check() != Check.CHANGEOVERS));
    }

    private static String verdict(Stream<ReadinessFinding> findings) {
        List<String> blocking = findings.filter(ReadinessFinding::blocks)
                .map(finding -> finding.code().name())
                .distinct()
                .sorted()
                .toList();
        return blocking.isEmpty() ? READY : "not ready: " + String.join(", ", blocking);
    }

    /** The same, owing what the place's last report owed, and what is new since then. */
    ReadinessReport after(Optional<ReadinessReport> last) {
        String was = last.map(ReadinessReport::newsworthy).orElse(READY);
        List<VerdictChange> all =
                new ArrayList<>(last.map(ReadinessReport::owed).orElse(List.of()));
        if (!was.equals(newsworthy())) {
            all.add(new VerdictChange(was, newsworthy(), at));
        }
        return owing(all.subList(Math.max(0, all.size() - OWED_MAX), all.size()));
    }

    /** The same, owing these. */
    public ReadinessReport owing(List<VerdictChange> changes) {
        return new ReadinessReport(application, place, active, at, checks, changes);
    }
}
