package dev.changeover.core.guard;

import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.guard.Standing.LastChangeover;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a changeover may start. A person may start whenever nothing runs and nothing is stopped; what starts
 * by itself needs far more, and what cannot be read counts against it.
 */
public final class Guards {
    private Guards() {}

    public static Admission admit(Start start, Standing standing) {
        List<GuardReason> reasons = new ArrayList<>();
        stop(start, standing, reasons);
        running(start, standing).ifPresent(reasons::add);
        switch (start) {
            case Start.Manual _ -> {
                // A person has looked: neither time nor an unread switch keeps them from it.
            }
            case Start.Drill _ -> recovery(standing).ifPresent(reasons::add);
            case Start.Alarm alarm -> {
                recovery(standing).ifPresent(reasons::add);
                new AlarmGuards(alarm, standing.now()).collect(reasons);
            }
        }
        return Admission.of(reasons);
    }

    /**
     * What any alarm of the application would meet now, whichever it is and whatever it said; empty if only the event
     * itself is wanting.
     *
     * @param arming empty when it could not be read
     * @param active where the application is
     */
    public static List<GuardReason> beforeAnyEvent(
            ApplicationPlan plan, Optional<Switch> arming, Region active, Standing standing) {
        List<GuardReason> reasons = new ArrayList<>();
        // A drill is held back by all that time and other people hold an alarm back by.
        if (admit(new Start.Drill(new Actor("an alarm", "")), standing) instanceof Admission.Refused(var common)) {
            reasons.addAll(common);
        }
        if (plan.alarmTrigger().isEmpty()) {
            reasons.add(AlarmGuards.unplanned(plan));
            return reasons;
        }
        AlarmGuards.armed(arming).ifPresent(reasons::add);
        AlarmGuards.direction(plan, active).ifPresent(reasons::add);
        return reasons;
    }

    private static void stop(Start start, Standing standing, List<GuardReason> reasons) {
        standing.stop()
                .filter(Switch::on)
                .map(on -> GuardReason.of(
                        Code.STOP_SWITCH, on.last().map(Given::toString).orElse("by nobody known")))
                .ifPresent(reasons::add);
        if (standing.stop().isEmpty() && !(start instanceof Start.Manual)) {
            reasons.add(GuardReason.of(Code.GUARDS_UNREADABLE, "the global stop switch did not answer"));
        }
    }

    private static Optional<GuardReason> running(Start start, Standing standing) {
        return standing.running()
                .filter(id -> !(start instanceof Start.Alarm(var plan, var event, var _)
                        && event.changeoverOf(plan.name()).equals(id))) // told as a duplicate
                .map(id -> GuardReason.of(Code.CHANGEOVER_RUNNING, id.value(), id));
    }

    private static Optional<GuardReason> recovery(Standing standing) {
        return standing.last().filter(last -> last.restsAt(standing.now())).map(Guards::resting);
    }

    private static GuardReason resting(LastChangeover last) {
        String found = last.id() + " ended at " + last.endedAt() + "; blocked until "
                + last.endedAt().plus(last.rest()) + " or until somebody acknowledges it";
        return GuardReason.of(Code.RECOVERY_PERIOD, found, last.id());
    }
}
