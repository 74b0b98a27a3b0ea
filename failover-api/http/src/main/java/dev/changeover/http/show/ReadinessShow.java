package dev.changeover.http.show;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.operations.Readiness;
import dev.changeover.view.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** What readiness found. */
public final class ReadinessShow {
    private ReadinessShow() {}

    public static Map<String, Object> of(ApplicationName application, Readiness readiness, Instant now) {
        Map<String, Object> page = Json.object(
                "asOf", now,
                "application", application,
                "state", word(readiness.state()),
                "said", readiness.said(),
                "ranAt", readiness.ranAt());
        page.put(
                "findings",
                readiness.checks().stream()
                        .map(check -> Json.object(
                                "check", check.name(),
                                "severity", word(check.severity()),
                                "region", check.region(),
                                "evidence", check.evidence(),
                                "remedy", check.remedy(),
                                "seenAt", check.seenAt()))
                        .toList());
        return page;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
