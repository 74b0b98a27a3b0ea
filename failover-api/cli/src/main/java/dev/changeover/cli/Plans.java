package dev.changeover.cli;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.plan.Fault;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plans a command may choose from: one named file, or all in the home's folder. */
public final class Plans {
    /** A plan and where it was read. */
    public record Planned(Path file, ApplicationPlan plan) {}

    private final Desk desk;

    Plans(Desk desk) {
        this.desk = desk;
    }

    /** The plan files there are, in the order of their names, without a look at what is in them. */
    public List<Path> files() {
        Optional<Path> named = desk.options()
                .plan()
                .or(() -> Optional.of(desk.environment().getOrDefault("CHANGEOVER_PLAN", ""))
                        .filter(text -> !text.isBlank())
                        .map(Path::of));
        return named.map(List::of).orElseGet(() -> inFolder(folder()));
    }

    /** All sound plans. A faulty one among several is told and left out: it must not stop another application. */
    public List<Planned> all() {
        List<Path> files = files();
        List<Planned> plans = new ArrayList<>();
        for (Path file : files) {
            switch (PlanFile.read(file)) {
                case PlanFile.Reading.Valid(var plan) -> plans.add(new Planned(file, plan));
                case PlanFile.Reading.Faulty(var faults) -> {
                    if (files.size() == 1) {
                        throw faulty(faults);
                    }
                    desk.say("Left out, it has faults: " + faults.getFirst());
                }
            }
        }
        if (plans.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "There is no plan in " + folder() + ".",
                    "Name one with --plan FILE or CHANGEOVER_PLAN, or put a *.plan.yaml there.");
        }
        return plans;
    }

    /** The plan of the application of that name. Two of the same name could be two worlds: nobody may guess which. */
    public ApplicationPlan of(String application) {
        List<Planned> plans = all();
        List<Planned> named = plans.stream()
                .filter(planned -> planned.plan().name().value().equals(application))
                .toList();
        if (named.isEmpty()) {
            List<String> known =
                    plans.stream().map(planned -> planned.plan().name().value()).toList();
            throw new Refusal(
                    ExitCode.USAGE,
                    "There is no application '" + application + "'." + Nearest.question(application, known),
                    "Known: " + String.join(", ", known) + ".");
        }
        if (named.size() > 1) {
            throw new Refusal(
                    ExitCode.USAGE,
                    named.size() + " plans are of an application '" + application + "': "
                            + String.join(
                                    ", ",
                                    named.stream()
                                            .map(planned -> planned.file().toString())
                                            .toList())
                            + ".",
                    "Name the one you mean with --plan FILE or CHANGEOVER_PLAN.");
        }
        return named.getFirst().plan();
    }

    /** The name, if it could be one; whether there is a plan of it does not matter to what is in the journal. */
    public static ApplicationName name(String application) {
        try {
            return new ApplicationName(application);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE, "Not an application: " + wrong.getMessage() + ".", "See changeover apps.");
        }
    }

    public static Refusal faulty(List<Fault> faults) {
        return new Refusal(
                ExitCode.USAGE,
                "The plan has " + (faults.size() == 1 ? "a fault" : faults.size() + " faults") + ":\n  "
                        + String.join(
                                "\n  ", faults.stream().map(Fault::toString).toList()),
                "Mend the file; changeover plan validate FILE checks it again.");
    }

    private Path folder() {
        return desk.home().resolve("plans");
    }

    private static List<Path> inFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.plan.yaml")) {
            found.forEach(files::add);
        } catch (IOException unreadable) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The folder " + folder + " cannot be read.",
                    "Check its permissions, or use --plan.");
        }
        files.sort(null);
        return files;
    }
}
