package dev.changeover.core.drill;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A drill as its journal tells it.
 *
 * @param end how it ended; empty while it runs
 * @param driving who drives it
 */
public record DrillState(
        DrillRequest request,
        ApplicationPlan plan,
        Instant startedAt,
        Optional<DrillEvent.Prechecked> precheck,
        Map<Leg, LegRun> legs,
        Optional<Soak> soak,
        Optional<End> end,
        Driving driving) {
    /**
     * Who drives.
     *
     * @param driver such as {@code ssm/EXECUTION}; empty until somebody took over
     * @param lost how many died before
     */
    public record Driving(Optional<String> driver, int lost) {
        static final Driving NOBODY_YET = new Driving(Optional.empty(), 0);

        /** Whether that one drives, or may: one who says that a drill is over must not be a ghost. */
        public boolean by(String name) {
            return driver.map(name::equals).orElse(lost == 0);
        }
    }

    /** One leg; without a result it is under way, or was when its driver died. */
    public record LegRun(ChangeoverId changeover, Instant startedAt, Optional<LegResult> result) {}

    /** The stay in the other Region so far. */
    public record Soak(Instant startedAt, int probes, int failed, String said, Optional<Instant> endedAt) {}

    /** How a drill ends. */
    public sealed interface End {
        Instant at();

        record Judged(DrillVerdict verdict, Instant at) implements End {}

        /** Where it stopped, and why; such a drill has no recovery time, only a time to failure. */
        record Stopped(DrillPhase phase, StopReason reason, String said, Instant at) implements End {}
    }

    public static DrillState of(List<DrillEvent> events) {
        if (events.isEmpty() || !(events.getFirst() instanceof DrillEvent.Started(var request, var plan, var at))) {
            throw new CorruptJournalException("a drill's journal begins with Started");
        }
        var state = new DrillState(
                request, plan, at, Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Driving.NOBODY_YET);
        for (DrillEvent event : events.subList(1, events.size())) {
            state = state.after(event);
        }
        return state;
    }

    /** Whether the event could be written now: another driver of the same drill may have been faster. */
    public boolean accepts(DrillEvent event) {
        try {
            after(event);
            return true;
        } catch (CorruptJournalException notNow) {
            return false;
        }
    }

    /** The state after one more event; one that could not have been written here throws. */
    DrillState after(DrillEvent event) {
        DrillPhase phase = phase().orElseThrow(() -> illegal(event, "the drill has ended"));
        return switch (event) {
            case DrillEvent.Started _ -> throw illegal(event, "already started");
            case DrillEvent.DriverTook took -> driven(took);
            case DrillEvent.DriverLost _ -> with(new Driving(Optional.empty(), driving.lost() + 1));
            case DrillEvent.Prechecked checked -> prechecked(checked, phase);
            case DrillEvent.LegStarted(var leg, var changeover, var at) -> {
                must(phase == phaseOf(leg) && leg(leg).isEmpty(), event);
                yield with(leg, new LegRun(changeover, at, Optional.empty()));
            }
            case DrillEvent.LegEnded(var leg, var result, var _) -> {
                must(phase == phaseOf(leg) && leg(leg).isPresent(), event);
                LegRun run = legs.get(leg);
                yield with(leg, new LegRun(run.changeover(), run.startedAt(), Optional.of(result)));
            }
            case DrillEvent.SoakStarted(var at) -> {
                must(phase == DrillPhase.SOAK && soak.isEmpty(), event);
                yield with(new Soak(at, 0, 0, "", Optional.empty()));
            }
            case DrillEvent.SoakProbed(var probes, var failed, var said, var _) -> {
                Soak now = soaking(event, phase);
                String told = failed > 0 || now.failed() == 0 ? said : now.said();
                yield with(new Soak(
                        now.startedAt(), now.probes() + probes, now.failed() + failed, told, Optional.empty()));
            }
            case DrillEvent.SoakEnded(var at) -> {
                Soak now = soaking(event, phase);
                yield with(new Soak(now.startedAt(), now.probes(), now.failed(), now.said(), Optional.of(at)));
            }
            case DrillEvent.Stopped(var where, var reason, var said, var at) ->
                with(new End.Stopped(where, reason, said, at));
            case DrillEvent.Judged(var verdict, var at) -> {
                must(phase == DrillPhase.VERDICT, event);
                yield with(new End.Judged(verdict, at));
            }
        };
    }

    private DrillState driven(DrillEvent.DriverTook took) {
        must(driving.driver().isEmpty(), took);
        return with(new Driving(Optional.of(took.driver()), driving.lost()));
    }

    private DrillState prechecked(DrillEvent.Prechecked checked, DrillPhase phase) {
        must(phase == DrillPhase.PRECHECK && precheck.isEmpty(), checked);
        return new DrillState(request, plan, startedAt, Optional.of(checked), legs, soak, end, driving);
    }

    private Soak soaking(DrillEvent event, DrillPhase phase) {
        must(phase == DrillPhase.SOAK && soak.isPresent(), event);
        return soak.get();
    }

    private static void must(boolean legal, DrillEvent event) {
        if (!legal) {
            throw illegal(event, "it is not its turn");
        }
    }

    private static CorruptJournalException illegal(DrillEvent event, String why) {
        return new CorruptJournalException(
                "illegal " + event.getClass().getSimpleName() + " of a drill at " + event.at() + ": " + why);
    }

    private DrillState with(Leg leg, LegRun run) {
        Map<Leg, LegRun> now = new EnumMap<>(Leg.class);
        now.putAll(legs);
        now.put(leg, run);
        return new DrillState(request, plan, startedAt, precheck, Map.copyOf(now), soak, end, driving);
    }

    private DrillState with(Soak now) {
        return new DrillState(request, plan, startedAt, precheck, legs, Optional.of(now), end, driving);
    }

    private DrillState with(End ending) {
        return new DrillState(request, plan, startedAt, precheck, legs, soak, Optional.of(ending), driving);
    }

    private DrillState with(Driving now) {
        return new DrillState(request, plan, startedAt, precheck, legs, soak, end, now);
    }

    private static DrillPhase phaseOf(Leg leg) {
        return leg == Leg.FAILOVER ? DrillPhase.FAILOVER : DrillPhase.FAILBACK;
    }

    /** The phase that is not over yet; empty when the drill has ended. */
    public Optional<DrillPhase> phase() {
        if (end.isPresent()) {
            return Optional.empty();
        }
        if (!ready()) {
            return Optional.of(DrillPhase.PRECHECK);
        }
        if (!over(Leg.FAILOVER)) {
            return Optional.of(DrillPhase.FAILOVER);
        }
        if (soak.flatMap(Soak::endedAt).isEmpty()) {
            return Optional.of(DrillPhase.SOAK);
        }
        return Optional.of(over(Leg.FAILBACK) ? DrillPhase.VERDICT : DrillPhase.FAILBACK);
    }

    private boolean ready() {
        return precheck.filter(checked -> checked.active().isPresent()
                        && checked.findings().stream().noneMatch(finding -> finding.blocksDrill()))
                .isPresent();
    }

    private boolean over(Leg leg) {
        return leg(leg).flatMap(LegRun::result).isPresent();
    }

    public Optional<LegRun> leg(Leg leg) {
        return Optional.ofNullable(legs.get(leg));
    }

    /** Where the application was when it began; only after a precheck that found it. */
    public Region home() {
        return precheck.flatMap(DrillEvent.Prechecked::active).orElseThrow();
    }

    public Site from(Leg leg) {
        return leg == Leg.FAILOVER ? plan.site(home()) : plan.other(home());
    }

    public Site to(Leg leg) {
        return plan.other(from(leg).region());
    }

    public boolean passed() {
        return end.filter(ending -> ending instanceof End.Judged(var verdict, var _) && verdict.passed())
                .isPresent();
    }

    /** From the beginning of the leg that failed, or of the drill, until it stopped; empty unless it did. */
    public Optional<Duration> timeToFailure() {
        return end.filter(End.Stopped.class::isInstance).map(stop -> {
            Instant from = legs.values().stream()
                    .filter(run -> run.result().isEmpty())
                    .map(LegRun::startedAt)
                    .findFirst()
                    .orElse(startedAt);
            return Duration.between(from, stop.at());
        });
    }
}
