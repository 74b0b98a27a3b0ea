package dev.changeover.cli.demo;

import dev.changeover.core.report.ChangeoverReport;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the demonstration measured, as a table and as JSON. */
record DemoReport(Duration twinStart, List<Leg> legs, Map<String, Boolean> invariants) {
    /** A demonstration loses a handful; a list of thousands would hide the report. */
    private static final int NAMED_MAX = 100;

    boolean holds() {
        return invariants.values().stream().allMatch(Boolean::booleanValue);
    }

    Map<String, Object> json() {
        return Json.object(
                "twinStartMs",
                twinStart,
                "changeovers",
                legs.stream().map(DemoReport::json).toList(),
                "invariants",
                invariants);
    }

    private static Map<String, Object> json(Leg leg) {
        ChangeoverReport report = leg.report();
        return Json.object(
                "direction", lower(report.direction()),
                "mode", lower(report.mode()),
                "rtoMs", report.rto(),
                "databaseMs", report.database(),
                "writeOutageMs", leg.writeOutage(),
                "failedRequests", leg.failedRequests(),
                "acknowledgedWrites", leg.acknowledgedWrites(),
                "lostWrites", leg.lost().size(),
                "lostOrders", named(leg),
                "steps",
                        report.steps().stream()
                                .map(step -> Json.object("name", step.name(), "ms", step.took()))
                                .toList(),
                "debts",
                        report.debts().stream()
                                .map(owed -> Json.object(
                                        "owed", owed.debt().inWords(), "since", owed.since(), "paidAt", owed.paidAt()))
                                .toList());
    }

    String text() {
        var table = new Table(
                "CHANGEOVER", "RTO MS", "DATABASE MS", "WRITE OUTAGE MS", "FAILED", "ORDERS", "LOST", "DEBTS");
        for (Leg leg : legs) {
            ChangeoverReport report = leg.report();
            table.row(
                    lower(report.mode()) + " " + lower(report.direction()),
                    milliseconds(report.rto()),
                    milliseconds(report.database()),
                    Long.toString(leg.writeOutage().toMillis()),
                    Integer.toString(leg.failedRequests()),
                    Integer.toString(leg.acknowledgedWrites()),
                    Integer.toString(leg.lost().size()),
                    report.debts().isEmpty() ? "none" : report.debts().size() + " paid");
        }
        var text = new StringBuilder(table.toString()).append(System.lineSeparator());
        legs.stream().filter(leg -> !leg.lost().isEmpty()).forEach(leg -> text.append(lost(leg)));
        invariants.forEach((name, holds) ->
                text.append(holds ? "holds   " : "BROKEN  ").append(name).append(System.lineSeparator()));
        return text.toString();
    }

    private static String lost(Leg leg) {
        int left = leg.lost().size() - named(leg).size();
        return "lost in the " + lower(leg.report().mode()) + " "
                + lower(leg.report().direction()) + ", acknowledged orders: " + String.join(", ", named(leg))
                + (left > 0 ? " and " + left + " more" : "") + System.lineSeparator();
    }

    /** The first by id; how many there are is said beside them. */
    private static List<String> named(Leg leg) {
        return leg.lost().stream().map(UUID::toString).sorted().limit(NAMED_MAX).toList();
    }

    private static String milliseconds(Optional<Duration> took) {
        return took.map(length -> Long.toString(length.toMillis())).orElse("never");
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
