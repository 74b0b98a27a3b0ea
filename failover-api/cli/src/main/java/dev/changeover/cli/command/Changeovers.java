package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Refusal;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds changeovers in the journals. */
final class Changeovers {
    private final Journals journals;

    Changeovers(Desk desk) {
        this.journals = desk.journals();
    }

    /** A changeover, and the journal that has it. */
    record Found(Journal journal, ChangeoverState state) {
        ChangeoverId id() {
            return state.request().id();
        }

        ChangeoverState again() {
            return Fold.of(Journals.asked(() -> journal.read(id())));
        }
    }

    /** The changeover of that id; or, for an application's name, its live one, or else its latest. */
    Found named(String text) {
        return id(text).flatMap(this::holding)
                .or(() -> ofApplication(text))
                .orElseThrow(() -> new Refusal(
                        ExitCode.USAGE,
                        "There is no changeover '" + text + "' in this journal.",
                        "See changeover history APP; another journal is named with --home DIR."));
    }

    /** All changeovers of the application, the oldest first. */
    List<Found> history(ApplicationName application) {
        return journals.of(application).stream()
                .flatMap(journal -> Journals.asked(() -> journal.history(application)).stream()
                        .map(id -> found(journal, id)))
                .sorted(Comparator.comparing(found -> found.state().startedAt()))
                .toList();
    }

    Optional<Found> latest(ApplicationName application) {
        List<Found> history = history(application);
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }

    private Optional<Found> holding(ChangeoverId id) {
        return journals.holding(id).map(journal -> found(journal, id));
    }

    private static Found found(Journal journal, ChangeoverId id) {
        return new Found(journal, Fold.of(Journals.asked(() -> journal.read(id))));
    }

    private Optional<Found> ofApplication(String text) {
        try {
            List<Found> history = history(new ApplicationName(text));
            return history.stream()
                    .filter(found -> !found.state().ended())
                    .findFirst()
                    .or(() -> history.isEmpty() ? Optional.empty() : Optional.of(history.getLast()));
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
