package dev.changeover.cli;

import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.plan.PlanFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which journal a command reads and writes. One changeover is in one journal: the one its application's operators
 * share, or, if the plan names none or the glass was broken, this machine's own.
 */
public final class Journals {
    private final Desk desk;

    Journals(Desk desk) {
        this.desk = desk;
    }

    /** The files of this machine. */
    public Journal own() {
        return desk.wiring().journal(desk.home().resolve("journal"));
    }

    /** Where a new changeover of the application is written on a day on which everything answers. */
    public Journal of(ApplicationPlan plan) {
        return desk.wiring().shared(plan).orElseGet(this::own);
    }

    /** All that may hold a changeover of the application: this machine's own first, since it costs nothing. */
    public List<Journal> of(ApplicationName application) {
        List<Journal> all = new ArrayList<>(List.of(own()));
        plans().stream()
                .filter(plan -> plan.name().equals(application))
                .map(desk.wiring()::shared)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(all::add);
        return all;
    }

    /** The journal that has the changeover; empty if none has. */
    public Optional<Journal> holding(ChangeoverId id) {
        if (!own().read(id).isEmpty()) {
            return Optional.of(own());
        }
        return plans().stream()
                .map(desk.wiring()::shared)
                .flatMap(Optional::stream)
                .distinct()
                .filter(journal -> !read(journal, id))
                .findFirst();
    }

    private static boolean read(Journal journal, ChangeoverId id) {
        return asked(() -> journal.read(id)).isEmpty();
    }

    /** An answer of a journal; a shared one that does not answer is a refusal that says what can be done. */
    public static <T> T asked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (UncheckedIOException unreachable) {
            throw refusal(message(unreachable));
        }
    }

    private static Refusal refusal(String why) {
        if (why.startsWith(PortFailure.Code.DENIED.name())) {
            return new Refusal(
                    ExitCode.DENIED,
                    "AWS does not let you read the journal: " + why + ".",
                    "Renew the credentials (aws sso login, or the break-glass ones), then run the command again.");
        }
        return new Refusal(
                ExitCode.UNREACHABLE,
                "The journal cannot be read: " + why + ".",
                "Without it nobody can tell what else is running. Check the network with: changeover doctor. If it "
                        + "cannot wait, drive from this machine with its own journal: --break-glass.");
    }

    /** One question to a journal. */
    public interface Reading<T> {
        T read();
    }

    private static String message(UncheckedIOException unreachable) {
        String whole = unreachable.getCause().getMessage();
        int providers = whole.indexOf(" from any of the providers"); // what follows names classes, not remedies
        return (providers < 0 ? whole : whole.substring(0, providers)).replaceAll("\\.$", "");
    }

    /** Faulty plans are left out without a word: what a changeover needs is in the journal. */
    List<ApplicationPlan> plans() {
        List<ApplicationPlan> plans = new ArrayList<>();
        for (Path file : desk.plans().files()) {
            if (PlanFile.read(file) instanceof PlanFile.Reading.Valid(var plan)) {
                plans.add(plan);
            }
        }
        return plans;
    }
}
