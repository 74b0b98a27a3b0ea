package dev.changeover.journal;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.step.Debt;
import java.util.List;
import tools.jackson.databind.jsontype.NamedType;

/**
 * The names by which a journal calls each kind of thing. They are written out and not taken from the classes: a class
 * may be renamed, but a journal that was written yesterday must be readable tomorrow.
 */
final class EventTypes {
    /** Every sealed type that occurs in an event, with the property that tells its kind. */
    static final List<Class<?>> SEALED =
            List.of(Event.class, Verb.class, Action.class, Answer.class, Debt.class, SecretLayout.class);

    static final List<NamedType> NAMED = List.of(
            new NamedType(Event.Started.class, "Started"),
            new NamedType(Event.DriverTook.class, "DriverTook"),
            new NamedType(Event.DriverLeft.class, "DriverLeft"),
            new NamedType(Event.StepStarted.class, "StepStarted"),
            new NamedType(Event.FindingsRecorded.class, "FindingsRecorded"),
            new NamedType(Event.ActionIntended.class, "ActionIntended"),
            new NamedType(Event.ActionAnswered.class, "ActionAnswered"),
            new NamedType(Event.WaitBegan.class, "WaitBegan"),
            new NamedType(Event.StepSatisfied.class, "StepSatisfied"),
            new NamedType(Event.StepHalted.class, "StepHalted"),
            new NamedType(Event.VerbGiven.class, "VerbGiven"),
            new NamedType(Event.DebtOwed.class, "DebtOwed"),
            new NamedType(Event.DebtIntended.class, "DebtIntended"),
            new NamedType(Event.DebtAnswered.class, "DebtAnswered"),
            new NamedType(Event.DebtPaid.class, "DebtPaid"),
            new NamedType(Event.Ended.class, "Ended"),
            new NamedType(Verb.Pause.class, "Pause"),
            new NamedType(Verb.Resume.class, "Resume"),
            new NamedType(Verb.Retry.class, "Retry"),
            new NamedType(Verb.Skip.class, "Skip"),
            new NamedType(Verb.Cancel.class, "Cancel"),
            new NamedType(Verb.Escalate.class, "Escalate"),
            new NamedType(Verb.Approve.class, "Approve"),
            new NamedType(Verb.Acknowledge.class, "Acknowledge"),
            new NamedType(Action.SwitchOver.class, "SwitchOver"),
            new NamedType(Action.FailOver.class, "FailOver"),
            new NamedType(Action.StageSecret.class, "StageSecret"),
            new NamedType(Action.MakeSecretCurrent.class, "MakeSecretCurrent"),
            new NamedType(Action.RewriteSecret.class, "RewriteSecret"),
            new NamedType(Action.PromoteSecretReplica.class, "PromoteSecretReplica"),
            new NamedType(Action.ShiftTraffic.class, "ShiftTraffic"),
            new NamedType(Answer.Accepted.class, "Accepted"),
            new NamedType(Answer.Refused.class, "Refused"),
            new NamedType(Answer.Unknown.class, "Unknown"),
            new NamedType(Debt.SecretOwed.class, "SecretOwed"),
            new NamedType(Debt.ReplicaOwed.class, "ReplicaOwed"),
            new NamedType(SecretLayout.Independent.class, "Independent"),
            new NamedType(SecretLayout.Replicated.class, "Replicated"));

    private EventTypes() {}
}
