package dev.changeover.cli.command;

import dev.changeover.cli.Plans;
import dev.changeover.cli.Refusal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.plan.PlanFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plan of an application that the stacks of {@code infra/aws} made, from what they told. */
public final class OutputsPlan {
    private final StackOutputs outputs;
    private final StringBuilder text = new StringBuilder();

    private OutputsPlan(StackOutputs outputs) {
        this.outputs = outputs;
    }

    /**
     * The plan, from the files that hold what was told.
     *
     * @throws Refusal if something is missing, or is no plan's
     */
    public static ApplicationPlan read(List<Path> files) {
        String draft = new OutputsPlan(StackOutputs.read(files)).draft();
        return switch (PlanFile.parse(draft, "the outputs")) {
            case PlanFile.Reading.Valid(var sound) -> sound;
            case PlanFile.Reading.Faulty(var faults) -> throw Plans.faulty(faults);
        };
    }

    /**
     * Looks whether stacks will tell all that a plan needs.
     *
     * @param toCome the outputs by stack, where known with their values
     * @throws Refusal naming what will be missing
     */
    public static void requireAll(Map<String, Map<String, String>> toCome) {
        new OutputsPlan(StackOutputs.toCome(toCome)).draft();
    }

    private String draft() {
        line("application", outputs.global("Application"));
        String primary = outputs.global("PrimaryRegion");
        String secondary = outputs.global("SecondaryRegion");
        line("global-cluster", outputs.database(primary, "GlobalCluster"));
        text.append("regions:\n  primary:\n");
        site(primary, outputs.global("PrimaryControlArn"));
        text.append("  secondary:\n");
        site(secondary, outputs.global("SecondaryControlArn"));
        text.append("secrets:\n");
        line("  layout", "independent");
        text.append("routing-endpoints:\n");
        for (StackOutputs.RoutingUrl endpoint : outputs.routing()) {
            line("  - region", endpoint.region());
            line("    url", endpoint.url());
        }
        text.append("traffic:\n");
        line("  name", outputs.global("TrafficName"));
        outputs.twin("Resolver").ifPresent(resolver -> line("  resolver", resolver));
        requests(primary, secondary);
        text.append("objectives:\n");
        line("  rto", outputs.global("Rto"));
        line("  rpo", outputs.global("Rpo"));
        text.append("journal:\n");
        line("  table", outputs.global("JournalTable"));
        outputs.twin("Gateway").ifPresent(gateway -> line("twin", gateway));
        outputs.requireAll();
        return text.toString();
    }

    /** Where both Regions' stacks, or a twin, say what counts their requests. Nothing is missing without it. */
    private void requests(String primary, String secondary) {
        Optional<String> first = outputs.requests(primary);
        Optional<String> second = outputs.requests(secondary);
        if (first.isPresent() && second.isPresent()) {
            line("  requests-primary", first.get());
            line("  requests-secondary", second.get());
        }
    }

    private void site(String region, String control) {
        line("    region", region);
        line("    cluster", outputs.database(region, "ClusterArn"));
        line("    endpoint", outputs.database(region, "ClusterEndpoint"));
        line("    secret", outputs.database(region, "SecretArn"));
        line("    routing-control", control);
        text.append("    dns-answers:\n      - ")
                .append(quoted(outputs.database(region, "Answer")))
                .append('\n');
        line("    write-probe", page(region, "WriteProbe"));
        line("    health", page(region, "Health"));
    }

    /** In a twin the application's pages are on 127.0.0.1, at the same paths. */
    private String page(String region, String key) {
        String address = outputs.database(region, key);
        Optional<String> here = outputs.twin("Application-" + region);
        return here.map(origin -> origin + URI.create(address).getRawPath()).orElse(address);
    }

    private void line(String key, String value) {
        text.append(key).append(": ").append(quoted(value)).append('\n');
    }

    /** An output may hold anything; what is no plan's the plan's own reader says. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "''").replaceAll("\\R", " ") + "'";
    }
}
