package dev.changeover.cli.workshop;

import dev.changeover.core.report.ChangeoverReport;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was observed, as a table and as JSON.
 *
 * @param planned how many steps there are; fewer are observed when one was not as promised
 */
record WorkshopReport(List<Observation> seen, int planned, List<ChangeoverReport> changeovers) {
    WorkshopReport {
        seen = List.copyOf(seen);
        changeovers = List.copyOf(changeovers);
    }

    boolean asPromised() {
        return seen.size() == planned && seen.stream().allMatch(Observation::ok);
    }

    Map<String, Object> json() {
        return Json.object(
                "asPromised",
                asPromised(),
                "steps",
                seen.stream().map(WorkshopReport::json).toList(),
                "changeovers",
                changeovers.stream().map(WorkshopReport::json).toList());
    }

    private static Map<String, Object> json(Observation step) {
        return Json.object("name", step.name(), "done", step.done(), "observed", step.observed(), "ok", step.ok());
    }

    private static Map<String, Object> json(ChangeoverReport report) {
        return Json.object(
                "direction", report.direction().name().toLowerCase(Locale.ROOT),
                "mode", report.mode().name().toLowerCase(Locale.ROOT),
                "rtoMs", report.rto(),
                "databaseMs", report.database());
    }

    String text() {
        var table = new Table("STEP", "AS PROMISED", "OBSERVED");
        seen.forEach(step -> table.row(step.name(), step.ok() ? "yes" : "NO", step.observed()));
        return table + System.lineSeparator() + verdict() + System.lineSeparator();
    }

    private String verdict() {
        return asPromised()
                ? "All " + planned + " steps were as promised: the shopper kept session, cart and order."
                : "Step " + seen.size() + " of " + planned + " was not as promised; the rest was left out.";
    }
}
