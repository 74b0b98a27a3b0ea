package dev.changeover.handler;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.journal.Verbs;
import dev.changeover.core.model.Actor;
import dev.changeover.handler.StepRequest.Approver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries an approval that was given in Systems Manager into the journal. */
record Approval(Notes notes) {
    /** Why nobody's approval counts; empty if one does, or if none is asked for. */
    Optional<String> note(StepRequest.Approved approved, Instant now) {
        Optional<String> refusal = Optional.empty();
        for (Approver approver : approved.by()) {
            var verb = new Verb.Approve(new Actor(approver.who(), reason(approved, approver)));
            refusal = said(approved, verb, now);
            if (refusal.isEmpty()) {
                return refusal;
            }
        }
        return refusal;
    }

    private static String reason(StepRequest.Approved approved, Approver approver) {
        String where = "approved in Automation execution " + approved.execution();
        return approver.comment().isEmpty() ? where : approver.comment() + " (" + where + ")";
    }

    private Optional<String> said(StepRequest.Approved approved, Verb.Approve verb, Instant now) {
        var refused = new Object() {
            Optional<String> why = Optional.empty();
        };
        notes.append(approved.changeover(), events -> {
            ChangeoverState state = Fold.of(events);
            if (settled(state)) {
                return Optional.empty();
            }
            refused.why = refusal(state, verb);
            return refused.why.isEmpty() ? Optional.of(new Event.VerbGiven(verb, now)) : Optional.empty();
        });
        return refused.why;
    }

    /** Asking twice, or asking where the plan asks nobody, stands in nobody's way. */
    private static boolean settled(ChangeoverState state) {
        return state.ended()
                || !state.plan().policy().approval()
                || state.approvedBy().isPresent();
    }

    private static Optional<String> refusal(ChangeoverState state, Verb.Approve verb) {
        return Verbs.refusal(state, verb)
                .or(() -> Optional.of("the requester and the approver are both called "
                                + lastPart(verb.by().who()))
                        .filter(_ -> samePerson(state, verb)))
                .map(why -> "The approval of " + verb.by().who() + " does not count: " + why + ".");
    }

    /** Systems Manager knows people by their ARNs and the failover API by their tokens, each ending in a name. */
    private static boolean samePerson(ChangeoverState state, Verb.Approve verb) {
        return lastPart(verb.by().who())
                .equalsIgnoreCase(lastPart(state.request().by().who()));
    }

    private static String lastPart(String who) {
        return List.of(who.split("[/:]", -1)).getLast();
    }
}
