package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.twin.account.ShopEstate;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends what a former twin left unfinished. A twin that is started anew is a new world, in which a changeover of the old
 * one has nothing to move; its journal stays, with the reason why it ended.
 */
final class Overtaken {
    private Overtaken() {}

    static void cancel(Desk desk, Journal journal, URI twin) {
        Optional<ChangeoverId> live = journal.live(new ApplicationName(ShopEstate.APPLICATION));
        live.filter(id -> Fold.of(journal.read(id)).plan().twin().equals(Optional.of(twin)))
                .ifPresent(id -> end(desk, journal, id));
    }

    private static void end(Desk desk, Journal journal, ChangeoverId id) {
        var by = new Actor("changeover", "its twin was started anew");
        int length = journal.read(id).size();
        if (!(Fold.of(journal.read(id)).phase() instanceof ChangeoverState.Phase.Cancelling)) {
            journal.append(id, length, new Event.VerbGiven(new Verb.Cancel(by), Instant.now()), Optional.empty());
            length++;
        }
        journal.append(id, length, new Event.Ended(Outcome.CANCELLED, Instant.now()), Optional.empty());
        desk.say("Changeover " + id + " belonged to a former twin and was cancelled.");
    }
}
