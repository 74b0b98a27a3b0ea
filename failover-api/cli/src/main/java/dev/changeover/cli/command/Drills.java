package dev.changeover.cli.command;

import dev.changeover.cli.Archive;
import dev.changeover.cli.Desk;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Sight;
import dev.changeover.core.drill.DesertedDrill;
import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.model.ApplicationName;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds drills: those of this machine, and those that anybody began where all operators write. */
final class Drills {
    private final Journals journals;
    private final Sight sight;

    Drills(Desk desk, Sight sight) {
        this.journals = desk.journals();
        this.sight = sight;
    }

    /** A drill, and where everything of it is kept. */
    record Found(Archive archive, DrillState state) {
        DrillId id() {
            return state.request().id();
        }

        List<DrillEvent> events() {
            return Journals.asked(() -> archive.drills().read(id()));
        }

        /** Since when nobody drives it though somebody should; empty too where its journal cannot tell just now. */
        Optional<Instant> silentSince(Instant now) {
            if (state.end().isPresent()) {
                return Optional.empty();
            }
            try {
                return DesertedDrill.silentSince(archive.drills().read(id()), archive.changeovers(), now);
            } catch (UncheckedIOException unread) {
                return Optional.empty();
            }
        }
    }

    /** The application's drills that can be read, the latest first. */
    List<Found> history(ApplicationName application) {
        return journals.of(application).stream()
                .flatMap(place -> sight.ask(place, archive -> all(archive, application)).orElse(List.of()).stream())
                .sorted(Comparator.comparing((Found found) -> found.state().startedAt())
                        .reversed())
                .toList();
    }

    /** The drill that has not ended. Of one that nobody can read nothing is known; see {@link Sight#unread}. */
    Optional<Found> live(ApplicationName application) {
        return history(application).stream()
                .filter(found -> found.state().end().isEmpty())
                .findFirst();
    }

    /** All events of the drill; empty if none of this id can be read. */
    List<DrillEvent> read(String id) {
        Optional<DrillId> named = id(id);
        return journals.all().stream()
                .flatMap(place ->
                        named
                                .flatMap(drill -> sight.ask(
                                        place, archive -> archive.drills().read(drill)))
                                .stream())
                .filter(events -> !events.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Found> all(Archive archive, ApplicationName application) {
        DrillJournal drills = archive.drills();
        return drills.history(application).stream()
                .map(id -> new Found(archive, DrillState.of(drills.read(id))))
                .toList();
    }

    private static Optional<DrillId> id(String text) {
        try {
            return Optional.of(new DrillId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
