package dev.changeover.operations;

import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.journal.Verbs;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import java.util.Optional;

/** Says a person's word to a changeover. */
final class Speaking {
    /** How often to say it again when the driver writes between our reading and our saying. */
    static final int TRIES_MAX = 20;

    private final House house;
    private final Chronicle chronicle;
    private final Hirings hirings;

    Speaking(House house, Chronicle chronicle, Hirings hirings) {
        this.house = house;
        this.chronicle = chronicle;
        this.hirings = hirings;
    }

    /**
     * Empty if there is no such changeover.
     *
     * @param meant the halted step that the person saw; the word is not for another one
     */
    Optional<Spoken> say(ChangeoverId id, Verb verb, Optional<StepName> meant) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            Optional<Told> before = chronicle.now(id);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            Optional<Spoken> refused = refusal(before.get(), verb, meant);
            if (refused.isPresent()) {
                return refused;
            }
            var event = new Event.VerbGiven(verb, house.clock().instant());
            switch (house.journal().append(id, before.get().events().size(), event, Optional.empty())) {
                case Appending.Appended _ -> {
                    return Optional.of(heard(before.get(), verb));
                }
                case Appending.Behind _, Appending.Fenced _ -> {
                    // Somebody wrote meanwhile: read again.
                }
                case Appending.Unavailable(var why) -> {
                    return Optional.of(new Spoken.JournalDown(why));
                }
            }
        }
        return Optional.of(new Spoken.JournalDown(
                new PortFailure(PortFailure.Code.CONFLICT, "the changeover writes faster than we could speak")));
    }

    private static Optional<Spoken> refusal(Told told, Verb verb, Optional<StepName> meant) {
        Optional<String> refusal = Verbs.refusal(told.state(), verb);
        if (refusal.isPresent()) {
            boolean same = verb instanceof Verb.Approve
                    && !told.state().ended()
                    && verb.by().who().equals(told.state().request().by().who())
                    && told.state().plan().policy().approval();
            return Optional.of(
                    same
                            ? new Spoken.SecondPersonNeeded(told, refusal.get())
                            : new Spoken.Refused(told, refusal.get()));
        }
        Optional<StepName> halted = told.state().current().map(Step::name);
        if (meant.isPresent() && !meant.equals(halted)) {
            return Optional.of(new Spoken.Refused(
                    told, "the step that has halted is " + halted.orElseThrow() + ", not " + meant.get()));
        }
        return Optional.empty();
    }

    private Spoken heard(Told before, Verb verb) {
        Told after = chronicle
                .now(before.id())
                .orElseThrow(() -> new IllegalStateException(before.id() + " was there a moment ago"));
        if (verb instanceof Verb.Approve) {
            hirings.approved(after);
        }
        boolean goesOn =
                after.state().phase() instanceof Phase.Running || after.state().phase() instanceof Phase.Cancelling;
        // A halt has ended whoever drove; a pause has not.
        boolean alone = before.state().phase() instanceof Phase.Halted
                || after.state().driver().isEmpty();
        if (goesOn && alone && !(verb instanceof Verb.Approve)) {
            hirings.hire(after);
        }
        return new Spoken.Heard(after);
    }
}
