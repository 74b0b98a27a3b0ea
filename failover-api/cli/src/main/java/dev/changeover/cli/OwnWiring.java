package dev.changeover.cli;

import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.AwsWorld;
import dev.changeover.aws.Identity;
import dev.changeover.aws.PlanStore;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessPort;
import dev.changeover.journal.dynamodb.DynamoGuardStore;
import dev.changeover.journal.dynamodb.JournalPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The real things: files on this machine, and AWS or the twin. */
final class OwnWiring implements Wiring {
    private final Map<JournalPlace, TableArchive> shared = new ConcurrentHashMap<>();
    private final Map<JournalPlace, DynamoGuardStore> guards = new ConcurrentHashMap<>();

    @Override
    public Archive archive(Path folder) {
        return new FileArchive(folder);
    }

    /**
     * The secondary Region's replica is asked first: when operators need it most, the primary's is silent. Which one
     * answers makes no difference, the table is strongly consistent.
     */
    @Override
    public Optional<Archive> shared(ApplicationPlan plan) {
        return place(plan).map(place -> shared.computeIfAbsent(place, TableArchive::new));
    }

    @Override
    public Optional<GuardStore> sharedGuards(ApplicationPlan plan) {
        return place(plan).map(place -> guards.computeIfAbsent(place, DynamoGuardStore::new));
    }

    private static Optional<JournalPlace> place(ApplicationPlan plan) {
        return plan.journal()
                .map(table -> new JournalPlace(
                        table.name(),
                        List.of(plan.secondary().region(), plan.primary().region()),
                        plan.twin()));
    }

    @Override
    public World world(ApplicationPlan plan) {
        return AwsWorld.open(plan);
    }

    @Override
    public ReadinessPort readiness(ApplicationPlan plan) {
        return AwsWorld.open(plan).readiness();
    }

    @Override
    public Identity identity(ApplicationPlan plan, Region region) {
        try (AwsWorld world = AwsWorld.open(plan)) {
            return world.identity(region);
        }
    }

    @Override
    public Map<Region, Answer> publish(ApplicationPlan plan, String text) {
        try (var account = AwsAccount.open(plan.twin(), plan.timeouts())) {
            return PlanStore.publish(account, plan, text);
        }
    }

    /** The same Java with the same flags. nohup, because closing the terminal must not end it. */
    @Override
    public Path inBackground(Path home, ChangeoverId id) {
        List<String> command = new ArrayList<>(List.of(
                "nohup", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-Dchangeover.terminals="))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("--home", home.toString(), "watch", id.value()));
        try {
            Path log = Files.createDirectories(home.resolve("logs")).resolve(id + ".log");
            new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true)
                    .start();
            return log;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
