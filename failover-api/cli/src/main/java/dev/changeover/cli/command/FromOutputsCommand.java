package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Plans;
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
        String draft = draft(StackOutputs.read(files));
        ApplicationPlan plan = switch (PlanFile.parse(draft, "the outputs")) {
            case PlanFile.Reading.Valid(var sound) -> sound;
            case PlanFile.Reading.Faulty(var faults) -> throw Plans.faulty(faults);
        };
        String text = PlanFile.write(plan);
        desk.show(() -> text, Json.object("application", plan.name(), "plan", text));
        return ExitCode.DONE.number();
    }

    private static String draft(StackOutputs outputs) {
        var text = new StringBuilder();
        line(text, "application", outputs.global("Application"));
        String primary = outputs.global("PrimaryRegion");
        String secondary = outputs.global("SecondaryRegion");
        line(text, "global-cluster", outputs.database(primary, "GlobalCluster"));
        text.append("regions:\n  primary:\n");
        site(text, outputs, primary, outputs.global("PrimaryControlArn"));
        text.append("  secondary:\n");
        site(text, outputs, secondary, outputs.global("SecondaryControlArn"));
        text.append("secrets:\n");
        line(text, "  layout", "independent");
        text.append("routing-endpoints:\n");
        for (StackOutputs.RoutingUrl endpoint : outputs.routing()) {
            line(text, "  - region", endpoint.region());
            line(text, "    url", endpoint.url());
        }
        text.append("traffic:\n");
        line(text, "  name", outputs.global("TrafficName"));
        text.append("objectives:\n");
        line(text, "  rto", outputs.global("Rto"));
        line(text, "  rpo", outputs.global("Rpo"));
        text.append("journal:\n");
        line(text, "  table", outputs.global("JournalTable"));
        outputs.requireAll();
        return text.toString();
    }

    private static void site(StringBuilder text, StackOutputs outputs, String region, String control) {
        line(text, "    region", region);
        line(text, "    cluster", outputs.database(region, "ClusterArn"));
        line(text, "    endpoint", outputs.database(region, "ClusterEndpoint"));
        line(text, "    secret", outputs.database(region, "SecretArn"));
        line(text, "    routing-control", control);
        text.append("    dns-answers:\n      - ")
                .append(quoted(outputs.database(region, "Answer")))
                .append('\n');
        line(text, "    write-probe", outputs.database(region, "WriteProbe"));
        line(text, "    health", outputs.database(region, "Health"));
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(quoted(value)).append('\n');
    }

    /** An output may hold anything; what is no plan's the plan's own reader says. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "''").replaceAll("\\R", " ") + "'";
    }
}
