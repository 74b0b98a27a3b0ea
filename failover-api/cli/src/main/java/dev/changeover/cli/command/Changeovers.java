package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.util.List;
import java.util.Optional;

/** Finds changeovers in the journal. */
final class Changeovers {
    private final Journal journal;

    Changeovers(Desk desk) {
        this.journal = desk.journal();
    }

    Journal journal() {
        return journal;
    }

    /** The changeover of that id; or, for an application's name, its live one, or else its latest. */
    ChangeoverState named(String text) {
        return id(text).map(journal::read)
                .filter(events -> !events.isEmpty())
                .or(() -> ofApplication(text))
                .map(Fold::of)
                .orElseThrow(() -> new Refusal(
                        ExitCode.USAGE,
                        "There is no changeover '" + text + "' in this journal.",
                        "See changeover history APP; another journal is named with --home DIR."));
    }

    ChangeoverState read(ChangeoverId id) {
        return Fold.of(journal.read(id));
    }

    Optional<ChangeoverState> latest(ApplicationName application) {
        List<ChangeoverId> history = journal.history(application);
        return history.isEmpty() ? Optional.empty() : Optional.of(read(history.getLast()));
    }

    private Optional<List<Event>> ofApplication(String text) {
        try {
            ApplicationName application = new ApplicationName(text);
            return journal.live(application)
                    .or(() -> Optional.of(journal.history(application))
                            .filter(history -> !history.isEmpty())
                            .map(List::getLast))
                    .map(journal::read);
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    private static Optional<ChangeoverId> id(String text) {
        try {
            return Optional.of(new ChangeoverId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
