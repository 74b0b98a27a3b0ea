package dev.changeover.browser;

import static dev.changeover.browser.Json.fill;
import static dev.changeover.browser.Json.list;
import static dev.changeover.browser.Json.object;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** One changeover of the fixture. It moves on when a test says so. */
final class Course {
    static final List<String> STEPS = List.of(
            "Preflight",
            "StageSecret",
            "SwitchDatabase",
            "VerifyWritable",
            "RewriteSecret",
            "ShiftTraffic",
            "VerifyTraffic",
            "Report");
    private static final List<String> VERBS =
            List.of("approve", "pause", "resume", "retry", "skip", "cancel", "escalate", "acknowledge");
    private static final Set<String> OVER = Set.of("completed", "completed-with-exceptions", "cancelled");

    private final World world;
    private final String id;
    private final String by;
    private final String to;
    private final Map<String, Object> asked;
    private final Instant startedAt;
    private final List<Map<String, Object>> events = new ArrayList<>();
    private final List<Map<String, Object>> said = new ArrayList<>();
    private String state = "running";
    private Instant endedAt = Instant.MAX;
    private int at;
    private String raw = "switching-over";

    Course(World world, String id, String by, String to, Map<String, Object> asked) {
        this.world = world;
        this.id = id;
        this.by = by;
        this.to = to;
        this.asked = asked;
        startedAt = world.now();
        tell("Opened", null, "asked for by " + by);
    }

    String id() {
        return id;
    }

    synchronized boolean live() {
        return !OVER.contains(state);
    }

    /** The current step is satisfied; after the last one the changeover has ended. */
    synchronized void advance() {
        tell("StepSatisfied", STEPS.get(at), "seen as promised");
        at++;
        if (STEPS.get(Math.min(at, STEPS.size() - 1)).equals("VerifyWritable")) {
            world.arrived(to);
        }
        if (at == STEPS.size()) {
            end("completed");
        }
    }

    synchronized void complete() {
        while (live()) {
            advance();
        }
    }

    synchronized void halt() {
        state = "halted";
        tell("Halted", STEPS.get(at), "DEADLINE");
    }

    synchronized void awsSays(String words) {
        raw = words;
    }

    synchronized void tell(String event, String step, String text) {
        events.add(object(
                "number",
                events.size() + 1,
                "id",
                id,
                "event",
                event,
                "at",
                world.now().toString(),
                "step",
                step,
                "text",
                text));
    }

    synchronized void hear(String verb, String who, String reason) {
        said.add(object("verb", verb, "by", who, "reason", reason));
        tell("Said", null, verb + " by " + who + ": " + reason);
        switch (verb) {
            case "pause" -> state = "paused";
            case "resume", "retry" -> state = "running";
            case "skip" -> {
                state = "running";
                advance();
            }
            case "cancel" -> end("cancelled");
            case "escalate" -> asked.put("mode", "ungraceful");
            default -> {}
        }
    }

    private void end(String how) {
        state = how;
        endedAt = world.now();
        tell("Ended", null, how);
        world.changed();
    }

    synchronized List<Map<String, Object>> eventsAfter(int since) {
        return List.copyOf(events.subList(Math.min(since, events.size()), events.size()));
    }

    synchronized Map<String, Object> line() {
        return object(
                "id",
                id,
                "href",
                "/v1/changeovers/" + id,
                "application",
                "shop",
                "direction",
                asked.get("direction"),
                "mode",
                asked.get("mode"),
                "from",
                from(),
                "to",
                to,
                "state",
                state,
                "startedAt",
                startedAt.toString(),
                "endedAt",
                ended(),
                "rtoMs",
                rtoMs(),
                "rtoObjectiveMs",
                World.RTO_MS,
                "by",
                by,
                "sentence",
                sentence());
    }

    /** Whole, as whoever asks is allowed to see it. */
    synchronized Map<String, Object> whole(Map<String, Object> service, Set<String> roles) {
        Map<String, Object> whole = fill(
                """
                {'asOf': ?, 'service': ?, 'world': 'twin', 'drill': null, 'acceptedLossMs': ?, 'reason': ?,
                 'findings': [],
                 'acknowledged': [], 'debts': [], 'approval': {'needed': false, 'by': null}, 'statusText': ?,
                 'driver': {'name': 'Changeover-Failover 4f1c', 'driving': ?, 'warning': null},
                 'watching': [{'who': 'ben@example.com', 'since': ?, 'lastSeenAt': ?}], 'cli': {'watch': ?}}
                """,
                world.now().toString(),
                service,
                asked.get("acceptedLossMs"),
                asked.get("reason"),
                sentence(),
                live(),
                startedAt.toString(),
                world.now().toString(),
                "changeover watch " + id);
        whole.putAll(line());
        whole.put("steps", steps());
        whole.put("verbs", List.copyOf(said));
        whole.put("events", events.size());
        whole.put("rto", rto());
        whole.put("halt", state.equals("halted") ? haltBox() : null);
        whole.put("actions", actions(roles));
        return whole;
    }

