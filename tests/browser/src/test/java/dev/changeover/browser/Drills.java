package dev.changeover.browser;

import static dev.changeover.browser.Json.fill;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drills of the fixture; they are over as soon as they are asked for. */
final class Drills {
    private static final List<String> OF_A_LINE = List.of(
            "id",
            "href",
            "application",
            "state",
            "startedAt",
            "endedAt",
            "by",
            "rtoThereMs",
            "rtoBackMs",
            "timeToFailureMs",
            "sentence");

    private Drills() {}

    static Map<String, Object> passed(String id, Instant now, String by, String reason) {
        return fill(
                """
                {'asOf': ?, 'id': ?, 'href': ?, 'application': 'shop', 'state': 'passed', 'startedAt': ?, 'endedAt': ?,
                 'by': ?, 'reason': ?, 'rtoThereMs': 41300, 'rtoBackMs': 39800, 'timeToFailureMs': null,
                 'sentence': 'Passed: there in 41.3 s, back in 39.8 s.', 'phase': 'over', 'soakMs': 60000,
                 'there': {'id': 'shop-00000001', 'href': '/v1/changeovers/shop-00000001'}, 'back': null,
                 'verdicts': [{'name': 'recovery time', 'passed': true, 'said': '41.3 s of 60 s'},
                              {'name': 'lost writes', 'passed': null, 'said': 'still counting'}],
                 'reports': ['drill.html'], 'cli': {'report': ?}}
                """,
                now.toString(),
                id,
                "/v1/drills/" + id,
                now.toString(),
                now.toString(),
                by,
                reason,
                "changeover report " + id);
    }

    static Map<String, Object> line(Map<String, Object> drill) {
        Map<String, Object> line = new LinkedHashMap<>();
        OF_A_LINE.forEach(key -> line.put(key, drill.get(key)));
        return line;
    }
}
