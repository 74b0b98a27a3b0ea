package dev.changeover.simulation;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.HaltReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The person at the command line once the weather is fair: does what each halt says, and nothing else. */
final class Person {
    private static final Actor ANA = new Actor("ana", "the weather is fair again");

    /** The first retry heals what was only weather; the next ones each mend one thing. */
    private static final int WORDS_MAX = 12;

    /** Above the longest deadline that is not a person's: a person who waits hears of a halt. */
    private static final Duration PATIENCE = Duration.ofMinutes(16);

    private static final Duration ALL_MAX = Duration.ofMinutes(60);

    private final Simulation simulation;
    private final ChangeoverId id;
    private final boolean rivalled;
    private int retries;

    /** {@code rivalled} is whether somebody else has moved the database: then a person may have to give up. */
    Person(Simulation simulation, ChangeoverId id, boolean rivalled) {
        this.simulation = simulation;
        this.id = id;
        this.rivalled = rivalled;
    }

    /** Until the changeover has ended and owes nothing any more. */
    ChangeoverState bringToAnEnd() {
        Instant began = simulation.timeline.now();
        for (int word = 0; word < WORDS_MAX && !state().ended(); word++) {
            speak();
            simulation.actors.untilEnd(PATIENCE.multipliedBy(2), () -> simulation.watch(id, PATIENCE));
        }
        Duration took = Duration.between(began, simulation.timeline.now());
        Safety.hold("a changeover ends", state().ended(), () -> state().phase() + " after " + took);
        Safety.hold("a changeover ends in time", took.compareTo(ALL_MAX) < 0, () -> took);
        ChangeoverState paid = simulation.payDebts(id);
        boolean overtaken = rivalled || cancelled(paid);
        Safety.hold("debts are paid", paid.openDebts().isEmpty() || overtaken, paid::openDebts);
        return paid;
    }

    /** A cancelled changeover has undone nothing, so its debts may be to a Region that is the writer's again. */
    private static boolean cancelled(ChangeoverState state) {
        return state.verbs().stream().anyMatch(Verb.Cancel.class::isInstance);
    }

    private ChangeoverState state() {
        return simulation.state(id);
    }

    private void speak() {
        ChangeoverState state = state();
        switch (state.phase()) {
            case Phase.Running _ -> simulation.say(id, new Verb.Approve(ANA));
            case Phase.Paused _ -> simulation.say(id, new Verb.Resume(ANA));
            case Phase.Halted _ -> answer(state);
            case Phase.Cancelling _, Phase.Ended _ -> {
                // Nothing to say.
            }
        }
    }

    private void answer(ChangeoverState state) {
        var step = state.current().orElseThrow().name();
        var halted = (Progress.Status.Halted) state.progress(step).status();
        switch (halted.reason()) {
            case PREFLIGHT_BLOCKED -> blocked(state);
            case SECRET_DIFFERS, NOTHING_TO_PROBE_BY -> {
                nameTheTargetByHand(state);
                simulation.say(id, new Verb.Retry(ANA));
            }
            case UNEXPECTED_WRITER,
                    RIVAL_MOVE,
                    DATABASE_BROKEN,
                    SECRET_READ_ONLY,
                    SAFETY_RULE,
                    DENIED,
                    REFUSED,
                    ASKED_TOO_OFTEN,
                    DEADLINE -> retry(halted.reason());
        }
    }

    private void retry(HaltReason reason) {
        retries++;
        if (reason == HaltReason.DEADLINE && retries > 2 && skipped()) {
            simulation.say(id, new Verb.Skip(ANA)); // whoever skips one step may have to skip what builds on it
            return;
        }
        boolean inVain = retries > WORDS_MAX / 2;
        Safety.hold("what a halt says to do helps", !inVain || rivalled, () -> reason + " again and again");
        simulation.say(id, inVain ? new Verb.Cancel(ANA) : new Verb.Retry(ANA));
    }

    private boolean skipped() {
        return state().verbs().stream().anyMatch(Verb.Skip.class::isInstance);
    }

    /** Mended by the weather, or there is nothing to do, or it is acknowledged by name. */
    private void blocked(ChangeoverState state) {
        Set<Finding.Code> codes = state.findings().stream()
                .map(Finding::code)
                .filter(Finding.Code::blocking)
                .collect(Collectors.toSet());
        retries++;
        if (retries == 1) {
            simulation.say(id, new Verb.Retry(ANA));
        } else if (!codes.stream().allMatch(Finding.Code::acknowledgeable)) {
            simulation.say(id, new Verb.Cancel(ANA));
        } else {
            simulation.say(
                    id, new Verb.Acknowledge(ANA, codes.stream().map(Enum::name).collect(Collectors.toSet())));
        }
    }

    /** Looks at the secret and puts it right, as the halt says. */
    private void nameTheTargetByHand(ChangeoverState state) {
        Site to = state.plan().site(state.request().to());
        String token = Optional.of("by-hand-" + simulation.timeline.now().toEpochMilli())
                .map(text -> text + "-".repeat(40 - text.length()))
                .get();
        simulation.world.secrets().rewrite(new Action.RewriteSecret(to.secret(), to.database(), token));
    }
}
