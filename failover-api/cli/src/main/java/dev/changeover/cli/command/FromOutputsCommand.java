package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.plan.PlanFile;
import dev.changeover.view.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the plan of an application that the stacks of {@code infra/aws} made. */
@Command(name = "from-outputs", description = "Write the plan of a deployed application from its stacks' outputs.")
final class FromOutputsCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "What 'cdk deploy --outputs-file' and 'describe-cluster' wrote.")
    private List<Path> files;

    FromOutputsCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ApplicationPlan plan = OutputsPlan.read(files);
        String text = PlanFile.write(plan);
        desk.show(() -> text, Json.object("application", plan.name(), "plan", text));
        return ExitCode.DONE.number();
    }
}
