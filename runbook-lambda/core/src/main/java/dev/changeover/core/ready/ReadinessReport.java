package dev.changeover.core.ready;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one look at everything found.
 *
 * @param place from where it was looked: a Region, or {@code here} for an operator's machine
 * @param active where the writer was; empty when that is not known
 */
public record ReadinessReport(
        ApplicationName application, String place, Optional<Region> active, Instant at, List<Checked> checks) {
    /** The place of a report made by hand. */
    public static final String HERE = "here";

    public ReadinessReport {
        checks = List.copyOf(checks);
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
}
