package dev.changeover.cli.demo;

import dev.changeover.core.report.ChangeoverReport;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the demonstration measured, as a table and as JSON. */
record DemoReport(Duration twinStart, List<Leg> legs, Map<String, Boolean> invariants) {
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
        invariants.forEach((name, holds) ->
                text.append(holds ? "holds   " : "BROKEN  ").append(name).append(System.lineSeparator()));
        return text.toString();
    }

    private static String milliseconds(Optional<Duration> took) {
        return took.map(length -> Long.toString(length.toMillis())).orElse("never");
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
