package dev.changeover.core.guard;

import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an alarm needs, beyond what everybody needs. */
record AlarmGuards(Start.Alarm start, Instant now) {
    void collect(List<GuardReason> reasons) {
        Optional<AlarmPolicy> policy = start.plan().alarmTrigger();
        if (policy.isEmpty()) {
            reasons.add(unplanned(start.plan()));
            return;
        }
        event(policy.get(), reasons);
        armed(start.sight().arming()).ifPresent(reasons::add);
        quorum(policy.get()).ifPresent(reasons::add);
        direction(start.plan(), start.sight().active()).ifPresent(reasons::add);
        mode(policy.get(), reasons);
    }

    private void event(AlarmPolicy policy, List<GuardReason> reasons) {
        AlarmEvent event = start.event();
        if (!policy.alarms().contains(event.alarm())) {
            reasons.add(GuardReason.of(Code.ALARM_NOT_NAMED, event.alarm().value()));
        }
        if (event.value() != AlarmView.Value.ALARM) {
            reasons.add(GuardReason.of(Code.ALARM_NOT_RAISED, event.alarm().name() + " said " + event.value()));
        }
        if (start.sight().heard()) {
            var id = event.changeoverOf(start.plan().name());
            reasons.add(GuardReason.of(Code.DUPLICATE_EVENT, id.value(), id));
        }
        // A time ahead of ours by more than the limit is as little to be trusted as one behind.
        Duration age = Duration.between(event.stateTime(), event.receivedAt());
        if (age.abs().compareTo(policy.eventAgeMax()) > 0) {
            reasons.add(GuardReason.of(
                    Code.EVENT_TOO_OLD,
                    "it changed at " + event.stateTime() + " and was heard at " + event.receivedAt() + ", the limit is "
                            + policy.eventAgeMax().toSeconds() + " s"));
        }
    }

    static GuardReason unplanned(ApplicationPlan plan) {
        return GuardReason.of(Code.NO_ALARM_POLICY, "the plan of " + plan.name());
    }

    static Optional<GuardReason> armed(Optional<Switch> arming) {
        if (arming.isEmpty()) {
            return Optional.of(GuardReason.of(Code.GUARDS_UNREADABLE, "whether it is armed did not answer"));
        }
        String found = arming.get().last().map(given -> "disarmed by " + given).orElse("never armed");
        return arming.get().on() ? Optional.empty() : Optional.of(GuardReason.of(Code.DISARMED, found));
    }

    private Optional<GuardReason> quorum(AlarmPolicy policy) {
        long enough = raised().stream()
                .filter(since -> !since.plus(policy.sustained()).isAfter(now))
                .count();
        if (enough >= policy.quorum()) {
            return Optional.empty();
        }
        String said = start.sight().alarms().stream().map(AlarmGuards::inWords).collect(Collectors.joining(", "));
        return Optional.of(GuardReason.of(
                Code.QUORUM_MISSING,
                enough + " of " + policy.alarms().size() + " for "
                        + policy.sustained().toSeconds() + " s, " + policy.quorum() + " are needed: " + said));
    }

    /** When the quorum will have lasted long enough if no alarm changes; empty when it is not there now. */
    Optional<Instant> quorumRipeAt() {
        return start.plan()
                .alarmTrigger()
                .flatMap(policy -> raised().stream()
                        .skip(policy.quorum() - 1L)
                        .findFirst()
                        .map(since -> since.plus(policy.sustained())));
    }

    /** Since when each alarm that says ALARM does, oldest first. */
    private List<Instant> raised() {
        return start.sight().alarms().stream()
                .filter(AlarmView.Says.class::isInstance)
                .map(AlarmView.Says.class::cast)
                .filter(says -> says.value() == AlarmView.Value.ALARM)
                .map(AlarmView.Says::since)
                .sorted()
                .toList();
    }

    private static String inWords(AlarmView seen) {
        return switch (seen) {
            case AlarmView.Says says -> says.alarm().name() + " " + says.value() + " since " + says.since();
            case AlarmView.Unreadable lost -> lost.alarm().name() + " cannot be read (" + lost.why() + ")";
        };
    }

    static Optional<GuardReason> direction(ApplicationPlan plan, Region active) {
        return active.equals(plan.primary().region())
                ? Optional.empty()
                : Optional.of(GuardReason.of(Code.NEVER_AUTOMATIC_FAILBACK, "it is in " + active));
    }

    private void mode(AlarmPolicy policy, List<GuardReason> reasons) {
        Optional<Mode> chosen = chosen();
        if (chosen.isEmpty()) {
            reasons.add(GuardReason.of(
                    Code.NOT_AUTHORISED_MODE, "graceful only, and " + active() + " cannot be moved gracefully now"));
        }
        if (chosen.equals(Optional.of(Mode.UNGRACEFUL))) {
            loss(policy).ifPresent(reasons::add);
        }
    }

    private String active() {
        return switch (start.sight().database()) {
            case DatabaseView.WriterIn writer -> "the writer in " + writer.region() + " (" + writer.status() + ")";
            case DatabaseView.Moving moving -> "a writer moving to " + moving.to();
            case DatabaseView.Broken broken -> "a broken global database (" + broken.found() + ")";
            case DatabaseView.Unreadable lost -> "a database that cannot be read (" + lost.why() + ")";
        };
    }

    /** The gentlest mode that is both allowed and possible; empty when there is none. */
    Optional<Mode> chosen() {
        var modes = start.plan().alarmTrigger().map(AlarmPolicy::modes).orElseThrow();
        // "Ready" is only ever said by the writer's own Region, so it tells that this Region answers.
        boolean answers = start.sight().database() instanceof DatabaseView.WriterIn writer && writer.ready();
        if (answers && modes.contains(Mode.GRACEFUL)) {
            return Optional.of(Mode.GRACEFUL);
        }
        return modes.contains(Mode.UNGRACEFUL) ? Optional.of(Mode.UNGRACEFUL) : Optional.empty();
    }

    private Optional<GuardReason> loss(AlarmPolicy policy) {
        String limit = ", the limit is " + policy.lossMax().toMillis() + " ms";
        return switch (start.sight().lag()) {
            case LagView.Measured lag when lag.possibleLoss().compareTo(policy.lossMax()) <= 0 -> Optional.empty();
            case LagView.Measured lag ->
                Optional.of(GuardReason.of(
                        Code.LOSS_ABOVE_LIMIT,
                        "up to " + lag.possibleLoss().toMillis() + " ms, measured at " + lag.measuredAt() + limit));
            case LagView.Unreadable lost ->
                Optional.of(GuardReason.of(Code.LOSS_ABOVE_LIMIT, "unknown: " + lost.why() + limit));
        };
    }
}
