package dev.changeover.cli;

import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.UnreadException;
import dev.changeover.plan.PlanFile;
import dev.changeover.view.Words;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which journal a command reads and writes. One changeover is in one journal: the one its application's operators
 * share, or, if the plan names none or the glass was broken, this machine's own. Drills and readiness are kept with it.
 */
public final class Journals {
    private final Desk desk;

    Journals(Desk desk) {
        this.desk = desk;
    }

    /** A place by the name that people know it by. */
    public record Place(String name, Archive archive) {}

    /** The files of this machine. */
    public Journal own() {
        return ownArchive().changeovers();
    }

    /** The files of this machine, all of them. */
    public Archive ownArchive() {
        return desk.wiring().archive(desk.journalFolder());
    }

    /** Where a new changeover of the application is written on a day on which everything answers. */
    public Journal of(ApplicationPlan plan) {
        return archive(plan).changeovers();
    }

    /** Where everything of the application is kept on such a day. */
    public Archive archive(ApplicationPlan plan) {
        return desk.wiring().shared(plan).orElseGet(this::ownArchive);
    }

    /** All that may hold a changeover of the application: this machine's own first, since it costs nothing. */
    public List<Place> of(ApplicationName application) {
        return places(plans().stream().filter(plan -> plan.name().equals(application)));
    }

    /** All that the plans here know of. */
    public List<Place> all() {
        return places(plans().stream());
    }

    private List<Place> places(Stream<ApplicationPlan> plans) {
        Map<String, Place> places = new LinkedHashMap<>();
        places.put("", new Place("this machine's own journal (" + desk.journalFolder() + ")", ownArchive()));
        plans.forEach(plan -> desk.wiring()
                .shared(plan)
                .ifPresent(archive -> places.putIfAbsent(name(plan), new Place(name(plan), archive))));
        return List.copyOf(places.values());
    }

    /** Two twins on one machine have tables of the same name, so the address is part of it. */
    private static String name(ApplicationPlan plan) {
        return "the shared journal (table " + plan.journal().orElseThrow().name() + " of "
                + Stream.of(plan.secondary(), plan.primary())
                        .map(site -> site.region().code())
                        .collect(Collectors.joining(" and "))
                + plan.twin().map(twin -> " at " + twin).orElse("") + ")";
    }

    /** An answer of a journal; a shared one that does not answer is a refusal that says what can be done. */
    public static <T> T asked(Reading<T> reading) {
        return asked(reading, "Check the network with: changeover doctor");
    }

    /** As {@link #asked}, for a command that can go on without the shared journal. */
    public static <T> T askedToMove(Reading<T> reading) {
        return asked(
                reading,
                "Without it nobody can tell what else is running. Check the network with: changeover doctor. If it "
                        + "cannot wait, drive from this machine with its own journal: --break-glass.");
    }

    private static <T> T asked(Reading<T> reading, String whatToDo) {
        try {
            return reading.read();
        } catch (UncheckedIOException unreachable) {
            throw refusal(why(unreachable), whatToDo);
        }
    }

    /** Why something that must be read was not. */
    static Refusal refusal(PortFailure why, String whatToDo) {
        return why.code() == PortFailure.Code.DENIED
                ? new Refusal(
                        ExitCode.DENIED,
                        "AWS does not let you read the journal: " + Words.of(why) + ".",
                        "Renew the credentials (aws sso login, or the break-glass ones), then run the command again.")
                : new Refusal(ExitCode.UNREACHABLE, "The journal cannot be read: " + Words.of(why) + ".", whatToDo);
    }

    /** That what was asked for cannot be told, since it may be where nobody can look. */
    public static Refusal unknown(String what, List<Unread> unread) {
        boolean denied = unread.stream().allMatch(one -> one.why().code() == PortFailure.Code.DENIED);
        return new Refusal(
                denied ? ExitCode.DENIED : ExitCode.UNREACHABLE,
                what + " " + unread.stream().map(Unread::sentence).collect(Collectors.joining(" ")),
                denied
                        ? "Renew the credentials (aws sso login, or the break-glass ones), then run the command again."
                        : "Check the network with: changeover doctor");
    }

    /** One question to a journal. */
    public interface Reading<T> {
        T read();
    }

    /** Why a read came to nothing. */
    public static PortFailure why(UncheckedIOException unread) {
        PortFailure why = UnreadException.whyOf(unread);
        return new PortFailure(why.code(), trimmed(why.message()));
    }

    /** Without the names of classes that follow, and without the full stop. */
    private static String trimmed(String whole) {
        int providers = whole.indexOf(" from any of the providers");
        return (providers < 0 ? whole : whole.substring(0, providers)).replaceAll("\\.$", "");
    }

    /** Faulty plans are left out without a word: what a changeover needs is in the journal. */
    List<ApplicationPlan> plans() {
        List<ApplicationPlan> plans = new ArrayList<>();
        for (var file : desk.plans().files()) {
            if (PlanFile.read(file) instanceof PlanFile.Reading.Valid(var plan)) {
                plans.add(plan);
            }
        }
        return plans;
    }
}
