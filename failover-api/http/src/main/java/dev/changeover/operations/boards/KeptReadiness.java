package dev.changeover.operations.boards;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.Checked;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.operations.Readiness;
import dev.changeover.operations.Readiness.Check;
import dev.changeover.operations.Readiness.Severity;
import dev.changeover.operations.Readiness.State;
import dev.changeover.operations.ReadinessBoard;
import dev.changeover.view.Words;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Readiness as the schedules of both Regions find it: the latest report of each, with its age. */
public final class KeptReadiness implements ReadinessBoard {
    /** Three runs of a schedule that looks each five minutes: one may fail, and the next be late. */
    static final Duration STALE = Duration.ofMinutes(15);

    /** What a report that is missing or old is called among the checks. */
    static final String REPORT = "Report";

    private final dev.changeover.core.ready.ReadinessBoard board;
    private final Runs runs;
    private final Region here;
    private final InstantSource clock;

    /** How an application is looked at. */
    @FunctionalInterface
    public interface Runs extends Function<ApplicationPlan, ReadinessRun> {}

    /** @param here the Region under whose name a run that somebody asks for is posted */
    public KeptReadiness(dev.changeover.core.ready.ReadinessBoard board, Runs runs, Region here, InstantSource clock) {
        this.board = board;
        this.runs = runs;
        this.here = here;
        this.clock = clock;
    }

    @Override
    public Readiness of(ApplicationPlan plan) {
        try {
            return readiness(plan, board.latest(plan.name()), Optional.empty());
        } catch (UncheckedIOException unreadable) {
            return Readiness.unknown("the reports cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public Readiness run(ApplicationPlan plan) {
        ReadinessRun.Kept kept = runs.apply(plan).lookAndKeep(plan, here, board, clock.instant());
        List<ReadinessReport> reports = new ArrayList<>(List.of(kept.report()));
        others(plan).forEach(reports::add);
        return readiness(plan, reports, kept.notKept());
    }

    private Stream<ReadinessReport> others(ApplicationPlan plan) {
        try {
            return board.latest(plan.name()).stream()
                    .filter(report -> !report.place().equals(here.code()));
        } catch (UncheckedIOException unreadable) {
            return Stream.empty();
        }
    }

    private Readiness readiness(ApplicationPlan plan, List<ReadinessReport> reports, Optional<PortFailure> notKept) {
        Instant now = clock.instant();
        List<ReadinessReport> newestFirst = reports.stream()
                .sorted(Comparator.comparing(ReadinessReport::at).reversed())
                .toList();
        if (newestFirst.isEmpty()) {
            return Readiness.unknown("nobody has looked yet");
        }
        List<Check> checks = new ArrayList<>();
        notKept.ifPresent(why -> checks.add(missing(Optional.of(here), "the report was not kept: " + why, now)));
        checks.addAll(silent(plan, newestFirst, now));
        newestFirst.forEach(report -> report.checks().forEach(checked -> checks.addAll(checks(report, checked))));
        checks.sort(Comparator.comparingInt(check -> gravity(check.severity())));
        Instant newest = newestFirst.getFirst().at();
        return new Readiness(state(newestFirst, now), said(newestFirst, now), Optional.of(newest), checks);
    }

    /** Blocked, as far as the reports that are not old tell; of old ones alone nothing follows. */
    private static State state(List<ReadinessReport> reports, Instant now) {
        List<ReadinessReport> fresh =
                reports.stream().filter(report -> !stale(report, now)).toList();
        if (fresh.isEmpty()) {
            return State.UNKNOWN;
        }
        return fresh.stream().anyMatch(ReadinessReport::blocked) ? State.NOT_READY : State.READY;
    }

    private static String said(List<ReadinessReport> reports, Instant now) {
        String verdict = switch (state(reports, now)) {
            case READY -> "nothing stands in the way of a graceful move";
            case NOT_READY -> "a graceful move would be stopped";
            case UNKNOWN -> "nobody has looked for too long";
        };
        return verdict + "; looked "
                + String.join(
                        ", ",
                        reports.stream()
                                .map(report -> "from " + report.place() + " " + age(report, now) + " ago")
                                .toList());
    }

    private static List<Check> silent(ApplicationPlan plan, List<ReadinessReport> reports, Instant now) {
        return Stream.of(plan.primary().region(), plan.secondary().region())
                .flatMap(region -> silence(region, reports, now).stream())
                .toList();
    }

    private static Optional<Check> silence(Region region, List<ReadinessReport> reports, Instant now) {
        Optional<ReadinessReport> last = reports.stream()
                .filter(report -> report.place().equals(region.code()))
                .findFirst();
        if (last.filter(report -> !stale(report, now)).isPresent()) {
            return Optional.empty();
        }
        String evidence = last.map(report -> "the last report from " + region + " is " + age(report, now) + " old")
                .orElse("no report from " + region);
        return Optional.of(missing(
                Optional.of(region), evidence, last.map(ReadinessReport::at).orElse(now)));
    }

    private static Check missing(Optional<Region> region, String evidence, Instant at) {
        return new Check(
                REPORT, Severity.UNREADABLE, region, evidence, "see whether the schedule runs in that Region", at);
    }

    private static boolean stale(ReadinessReport report, Instant now) {
        return Duration.between(report.at(), now).compareTo(STALE) > 0;
    }

    private static String age(ReadinessReport report, Instant now) {
        return Words.of(Duration.between(report.at(), now));
    }

    private static List<Check> checks(ReadinessReport report, Checked checked) {
        Optional<Region> region = region(report.place());
        if (checked.findings().isEmpty()) {
            return List.of(new Check(
                    checked.check().toString(), Severity.FINE, region, checked.evidence(), "", checked.measuredAt()));
        }
        return checked.findings().stream()
                .map(finding -> new Check(
                        finding.check().toString(),
                        severity(finding),
                        region,
                        finding.code() + ": " + finding.evidence(),
                        finding.remedy(),
                        finding.measuredAt()))
                .toList();
    }

    /** Empty for an operator's machine. */
    private static Optional<Region> region(String place) {
        return place.equals(ReadinessReport.HERE) ? Optional.empty() : Optional.of(new Region(place));
    }

    /** That a check could not be made is told as such; whether it blocks stands in the verdict. */
    private static Severity severity(ReadinessFinding finding) {
        if (finding.code() == ReadinessFinding.Code.UNREADABLE) {
            return Severity.UNREADABLE;
        }
        return switch (finding.severity()) {
            case BLOCKING -> Severity.BLOCKING;
            case WARNING -> Severity.WARNING;
            case NOTE -> Severity.NOTE;
        };
    }

    /** The gravest first: what is not known comes before what is only not good. */
    private static int gravity(Severity severity) {
        return switch (severity) {
            case BLOCKING -> 0;
            case UNREADABLE -> 1;
            case WARNING -> 2;
            case NOTE -> 3;
            case FINE -> 4;
        };
    }
}
