package dev.changeover.infra;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.infra.Parameters.Packaging;
import dev.changeover.plan.Fault;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the templates are made of.
 *
 * @param applications those that are moved, each by the plan that names all it owns
 * @param functions what all functions run: the zip, or the folder that an image is built of
 */
public record Estate(Parameters parameters, List<Application> applications, Path functions) {
    static final String JOURNAL_TABLE = "changeover-journal";

    public Estate {
        applications = List.copyOf(applications);
    }

    /** An application's plan, and the text it was read from. */
    public record Application(ApplicationPlan plan, String text) {}

    /**
     * Reads the plans that the parameters name.
     *
     * @throws UnusableParameters if a plan is faulty, is of other Regions, or there is nothing to run
     */
    public static Estate of(Parameters parameters, Path functions) {
        List<String> faults = new ArrayList<>();
        missing(parameters.functions(), functions).ifPresent(faults::add);
        List<Application> applications = new ArrayList<>();
        for (Path file : parameters.plans()) {
            switch (PlanFile.read(file)) {
                case PlanFile.Reading.Valid(var plan) -> applications.add(new Application(plan, text(file)));
                case PlanFile.Reading.Faulty(var wrong) ->
                    wrong.stream().map(Fault::toString).forEach(faults::add);
            }
        }
        applications.forEach(application -> elsewhere(parameters, application.plan(), faults));
        if (!faults.isEmpty()) {
            throw new UnusableParameters(faults);
        }
        return new Estate(parameters, applications, functions);
    }

    private static Optional<String> missing(Packaging packaging, Path functions) {
        return switch (packaging) {
            case ZIP ->
                Files.isRegularFile(functions)
                        ? Optional.empty()
                        : Optional.of("There is no " + functions + ": build it first with mvn package.");
            case IMAGE ->
                Stream.of("Containerfile", "lib", "trainer")
                        .map(functions::resolve)
                        .filter(part -> !Files.exists(part))
                        .findFirst()
                        .map(part -> "There is no " + part + ": fill the folder with runbook-lambda/handler/src/image/"
                                + "assemble, or write functions: zip.");
        };
    }

    private static void elsewhere(Parameters parameters, ApplicationPlan plan, List<String> faults) {
        List<Region> regions = List.of(plan.primary().region(), plan.secondary().region());
        if (!regions.equals(parameters.regions())) {
            faults.add("The plan of " + plan.name() + " is of " + regions + ", the parameters are of "
                    + parameters.regions() + ": deploy it apart, or correct one of them.");
        }
        if (plan.twin().isPresent()) {
            faults.add("The plan of " + plan.name() + " is a twin's: take one of AWS.");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UnusableParameters(List.of("The plan " + file + " cannot be read any more."));
        }
    }

    /** What each plan names, each once, in the order of the plans. */
    List<String> each(Function<ApplicationPlan, Stream<String>> what) {
        return applications.stream()
                .flatMap(application -> what.apply(application.plan()))
                .distinct()
                .toList();
    }
}
