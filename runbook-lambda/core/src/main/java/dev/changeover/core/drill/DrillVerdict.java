package dev.changeover.core.drill;

import dev.changeover.core.model.Objectives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a drill that came to its end is judged: criterion by criterion, against the plan's objectives. */
public record DrillVerdict(List<Criterion> criteria) {
    public DrillVerdict {
        criteria = List.copyOf(criteria);
    }

    /**
     * One thing asked of the drill.
     *
     * @param measured what was measured, in words
     * @param wanted what was asked for, in words
     */
    public record Criterion(String name, boolean met, String measured, String wanted) {}

    public boolean passed() {
        return criteria.stream().allMatch(Criterion::met);
    }

    public List<Criterion> missed() {
        return criteria.stream().filter(criterion -> !criterion.met()).toList();
    }

    /** Both legs and the soak must be over. */
    static DrillVerdict of(DrillState state) {
        Objectives objectives = state.plan().objectives();
        List<Criterion> criteria = new ArrayList<>();
        criteria.add(recovery(state, Leg.FAILOVER, objectives.rto()));
        criteria.add(recovery(state, Leg.FAILBACK, objectives.rto()));
        criteria.add(new Criterion(
                "data-loss",
                true,
                "none: both moves were graceful, and such a move waits for replication",
                "RPO objective " + seconds(objectives.rpo())));
        DrillState.Soak soak = state.soak().orElseThrow();
        criteria.add(new Criterion(
                "soak",
                soak.failed() == 0
                        && (soak.probes() > 0 || state.request().soak().isZero()),
                soak.failed() + " of " + soak.probes() + " probes failed",
                "every probe reaches the application in the other Region and finds it well"));
        return new DrillVerdict(criteria);
    }

    private static Criterion recovery(DrillState state, Leg leg, Duration objective) {
        Optional<Duration> took =
                state.leg(leg).flatMap(DrillState.LegRun::result).flatMap(LegResult::recovery);
        return new Criterion(
                leg + "-rto",
                took.filter(time -> time.compareTo(objective) <= 0).isPresent(),
                took.map(DrillVerdict::seconds).orElse("not measured"),
                "RTO objective " + seconds(objective));
    }

    private static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
}
