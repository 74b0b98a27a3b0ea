package dev.changeover.core.journal;

import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.model.Mode;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.StepName;
import java.util.Optional;
import java.util.Set;

/** Which verb is legal when. A refusal is a sentence that a button or a command line can show. */
public final class Verbs {
    private Verbs() {}

    /** Why the verb cannot be given now; empty if it can. */
    public static Optional<String> refusal(ChangeoverState state, Verb verb) {
        if (state.ended()) {
            return Optional.of("the changeover has ended");
        }
        if (state.phase() instanceof Phase.Cancelling) {
            return Optional.of("the changeover has been cancelled");
        }
        if (verb.by().reason().isBlank() && needsReason(verb)) {
            return Optional.of("a reason is required");
        }
        return switch (verb) {
            case Verb.Pause _ -> unless(!(state.phase() instanceof Phase.Paused), "it is paused already");
            case Verb.Resume _ -> unless(state.phase() instanceof Phase.Paused, "it is not paused");
            case Verb.Retry _ -> unless(state.phase() instanceof Phase.Halted, "no step has halted");
            case Verb.Skip _ ->
                unless(
                        state.phase() instanceof Phase.Halted,
                        "only a halted step can be skipped; while a step works or waits, let it");
            case Verb.Cancel _ -> Optional.empty();
            case Verb.Acknowledge(var _, var codes) -> acknowledge(state, codes);
            case Verb.Approve approve -> approve(state, approve);
            case Verb.Escalate _ -> escalate(state);
        };
    }

    private static boolean needsReason(Verb verb) {
        return verb instanceof Verb.Skip || verb instanceof Verb.Escalate || verb instanceof Verb.Cancel;
    }

    private static Optional<String> acknowledge(ChangeoverState state, Set<String> codes) {
        if (state.findings().isEmpty()) {
            return Optional.of("nothing was found that needs it");
        }
        return codes.stream()
                .sorted()
                .flatMap(code -> Finding.Code.named(code).stream())
                .filter(code -> !code.acknowledgeable())
                .findFirst()
                .map(code -> code + " cannot be acknowledged: " + code.remedy());
    }

    private static Optional<String> approve(ChangeoverState state, Verb.Approve approve) {
        if (!state.plan().policy().approval()) {
            return Optional.of("the plan asks for no approval");
        }
        return unless(
                !approve.by().who().equals(state.request().by().who()),
                approve.by().who() + " asked for the changeover, so somebody else must approve it");
    }

    private static Optional<String> escalate(ChangeoverState state) {
        if (state.mode() == Mode.UNGRACEFUL) {
            return Optional.of("it is ungraceful already");
        }
        return unless(
                !state.progress(StepName.SWITCH_DATABASE).over(),
                "the database has moved already, so there is nothing left to lose");
    }

    private static Optional<String> unless(boolean fine, String refusal) {
        return fine ? Optional.empty() : Optional.of(refusal);
    }
}
