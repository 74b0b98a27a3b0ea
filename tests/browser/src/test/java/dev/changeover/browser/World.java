package dev.changeover.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What both fixture services tell of: one shop in two Regions, moved by hand. */
final class World {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";

    /** The objective of the shop's recovery time. */
    static final long RTO_MS = 60_000;

    private final TreeSet<String> dark = new TreeSet<>();
    private final Map<String, Course> changeovers = new LinkedHashMap<>();
    private final List<Map<String, Object>> drills = new ArrayList<>();
    private final List<Map<String, Object>> audit = new ArrayList<>();
    private final Map<String, Map<String, Object>> byKey = new LinkedHashMap<>();
    // What a course reads and writes is not under this world's lock: a course has a lock of its own.
    private volatile String active = EAST;
    private String sentence = "";
    private volatile Instant frozenAt = Instant.MAX;
    private volatile Duration clockError = Duration.ZERO;
    private boolean lagReadable = true;
    private boolean stopped;
    private final AtomicInteger previewed = new AtomicInteger();

    Instant now() {
        return Instant.now().plus(clockError).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    /** When the world was last looked at; stands still once frozen. */
    Instant seenAt() {
        return frozenAt.isBefore(now()) ? frozenAt : now();
    }

    synchronized void freeze(Duration ago) {
        frozenAt = now().minus(ago);
    }

    synchronized void clockIsWrongBy(Duration error) {
        clockError = error;
    }

    synchronized void says(String what) {
        sentence = what;
    }

    synchronized String sentence() {
        return sentence.isEmpty() ? "shop is active in " + active + " and protected." : sentence;
    }

    synchronized void lagCannotBeRead() {
        lagReadable = false;
    }

    synchronized boolean lagReadable() {
        return lagReadable && dark.isEmpty();
    }

    String active() {
        return active;
    }

    synchronized boolean isDark(String region) {
        return dark.contains(region);
    }

    synchronized void darken(String region, boolean isDark) {
        if (isDark ? dark.add(region) : dark.remove(region)) {
            changed();
        }
    }

    synchronized List<String> darkRegions() {
        return List.copyOf(dark);
    }

    synchronized boolean stopped() {
        return stopped;
    }

    synchronized void stop(boolean on) {
        stopped = on;
    }

    /** Something happened that a preview rests on. */
    void changed() {
        previewed.incrementAndGet();
    }

    int version() {
        return previewed.get();
    }

    synchronized Course start(String key, String by, Map<String, Object> body) {
        String to = body.get("direction").equals("failover") ? WEST : EAST;
        String id = "shop-" + String.format("%08d", changeovers.size() + 1);
        Course course = new Course(this, id, by, to, body);
        changeovers.put(id, course);
        byKey.put(key, Json.object("id", id));
        changed();
        return course;
    }

    synchronized Course startedBy(String key) {
        return byKey.containsKey(key) ? changeovers.get((String) byKey.get(key).get("id")) : null;
    }

    void arrived(String region) {
        active = region;
        changed();
    }

    synchronized Course changeover(String id) {
        return changeovers.get(id);
    }

    /** A world in which something has happened already: a changeover that ended, and a drill. */
    synchronized void hasAPast() {
        start(
                        "past-key-1",
                        "ana@example.com",
                        Json.object("direction", "failover", "mode", "graceful", "reason", "patching"))
                .complete();
        start(
                        "past-key-2",
                        "ben@example.com",
                        Json.object("direction", "failback", "mode", "graceful", "reason", "patched"))
                .complete();
        drilled(Drills.passed("drill-00000001", now(), "ana@example.com", "monthly"));
        note("ana@example.com", "start", "shop-00000001", "patching", "done");
        note("eve@example.com", "start", null, "let me", "role-missing");
    }

    /** A changeover that runs, at its third step. */
    synchronized Course hasALiveOne() {
        Course live = start(
                "live-key-1",
                "ana@example.com",
                Json.object("direction", "failover", "mode", "graceful", "reason", "disk errors"));
        live.advance();
        live.advance();
        return live;
    }

    /** The one that runs, or null. */
    synchronized Course live() {
        return changeovers.values().stream().filter(Course::live).findFirst().orElse(null);
    }

    synchronized Course latest() {
        return changeovers.isEmpty() ? null : newestFirst().getFirst();
    }

    synchronized List<Course> newestFirst() {
        return new ArrayList<>(changeovers.values()).reversed();
    }

    synchronized void drilled(Map<String, Object> drill) {
        drills.add(0, drill);
    }

    synchronized List<Map<String, Object>> drills() {
        return List.copyOf(drills);
    }

    synchronized void note(String who, String act, String changeover, String reason, String outcome) {
        audit.add(
                0,
                Json.object(
                        "at",
                        now().toString(),
                        "who",
                        who,
                        "from",
                        "127.0.0.1",
                        "act",
                        act,
                        "application",
                        "shop",
                        "changeover",
                        changeover,
                        "reason",
                        reason,
                        "before",
                        null,
                        "after",
                        null,
                        "outcome",
                        outcome,
                        "region",
                        WEST));
    }

    synchronized List<Map<String, Object>> audit() {
        return List.copyOf(audit);
    }
}
