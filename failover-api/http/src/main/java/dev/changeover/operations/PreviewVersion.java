package dev.changeover.operations;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Mode;
import dev.changeover.core.port.LagView;
import dev.changeover.core.step.Finding;
import dev.changeover.view.Outlook;
import dev.changeover.view.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a decision rested on, short enough to travel with the confirmation. It is spelled out and not hashed where it
 * can be, so that a service that never saw the preview, in the other Region or after a restart, can say what changed.
 *
 * @param active the writer's Region: 0 the primary, 1 the secondary, empty when it moved or was unreadable
 * @param live stands for the changeover that ran; empty if none did
 * @param findings those that matter to the decision
 * @param loss the highest loss that was shown; empty if it was unknown
 * @param plan stands for the plan
 */
record PreviewVersion(
        Mode mode,
        Optional<Integer> active,
        Optional<String> live,
        Set<Finding.Code> findings,
        Optional<Duration> loss,
        String plan) {
    private static final Pattern SHAPE =
            Pattern.compile("1(g|u)-a(0|1|x)-l([0-9a-f]{8}|x)-f([0-9a-f]{1,8})-m([0-9a-f]{1,9}|x)-p([0-9a-f]{8})");

    /**
     * The findings that matter to a decision, each at its place for ever: two Regions may run two versions of this
     * service. New ones go to the end. Left out is what comes and goes with the weather of a second, and what the loss
     * itself tells better: {@link #PASSING}.
     */
    static final List<Finding.Code> PLACES = List.of(
            Finding.Code.ALREADY_ACTIVE,
            Finding.Code.WRITER_ELSEWHERE,
            Finding.Code.DATABASE_UNREADABLE,
            Finding.Code.SOURCE_REGION_SILENT,
            Finding.Code.DATABASE_BUSY,
            Finding.Code.REPLICA_NOT_ATTACHED,
            Finding.Code.TARGET_SECRET_UNREADABLE,
            Finding.Code.ROUTING_UNREADABLE,
            Finding.Code.ROUTING_QUORUM_LOST,
            Finding.Code.LOSS_UNKNOWN,
            Finding.Code.ROUTING_DRIFTED,
            Finding.Code.SECRET_DRIFTED,
            Finding.Code.SOURCE_SECRET_UNREADABLE,
            Finding.Code.GRACEFUL_POSSIBLE,
            Finding.Code.HALF_MOVED);

    static final List<Finding.Code> PASSING =
            List.of(Finding.Code.LAG_ABOVE_OBJECTIVE, Finding.Code.LAG_UNREADABLE, Finding.Code.LOSS_ABOVE_ACCEPTED);

    /** A person reads 1.2 s and 1.9 s as the same answer; the figure changes with each reading. */
    static final Duration LOSS_TOLERANCE = Duration.ofSeconds(1);

    static PreviewVersion of(Outlook outlook) {
        ApplicationPlan plan = outlook.plan();
        var codes = EnumSet.noneOf(Finding.Code.class);
        outlook.findings().stream().map(Finding::code).filter(PLACES::contains).forEach(codes::add);
        return new PreviewVersion(
                outlook.request().mode(),
                outlook.active().map(region -> region.equals(plan.primary().region()) ? 0 : 1),
                outlook.live().map(PreviewVersion::mark),
                codes,
                outlook.seen().lag() instanceof LagView.Measured lag
                        ? Optional.of(lag.possibleLoss())
                        : Optional.empty(),
                mark(plan));
    }

    /** Empty if it is none of ours. */
    static Optional<PreviewVersion> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var codes = EnumSet.noneOf(Finding.Code.class);
        long bits = Long.parseLong(parts.group(4), 16);
        for (int place = 0; place < PLACES.size(); place++) {
            if ((bits >> place & 1) == 1) {
                codes.add(PLACES.get(place));
            }
        }
        return Optional.of(new PreviewVersion(
                parts.group(1).equals("g") ? Mode.GRACEFUL : Mode.UNGRACEFUL,
                known(parts.group(2)).map(Integer::valueOf),
                known(parts.group(3)),
                codes,
                known(parts.group(5)).map(ms -> Duration.ofMillis(Long.parseLong(ms, 16))),
                parts.group(6)));
    }

    @Override
    public String toString() {
        long bits = 0;
        for (Finding.Code code : findings) {
            bits |= 1L << PLACES.indexOf(code);
        }
        return "1" + (mode == Mode.GRACEFUL ? "g" : "u")
                + "-a" + active.map(String::valueOf).orElse("x")
                + "-l" + live.orElse("x")
                + "-f" + Long.toHexString(bits)
                + "-m"
                + loss.map(most -> Long.toHexString(most.toMillis())).orElse("x")
                + "-p" + plan;
    }

    /** What is different now, as far as it matters; {@code accepted} is a loss that the person has answered for. */
    List<Change> until(PreviewVersion now, Outlook outlook, Optional<Duration> accepted) {
        List<Change> changes = new ArrayList<>();
        if (!plan.equals(now.plan)) {
            changes.add(new Change(Change.What.PLAN, Optional.empty(), "the plan was changed"));
        }
        if (mode != now.mode) {
            changes.add(new Change(
                    Change.What.PLAN,
                    Optional.of("a " + Words.of(mode) + " move"),
                    "a " + Words.of(now.mode) + " move"));
        }
        if (!active.equals(now.active)) {
            changes.add(new Change(
                    Change.What.ACTIVE,
                    Optional.of(inWords(active, outlook.plan())),
                    inWords(now.active, outlook.plan())));
        }
        if (!live.equals(now.live)) {
            changes.add(new Change(
                    Change.What.LIVE,
                    live.isPresent() ? Optional.empty() : Optional.of("no changeover was running"),
                    outlook.live().map(id -> id + " is running").orElse("none is running")));
        }
        added(now).ifPresent(changes::add);
        worse(now, accepted).ifPresent(changes::add);
        return changes;
    }

    private Optional<Change> added(PreviewVersion now) {
        List<Finding.Code> added =
                now.findings.stream().filter(code -> !findings.contains(code)).toList();
        return added.isEmpty()
                ? Optional.empty()
                : Optional.of(new Change(
                        Change.What.FINDINGS,
                        Optional.of(findings.isEmpty() ? "nothing was found" : "found: " + findings),
                        "found as well: " + added));
    }

    private Optional<Change> worse(PreviewVersion now, Optional<Duration> accepted) {
        if (mode == Mode.GRACEFUL || now.loss.isEmpty() || loss.isEmpty()) {
            return Optional.empty();
        }
        Duration most = now.loss.get();
        boolean above = most.compareTo(loss.get().plus(LOSS_TOLERANCE)) > 0;
        boolean answered = accepted.filter(limit -> most.compareTo(limit) <= 0).isPresent();
        return above && !answered
                ? Optional.of(new Change(
                        Change.What.LOSS,
                        Optional.of("may lose " + Words.of(loss.get())),
                        "may lose " + Words.of(most)))
                : Optional.empty();
    }

    /** One thing that is different. */
    record Change(What what, Optional<String> before, String now) {
        enum What {
            ACTIVE,
            LIVE,
            FINDINGS,
            LOSS,
            PLAN
        }
    }

    private static String inWords(Optional<Integer> active, ApplicationPlan plan) {
        return active.map(index -> index == 0 ? plan.primary() : plan.secondary())
                .map(site -> "the writer is in " + site.region())
                .orElse("nobody knows where the writer is");
    }

    private static Optional<String> known(String part) {
        return part.equals("x") ? Optional.empty() : Optional.of(part);
    }

    private static String mark(ChangeoverId id) {
        return Digests.of(id.value()).substring(0, 8);
    }

    /** Two plans that read the same are the same plan, whoever read them; a map's own order differs by process. */
    private static String mark(ApplicationPlan plan) {
        Map<String, Duration> steps = plan.timeouts().steps();
        String text = plan.toString().replace(steps.toString(), new TreeMap<>(steps).toString());
        return Digests.of(text).substring(0, 8);
    }
}
