package dev.changeover.core.run;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds changeovers whose driver has died. A dead driver cannot say so; whoever finds its lease run out for long writes
 * it down in its place, so that another can be asked for.
 */
public final class Deserted {
    /** As long as readiness waits before it tells somebody. */
    public static final Duration AFTER = ReadinessSettings.UNDRIVEN_AFTER_DEFAULT;

    private Deserted() {}

    /** Whether nobody drives where somebody should; then the journal says so from now on. */
    public static boolean note(Journal journal, ChangeoverId id, Instant now) {
        List<Event> events = journal.read(id);
        ChangeoverState state = Fold.of(events);
        Optional<Journal.Lease> lease = journal.lastLease(id);
        if (!mustBeDriven(state) || lease.isEmpty()) {
            return false;
        }
        Instant until = lease.get().until();
        if (now.isBefore(until.plus(AFTER))) {
            return false;
        }
        String driver = state.driver().orElseThrow();
        String why = "nobody has held the lease for more than " + AFTER.toMinutes() + " min, so it has died";
        var left = new Event.DriverLeft(driver, why, now);
        return journal.append(id, events.size(), left, Optional.empty()) instanceof Journal.Appending.Appended;
    }

    /** Somebody is named as its driver, and there is something to do. A person who has not come yet is no desertion. */
    private static boolean mustBeDriven(ChangeoverState state) {
        boolean running = state.phase() instanceof Phase.Running || state.phase() instanceof Phase.Cancelling;
        return running && state.driver().isPresent() && !awaitsApproval(state);
    }

    /** Whether a person has to speak before anybody can go on: to approve, or to end a pause. */
    public static boolean awaitsAPerson(ChangeoverState state) {
        return state.phase() instanceof Phase.Paused || awaitsApproval(state);
    }

    private static boolean awaitsApproval(ChangeoverState state) {
        return state.current().map(Step::name).map(state::progress).map(Progress::status).stream()
                .anyMatch(status -> status instanceof Progress.Status.Running running
                        && running.waitsFor().equals(Optional.of(WaitReason.APPROVAL_NEEDED)));
    }
}
