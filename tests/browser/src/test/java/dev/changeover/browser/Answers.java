package dev.changeover.browser;

import static dev.changeover.browser.Json.fill;
import static dev.changeover.browser.Json.list;
import static dev.changeover.browser.Json.object;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What one Region's fixture service answers to reads. */
final class Answers {
    private static final int POINTS = 30;

    private final World world;
    private final String region;

    Answers(World world, String region) {
        this.world = world;
        this.region = region;
    }

    Map<String, Object> service() {
        return object("region", region, "world", "twin", "version", "0.1.0");
    }

    Map<String, Object> me(Person person) {
        return object(
                "asOf",
                now(),
                "who",
                person.who(),
                "roles",
                new ArrayList<>(person.roles()),
                "expiresAt",
                person.expiresAt().toString(),
                "service",
                service());
    }

    Map<String, Object> fleet() {
        return fill(
                """
                {'asOf': ?, 'service': ?, 'faults': [], 'applications': [{'application': 'shop',
                 'href': '/v1/applications/shop', 'primary': 'us-east-1', 'secondary': 'us-west-2', 'world': 'twin',
                 'active': ?, 'healthy': ?, 'seenAt': ?, 'live': ?, 'latest': ?, 'ready': 'ready', 'lastDrill': ?,
                 'sentence': ?, 'incomplete': ?}]}
                """,
                now(),
                service(),
                writer(),
                !world.isDark(world.active()),
                seen(),
                line(world.live()),
                line(world.latest()),
                lastDrill(),
                world.sentence(),
                incomplete());
    }

    private static Map<String, Object> line(Course course) {
        return course == null ? null : course.line();
    }

    private Map<String, Object> lastDrill() {
        return world.drills().isEmpty() ? null : Drills.line(world.drills().getFirst());
    }

    Map<String, Object> application() {
        Map<String, Object> moving = fill(
                "{'live': ?, 'latest': ?, 'liveChangeover': ?, 'latestChangeover': ?, 'lastDrill': ?, 'moves': ?}",
                id(world.live()),
                id(world.latest()),
                line(world.live()),
                line(world.latest()),
                lastDrill(),
                list(move("failover", World.WEST), move("failback", World.EAST)));
        Map<String, Object> seen = fill(
                """
                {'database': ?, 'secrets': ?, 'routing': ?, 'replication': ?, 'traffic': ?, 'readiness': ?,
                 'arming': ?}
                """,
                database(),
                list(secret(World.EAST), secret(World.WEST)),
                routing(),
                lag(),
                traffic(),
                readiness(),
                arming());
        Map<String, Object> application = fill(
                """
                {'asOf': ?, 'service': ?, 'application': 'shop', 'primary': 'us-east-1', 'secondary': 'us-west-2',
                 'world': 'twin', 'active': ?, 'seenAt': ?, 'owed': [], 'objectives': {'rtoMs': 60000, 'rpoMs': 5000},
                 'approvalNeeded': false, 'sentence': ?, 'protection': {'state': ?, 'said': ?},
                 'incomplete': ?, 'cli': {'show': 'changeover show shop'}}
                """,
                now(),
                service(),
                writer(),
                seen(),
                world.sentence(),
                world.darkRegions().isEmpty() ? "protected" : "unprotected",
                world.sentence(),
                incomplete());
        application.putAll(moving);
        application.putAll(seen);
        return application;
    }

    private static String id(Course course) {
        return course == null ? null : course.id();
    }

    /** The writer's Region as far as it can be read. */
    String writer() {
        return world.isDark(world.active()) ? null : world.active();
    }

    private Map<String, Object> database() {
        return world.isDark(world.active())
                ? object(
                        "state",
                        "unreadable",
                        "why",
                        "rds in " + world.active() + " did not answer in 2 s",
                        "seenAt",
                        seen())
                : object(
                        "state",
                        "writer-in",
                        "region",
                        world.active(),
                        "ready",
                        true,
                        "status",
                        "available",
                        "replica",
                        world.darkRegions().isEmpty() ? "CONNECTED" : "UNKNOWN",
                        "seenAt",
                        seen());
    }

    private Map<String, Object> secret(String of) {
        return world.isDark(of)
                ? object("region", of, "unreadable", "secretsmanager in " + of + " did not answer", "seenAt", seen())
                : object(
                        "region",
                        of,
                        "names",
                        "shop." + world.active() + ".rds.twin",
                        "pending",
                        null,
                        "replica",
                        of.equals(World.WEST),
                        "seenAt",
                        seen());
    }

