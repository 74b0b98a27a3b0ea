package dev.changeover.browser;

import static dev.changeover.browser.Json.fill;
import static dev.changeover.browser.Json.list;
import static dev.changeover.browser.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the fixture says of a move before it starts. */
final class Previews {
    private final World world;
    private final Answers answers;

    Previews(World world, Answers answers) {
        this.world = world;
        this.answers = answers;
    }

    Map<String, Object> preview(Map<String, Object> wish) {
        String to = wish.get("direction").equals("failover") ? World.WEST : World.EAST;
        boolean ungraceful = wish.get("mode").equals("ungraceful");
        List<Object> findings = findings(wish, ungraceful);
        List<Object> refusals = refusals(findings);
        Map<String, Object> preview = fill(
                """
                {'asOf': ?, 'version': ?, 'application': 'shop', 'direction': ?, 'mode': ?, 'from': ?, 'to': ?,
                 'active': ?, 'database': 'available', 'acceptedLossMs': ?, 'live': null, 'confirm': ?, 'mayStart': ?}
                """,
                answers.now(),
                version(wish),
                wish.get("direction"),
                wish.get("mode"),
                to.equals(World.WEST) ? World.EAST : World.WEST,
                to,
                answers.writer(),
                wish.get("acceptedLossMs"),
                "shop " + to,
                refusals.isEmpty());
        preview.putAll(fill(
                """
                {'loss': ?, 'touches': ?, 'findings': ?, 'refusals': ?, 'readiness': ?, 'otherLive': [],
                 'expected': {'lastDrillMs': 41300, 'p50Ms': 42000, 'p90Ms': 58000, 'samples': 12,
                              'source': 'the journal'},
                 'objectives': {'rtoMs': 60000, 'rpoMs': 5000}, 'approvalNeeded': false, 'button': ?, 'sentence': ?,
                 'cli': {'start': 'changeover failover shop'}}
                """,
                answers.lag(),
                touches(to),
                findings,
                refusals,
                answers.readiness(),
                (ungraceful ? "Fail over shop to " : "Switch shop over to ") + to,
                "shop would move from " + world.active() + " to " + to + "."));
        return preview;
    }

    private List<Object> refusals(List<Object> findings) {
        List<Object> refusals = new ArrayList<>(findings.stream()
                .map(one -> (Object) ((Map<?, ?>) one).get("evidence").toString())
                .toList());
        if (world.stopped()) {
            refusals.add("The stop switch is on.");
        }
        return refusals;
    }

    String version(Map<String, Object> wish) {
        return "v-" + String.format("%08d", world.version()) + "-" + wish.get("acceptedLossMs");
    }

    private List<Object> findings(Map<String, Object> wish, boolean ungraceful) {
        List<?> acknowledged = wish.get("acknowledged") instanceof List<?> codes ? codes : List.of();
        if (!ungraceful && !world.darkRegions().isEmpty()) {
            return list(blocking("SOURCE_REGION_SILENT", "The source Region does not answer."));
        }
        if (ungraceful && wish.get("acceptedLossMs") == null && !acknowledged.contains("LOSS_UNKNOWN")) {
            return list(
                    blocking(world.lagReadable() ? "LOSS_ABOVE_ACCEPTED" : "LOSS_UNKNOWN", "No loss is accepted yet."));
        }
        return list();
    }

    private static Map<String, Object> blocking(String code, String evidence) {
        return object(
                "code", code, "blocking", true, "acknowledgeable", true, "evidence", evidence, "remedy", "Decide.");
    }

    private Map<String, Object> touches(String to) {
        return fill(
                """
                {'globalCluster': {'id': 'shop', 'writerNow': ?, 'writerAfter': ?},
                 'secrets': [{'region': ?, 'arn': 'arn:aws:secretsmanager:us-east-1:000000000000:secret:shop',
                              'now': 'v1', 'after': 'v2'}],
                 'routingControls': [{'region': 'us-east-1', 'arn': 'arn:aws:east', 'now': 'On', 'after': ?},
                                     {'region': 'us-west-2', 'arn': 'arn:aws:west', 'now': 'Off', 'after': ?}]}
                """,
                answers.writer(),
                to,
                to,
                to.equals(World.EAST) ? "On" : "Off",
                to.equals(World.WEST) ? "On" : "Off");
    }
}
