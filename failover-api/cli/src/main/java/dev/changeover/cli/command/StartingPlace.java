package dev.changeover.cli.command;

import dev.changeover.cli.Archive;
import dev.changeover.cli.Desk;
import dev.changeover.cli.Journals;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Where a new changeover is written, and what stands in its way there. */
final class StartingPlace {
    private final Desk desk;
    private final ApplicationPlan plan;
    private final Optional<Archive> shared;
    private final boolean breakGlass;

    StartingPlace(Desk desk, ApplicationPlan plan, boolean breakGlass) {
        this.desk = desk;
        this.plan = plan;
        this.shared = desk.wiring().shared(plan);
        this.breakGlass = breakGlass;
    }

    Journal journal() {
        return archive().changeovers();
    }

    Archive archive() {
        return here() ? desk.journals().ownArchive() : shared.orElseThrow();
    }

    /** Whether it is written to this machine, which then needs room for it. */
    boolean here() {
        return breakGlass || shared.isEmpty();
    }

    /** What runs already: here, left by an earlier broken glass, or where all operators write. */
    Optional<ChangeoverId> live() {
        return desk.journals()
                .own()
                .live(plan.name())
                .or(() -> shared.map(Archive::changeovers).flatMap(this::liveIn));
    }

    private Optional<ChangeoverId> liveIn(Journal journal) {
        if (!breakGlass) {
            return Journals.askedToMove(() -> journal.live(plan.name()));
        }
        try {
            Optional<ChangeoverId> live = journal.live(plan.name());
            desk.say("The shared journal answers, so --break-glass was not needed; bring this run there later with: "
                    + "changeover journal merge " + plan.name());
            return live;
        } catch (UncheckedIOException unreachable) {
            desk.say(
                    "The shared journal does not answer, so nobody knows what others have started. This run is written "
                            + "to " + desk.home().resolve("journal") + "; afterwards: changeover journal merge "
                            + plan.name());
            return Optional.empty();
        }
    }
}