    private Map<String, Object> routing() {
        return object("on", list(world.active()), "readFrom", list(World.WEST, "eu-west-1"), "seenAt", seen());
    }

    Map<String, Object> lag() {
        return world.lagReadable()
                ? object(
                        "lagMs",
                        400,
                        "maximumMs",
                        1_150,
                        "objectiveMs",
                        5_000,
                        "measuredAt",
                        seen(),
                        "source",
                        "CloudWatch " + standby())
                : object("unreadable", "CloudWatch has no figure since the Region fell silent.", "objectiveMs", 5_000);
    }

    private String standby() {
        return world.active().equals(World.EAST) ? World.WEST : World.EAST;
    }

    private Map<String, Object> traffic() {
        boolean healthy = !world.isDark(world.active());
        return object(
                "name",
                "shop.twin",
                "answers",
                list("127.0.0.1"),
                "healthy",
                healthy,
                "health",
                healthy ? "200 in 12 ms" : "no answer");
    }

    private Map<String, Object> move(String direction, String to) {
        String refusal = world.live() != null
                ? "A changeover of shop is running."
                : world.active().equals(to) ? "shop is active in " + to + " already." : null;
        return object(
                "direction",
                direction,
                "to",
                to,
                "confirm",
                "shop " + to,
                "allowed",
                refusal == null,
                "refusal",
                refusal,
                "cli",
                object(
                        "graceful",
                        "changeover " + direction + " shop",
                        "ungraceful",
                        "changeover " + direction + " shop --ungraceful"));
    }

    Map<String, Object> readiness() {
        return object(
                "asOf",
                now(),
                "application",
                "shop",
                "state",
                "ready",
                "said",
                "Ready: nothing stands in the way.",
                "ranAt",
                world.seenAt().minusSeconds(60).toString(),
                "findings",
                list(
                        finding("capacity", "fine", World.WEST, "4 of 4 instances"),
                        finding("quota", "warning", World.WEST, "80 % of the quota is used")));
    }

    private Map<String, Object> finding(String check, String severity, String where, String evidence) {
        return object(
                "check",
                check,
                "severity",
                severity,
                "region",
                where,
                "evidence",
                evidence,
                "remedy",
                "Ask AWS for more.",
                "seenAt",
                seen());
    }

    Map<String, Object> arming() {
        Map<String, Object> off = object("on", false, "by", null, "at", null, "reason", null, "unreadable", null);
        return object(
                "asOf",
                now(),
                "application",
                "shop",
                "armed",
                off,
                "stop",
                off,
                "recovery",
                object("blockedUntil", null, "after", null, "acknowledgedBy", null, "acknowledgedAt", null),
                "mayStart",
                false,
                "reasons",
                list(object(
                        "code",
                        "DISARMED",
                        "inWords",
                        "It is disarmed.",
                        "found",
                        "Nobody armed it.",
                        "whatToDo",
                        "Arm it.")),
                "refusals",
                list());
    }

    Map<String, Object> stop() {
        return object(
                "asOf",
                now(),
                "stop",
                object("on", world.stopped(), "by", null, "at", null, "reason", null, "unreadable", null));
    }

    Map<String, Object> requests() {
        Instant end = world.seenAt();
        return object(
                "asOf", now(), "application", "shop", "series", list(series(World.EAST, end), series(World.WEST, end)));
    }

    private Map<String, Object> series(String of, Instant end) {
        boolean dark = world.isDark(of);
        double rate = world.active().equals(of) ? 182.4 : 0;
        List<Object> points = new ArrayList<>(IntStream.rangeClosed(1, POINTS)
                .mapToObj(index -> (Object) object(
                        "at",
                        end.minus(Duration.ofSeconds(POINTS - index)).toString(),
                        "perSecond",
                        rate == 0 ? 0.0 : rate + index % 7))
                .toList());
        return object(
                "region",
                of,
                "source",
                dark ? null : "shop " + of,
                "points",
                dark ? list() : points,
                "unreadable",
                dark ? "The shop in " + of + " does not answer." : null);
    }

    List<Object> incomplete() {
        return new ArrayList<>(world.darkRegions().stream()
                .map(one -> (Object) object("region", one, "since", seen(), "why", one + " did not answer in 2 s."))
                .toList());
    }

    String now() {
        return world.now().toString();
    }

    private String seen() {
        return world.seenAt().toString();
    }
}
