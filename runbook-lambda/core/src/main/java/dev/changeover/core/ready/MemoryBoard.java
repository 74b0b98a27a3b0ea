package dev.changeover.core.ready;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A board that lives as long as the process. */
public final class MemoryBoard implements ReadinessBoard {
    private final Map<String, ReadinessReport> reports = new TreeMap<>();

    @Override
    public synchronized Optional<PortFailure> post(ReadinessReport report) {
        reports.merge(
                report.application() + "/" + report.place(),
                report,
                (old, next) -> next.at().isBefore(old.at()) ? old : next);
        return Optional.empty();
    }

    @Override
    public synchronized List<ReadinessReport> latest(ApplicationName application) {
        return reports.values().stream()
                .filter(report -> report.application().equals(application))
                .toList();
    }
}
