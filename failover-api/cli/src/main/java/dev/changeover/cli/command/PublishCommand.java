package dev.changeover.cli.command;

import dev.changeover.aws.PlanStore;
import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Plans;
import dev.changeover.cli.Refusal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.plan.PlanFile;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a plan where the functions and the failover API of its Regions read it. */
@Command(name = "publish", description = "Write a plan to Parameter Store in both its Regions.")
final class PublishCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "FILE", description = "The plan file.")
    private Path file;

    PublishCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ApplicationPlan plan = switch (PlanFile.read(file)) {
            case PlanFile.Reading.Valid(var sound) -> sound;
            case PlanFile.Reading.Faulty(var faults) -> throw Plans.faulty(faults);
        };
        Map<Region, Answer> answers = desk.wiring().publish(plan, fitting());
        desk.show(() -> text(answers), "regions", rows(plan, answers));
        boolean all = answers.values().stream().allMatch(Answer.Accepted.class::isInstance);
        if (!all) {
            desk.say("Not everywhere: publish it again when the Region answers.");
        }
        return (all ? ExitCode.DONE : ExitCode.GENERAL).number();
    }

    private String fitting() {
        try {
            String text = Files.readString(file);
            if (PlanStore.fits(text)) {
                return text;
            }
        } catch (IOException gone) {
            throw new Refusal(ExitCode.USAGE, "The file " + file + " cannot be read.", "Check the path.");
        }
        throw new Refusal(
                ExitCode.USAGE,
                "A plan of more than " + PlanStore.SIZE_MAX / 1024 + " KiB does not fit into Parameter Store.",
                "Take comments out of it.");
    }

    private static String text(Map<Region, Answer> answers) {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey() + ": "
                        + failure(entry.getValue()).map(Words::of).orElse("published") + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static List<Map<String, Object>> rows(ApplicationPlan plan, Map<Region, Answer> answers) {
        return answers.entrySet().stream()
                .map(entry -> Json.object(
                        "application", plan.name(),
                        "region", entry.getKey(),
                        "published", failure(entry.getValue()).isEmpty(),
                        "failure", failure(entry.getValue())))
                .toList();
    }

    private static Optional<PortFailure> failure(Answer answer) {
        return switch (answer) {
            case Answer.Accepted _ -> Optional.empty();
            case Answer.Refused(var why) -> Optional.of(why);
            case Answer.Unknown(var why) -> Optional.of(why);
        };
    }
}