    private String from() {
        return to.equals(World.WEST) ? World.EAST : World.WEST;
    }

    private String ended() {
        return live() ? null : endedAt.toString();
    }

    private boolean healthy() {
        return at > STEPS.indexOf("VerifyTraffic");
    }

    private Long rtoMs() {
        return healthy() ? 41_300L : null;
    }

    private String sentence() {
        return switch (state) {
            case "running" -> STEPS.get(at) + " is under way; nobody must act.";
            case "halted" -> "Halted at " + STEPS.get(at) + ": an operator must retry or skip.";
            case "paused" -> "Paused before " + STEPS.get(at) + ": Resume lets it go on.";
            default -> "The changeover to " + to + " has " + state + ".";
        };
    }

    private Map<String, Object> rto() {
        long elapsed =
                Duration.between(startedAt, live() ? world.now() : endedAt).toMillis();
        return object(
                "elapsedMs",
                healthy() ? 41_300L : Math.max(0, elapsed),
                "objectiveMs",
                World.RTO_MS,
                "measuredMs",
                rtoMs(),
                "forecastMs",
                42_000,
                "running",
                live() && !healthy());
    }

    private List<Object> steps() {
        return new ArrayList<>(
                IntStream.range(0, STEPS.size()).mapToObj(this::step).toList());
    }

    private Map<String, Object> step(int index) {
        boolean done = index < at;
        boolean now = index == at && live();
        String name = STEPS.get(index);
        String word = done ? "satisfied" : !now ? "pending" : state.equals("halted") ? "halted" : "running";
        return object(
                "name",
                name,
                "state",
                word,
                "startedAt",
                done || now ? startedAt.toString() : null,
                "ms",
                done ? 5_100 : null,
                "asks",
                done || now ? 1 : 0,
                "waitsFor",
                null,
                "haltedBecause",
                word.equals("halted") ? "DEADLINE" : null,
                "said",
                done ? "seen as promised" : "",
                "elapsedMs",
                now ? 2_000 : null,
                "deadlineMs",
                600_000,
                "lastMs",
                5_000,
                "does",
                "the work of " + name,
                "awaits",
                null,
                "raw",
                now ? raw : null,
                "pointOfNoReturn",
                name.equals("SwitchDatabase"));
    }

    private Map<String, Object> haltBox() {
        return object(
                "step",
                STEPS.get(at),
                "because",
                "DEADLINE",
                "whatHappened",
                "It took longer than 10 min.",
                "whatItMeans",
                "AWS may still be at it.",
                "whatToDo",
                "Look at the cluster, then retry.",
                "commands",
                list("changeover retry " + id + " --reason ..."));
    }

    private List<Object> actions(Set<String> roles) {
        return new ArrayList<>(VERBS.stream().map(verb -> action(verb, roles)).toList());
    }

    private Map<String, Object> action(String verb, Set<String> roles) {
        String refusal = refusal(verb);
        boolean may = roles.contains(verb.equals("approve") ? "approver" : "operator");
        return object(
                "verb",
                verb,
                "allowed",
                may && refusal == null,
                "refusal",
                may ? refusal : "Your roles do not allow it.",
                "takes",
                takes(verb),
                "consequence",
                "What " + verb + " does, and what it leaves behind.",
                "cli",
                "changeover " + verb + " " + id + " --reason ...");
    }

    private static List<Object> takes(String verb) {
        return switch (verb) {
            case "retry", "skip" -> list("reason", "step");
            case "escalate" -> list("reason", "acceptedLossMs", "anyLoss");
            case "acknowledge" -> list("reason", "findings");
            default -> list("reason");
        };
    }

    private String refusal(String verb) {
        boolean fits = switch (verb) {
            case "pause" -> state.equals("running");
            case "resume" -> state.equals("paused");
            case "retry", "skip" -> state.equals("halted");
            case "cancel", "escalate" -> live();
            default -> false;
        };
        return fits ? null : "Not while the changeover is " + state + ".";
    }
}
