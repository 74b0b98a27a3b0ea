package dev.changeover.core.guard;

import dev.changeover.core.model.ChangeoverId;
import java.util.Optional;

/**
 * One reason not to start.
 *
 * @param found what was seen, in words
 * @param changeover the changeover it is about, if it is about one
 */
public record GuardReason(Code code, String found, Optional<ChangeoverId> changeover) {
    static GuardReason of(Code code, String found) {
        return new GuardReason(code, found, Optional.empty());
    }

    static GuardReason of(Code code, String found, ChangeoverId about) {
        return new GuardReason(code, found, Optional.of(about));
    }

    @Override
    public String toString() {
        return code + ": " + code.inWords() + " (" + found + "); " + code.whatToDo();
    }

    /** The kinds of reason. Their names are part of the API and never change. */
    public enum Code {
        STOP_SWITCH("the global stop switch is on", "find out who turned it on and why, then turn it off"),
        CHANGEOVER_RUNNING("a changeover of this application is running", "follow it; a second one is never needed"),
        GUARDS_UNREADABLE(
                "the switches, the journal or the database cannot be read",
                "nothing; a person can still start by hand"),
        RECOVERY_PERIOD("a changeover ended not long ago", "look at how it ended and acknowledge it, or start by hand"),
        EVENT_NOT_OURS("the event is not the change of an alarm", "correct what is subscribed to the trigger"),
        NO_ALARM_POLICY("the plan lets no alarm start anything", "add 'alarm-trigger:' to the plan if one may"),
        ALARM_NOT_NAMED("the plan does not name this alarm", "name it under alarm-trigger.alarms, or unsubscribe it"),
        ALARM_NOT_RAISED("the event does not say ALARM", "nothing; only a raised alarm starts anything"),
        DISARMED("alarms are not armed for this application", "arm them once they are trusted, or start by hand"),
        DUPLICATE_EVENT("this change of the alarm already started its changeover", "follow that changeover"),
        EVENT_TOO_OLD("the alarm changed too long ago", "look at the alarms now; start by hand if need be"),
        QUORUM_MISSING(
                "too few of the named alarms have said ALARM for long enough",
                "look at the alarms; start by hand if need be"),
        NEVER_AUTOMATIC_FAILBACK(
                "the application is not in its primary Region, and no alarm moves it back",
                "a person starts a failback when the primary Region is sound"),
        NOT_AUTHORISED_MODE(
                "the plan lets no alarm start the kind of changeover that is possible now",
                "start by hand, or widen alarm-trigger.modes"),
        LOSS_ABOVE_LIMIT(
                "more data could be lost than the plan lets be lost without asking",
                "decide about the loss and start by hand");

        private final String inWords;
        private final String whatToDo;

        Code(String inWords, String whatToDo) {
            this.inWords = inWords;
            this.whatToDo = whatToDo;
        }

        public String inWords() {
            return inWords;
        }

        public String whatToDo() {
            return whatToDo;
        }
    }
}
