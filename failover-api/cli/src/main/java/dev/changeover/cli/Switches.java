package dev.changeover.cli;

import dev.changeover.core.guard.Admission;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.GuardStore.Writing;
import dev.changeover.core.guard.Guards;
import dev.changeover.core.guard.Standing;
import dev.changeover.core.guard.Start;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.FileGuardStore;
import dev.changeover.view.Words;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The switches that people turn: beside the journal that an application's operators share, or this machine's own. */
public final class Switches {
    /** How often a switch is turned again when somebody else turned it between our look and our turn. */
    static final int TURNS_MAX = 5;

    private final Desk desk;

    Switches(Desk desk) {
        this.desk = desk;
    }

    public GuardStore of(ApplicationPlan plan) {
        return desk.wiring().sharedGuards(plan).orElseGet(this::own);
    }

    private GuardStore own() {
        return new FileGuardStore(desk.journalFolder());
    }

    /** Every store that holds a stop switch, by a name that people know it by: this machine's, and the plans'. */
    public Map<String, GuardStore> stops() {
        Map<String, GuardStore> stops = new LinkedHashMap<>(Map.of("this machine", own()));
        for (ApplicationPlan plan : desk.journals().plans()) {
            desk.wiring()
                    .sharedGuards(plan)
                    .filter(store -> !stops.containsValue(store))
                    .ifPresent(store ->
                            stops.put("table " + plan.journal().orElseThrow().name() + " of " + plan.name(), store));
        }
        return stops;
    }

    /**
     * Why nothing may start; empty if it may. Whoever stopped everything from this machine meant it also if the table
     * could not be reached then, and whoever breaks the glass is still held back by a switch in sight.
     */
    public Optional<Refusal> against(ApplicationPlan plan, Start start) {
        Instant now = desk.time().now();
        var byHand = new Start.Manual(new Actor(desk.who(), ""));
        return refusal(byHand, Standing.ofSwitch(own(), now)).or(() -> refusal(start, standing(plan, start, now)));
    }

    /**
     * The same for what is written to this machine's own journal, because the shared one does not answer: judged by
     * what this machine knows, and by the shared stop switch if that is in sight.
     */
    public Optional<Refusal> againstHere(ApplicationPlan plan, Start start) {
        Instant now = desk.time().now();
        var byHand = new Start.Manual(new Actor(desk.who(), ""));
        return refusal(start, Standing.of(plan, own(), desk.journals().own(), now))
                .or(() -> refusal(byHand, standing(plan, byHand, now)));
    }

    private Standing standing(ApplicationPlan plan, Start start, Instant now) {
        if (!(start instanceof Start.Manual)) {
            return Journals.askedToMove(
                    () -> Standing.of(plan, of(plan), desk.journals().of(plan), now));
        }
        Standing standing = Standing.ofSwitch(of(plan), now);
        if (standing.stop().isEmpty()) {
            desk.say("Whether the global stop switch is on could not be read; a person may start all the same.");
        }
        return standing;
    }

    private static Optional<Refusal> refusal(Start start, Standing standing) {
        return Guards.admit(start, standing) instanceof Admission.Refused(var reasons)
                ? Optional.of(refusal(reasons))
                : Optional.empty();
    }

    private static Refusal refusal(List<GuardReason> reasons) {
        return new Refusal(
                ExitCode.PRECONDITION,
                "Not started: "
                        + reasons.stream()
                                .map(reason ->
                                        reason.code() + ", " + reason.code().inWords() + " (" + reason.found() + ")")
                                .collect(Collectors.joining("; "))
                        + ".",
                "Do this: "
                        + reasons.stream()
                                .map(reason -> reason.code().whatToDo())
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    /** Turns a switch, whoever turns it at the same time. Empty if it is turned; else why it is not. */
    public Optional<String> turn(GuardStore store, Switch.Name name, boolean on, Actor by) {
        try {
            for (int turns = 0; turns < TURNS_MAX; turns++) {
                var given = new Given(by, desk.time().now());
                switch (store.turn(name, store.read(name), on, given)) {
                    case Writing.Written _ -> {
                        return Optional.empty();
                    }
                    case Writing.Behind _ -> {
                        // Somebody turned it meanwhile. This person's word came later, so it is turned once more.
                    }
                    case Writing.Unavailable(var why) -> {
                        return Optional.of(Words.of(why));
                    }
                }
            }
            return Optional.of("others turned it " + TURNS_MAX + " times meanwhile");
        } catch (UncheckedIOException unreadable) {
            return Optional.of(Words.of(new PortFailure(PortFailure.Code.UNREACHABLE, unreadable.getMessage())));
        }
    }
}
