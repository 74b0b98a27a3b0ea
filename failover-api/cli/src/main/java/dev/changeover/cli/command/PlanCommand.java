package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.plan.Fault;
import dev.changeover.plan.PlanFile;
import dev.changeover.view.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What has to do with plan files. */
@Command(name = "plan", description = "Work with plan files.")
final class PlanCommand {

    /** Explains every fault of a plan file. */
    @Command(name = "validate", description = "Check a plan file, and explain every fault.")
    static final class Validate implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "FILE", description = "The plan file.")
        private Path file;

        Validate(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            return switch (PlanFile.read(file)) {
                case PlanFile.Reading.Valid(var plan) -> {
                    desk.show(
                            () -> file + ": a valid plan of " + plan.name() + " in "
                                    + plan.primary().region() + " and "
                                    + plan.secondary().region() + System.lineSeparator(),
                            Json.object("file", file, "valid", true, "application", plan.name(), "faults", List.of()));
                    yield ExitCode.DONE.number();
                }
                case PlanFile.Reading.Faulty(var faults) -> {
                    desk.show(
                            () -> String.join(
                                            "\n",
                                            faults.stream().map(Fault::toString).toList()) + "\n",
                            Json.object(
                                    "file",
                                    file,
                                    "valid",
                                    false,
                                    "application",
                                    null,
                                    "faults",
                                    faults.stream().map(Validate::fault).toList()));
                    desk.say(faults.size() + (faults.size() == 1 ? " fault." : " faults."));
                    yield ExitCode.USAGE.number();
                }
            };
        }

        private static Map<String, Object> fault(Fault fault) {
            return Json.object(
                    "line", fault.line(),
                    "column", fault.column(),
                    "key", fault.key(),
                    "wrong", fault.wrong(),
                    "remedy", fault.remedy());
        }
    }
}
