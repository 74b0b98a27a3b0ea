package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.Sight;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
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
    private final Sight sight;

    Changeovers(Desk desk, Sight sight) {
        this.journals = desk.journals();
        this.sight = sight;
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

    /**
     * What a text names, as far as can be seen.
     *
     * @param certain whether it is what is meant also if there is more where nobody could look
     */
    record Seen(Found found, boolean certain) {}

    /** The changeover of that id; or, for an application's name, its live one, or else the latest that can be read. */
    Seen seen(String text) {
        return id(text).flatMap(this::holding)
                .map(found -> new Seen(found, true))
                .or(() -> ofApplication(text))
                .orElseThrow(() -> missing(text));
    }

    /** As {@link #seen}, for whoever acts on it: what is not certain is refused. */
    Found named(String text) {
        Seen seen = seen(text);
        if (!seen.certain()) {
            throw Journals.unknown("Which changeover of " + text + " is meant cannot be told.", sight.unread());
        }
        return seen.found();
    }

    private Refusal missing(String text) {
        return sight.unread().isEmpty()
                ? new Refusal(
                        ExitCode.USAGE,
                        "There is no changeover '" + text + "' in this journal.",
                        "See changeover history APP; another journal is named with --home DIR.")
                : Journals.unknown("There is no changeover '" + text + "' in what can be read.", sight.unread());
    }

    /** All changeovers of the application that can be read, the oldest first. */
    List<Found> history(ApplicationName application) {
        return journals.of(application).stream()
                .flatMap(place ->
                        sight.ask(place, archive -> all(archive.changeovers(), application)).orElse(List.of()).stream())
                .sorted(Comparator.comparing(found -> found.state().startedAt()))
                .toList();
    }

    Optional<Found> latest(ApplicationName application) {
        List<Found> history = history(application);
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }

    private Optional<Found> holding(ChangeoverId id) {
        return journals.all().stream()
                .flatMap(place -> sight.ask(place, archive -> found(archive.changeovers(), id)).stream())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Found> all(Journal journal, ApplicationName application) {
        return journal.history(application).stream()
                .flatMap(id -> found(journal, id).stream())
                .toList();
    }

    private static Optional<Found> found(Journal journal, ChangeoverId id) {
        List<Event> events = journal.read(id);
        return events.isEmpty() ? Optional.empty() : Optional.of(new Found(journal, Fold.of(events)));
    }

    private Optional<Seen> ofApplication(String text) {
        Optional<ApplicationName> name = name(text);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<Found> history = history(name.get());
        return history.stream()
                .filter(found -> !found.state().ended())
                .findFirst()
                .map(live -> new Seen(live, true))
                .or(() -> history.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Seen(history.getLast(), sight.unread().isEmpty())));
    }

    private static Optional<ApplicationName> name(String text) {
        try {
            return Optional.of(new ApplicationName(text));
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
