package dev.changeover.view;

import dev.changeover.core.ready.Checked;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessReport;
import java.util.Locale;
import java.util.Map;

/** Readiness as JSON. The keys are promised in docs/readiness.md. */
public final class ReadyJson {
    private ReadyJson() {}

    public static Map<String, Object> of(ReadinessReport report) {
        Map<String, Object> object = Json.object(
                "application", report.application(),
                "place", report.place(),
                "active", report.active(),
                "at", report.at(),
                "blocked", report.blocked());
        object.put(
                "findings", report.findings().stream().map(ReadyJson::finding).toList());
        object.put("checks", report.checks().stream().map(ReadyJson::check).toList());
        return object;
    }

    public static Map<String, Object> finding(ReadinessFinding finding) {
        return Json.object(
                "check", finding.check(),
                "code", finding.code(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "evidence", finding.evidence(),
                "measuredAt", finding.measuredAt(),
                "remedy", finding.remedy());
    }

    private static Map<String, Object> check(Checked check) {
        return Json.object(
                "check", check.check(),
                "what", check.check().inWords(),
                "evidence", check.evidence(),
                "measuredAt", check.measuredAt(),
                "findings", check.findings().size());
    }
}
