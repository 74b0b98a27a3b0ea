package dev.changeover.cli.demo;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.twin.ShopCommand;
import dev.changeover.cli.twin.TwinCommand;
import dev.changeover.cli.twin.TwinHome;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** The whole story in one command. */
@Command(
        name = "demo",
        description = "Start two Regions here, send shoppers, and move them: planned, back, in a disaster, and back.")
public final class DemoCommand extends TwinCommand {
    public DemoCommand(Desk desk) {
        super(desk);
    }

    @Override
    protected ExitCode answer() {
        requireFree();
        TwinHome home = home();
        home.make();
        desk().say("Starting two Regions here: real databases, real DNS, the APIs of AWS, a shop in each.");
        Instant began = Instant.now();
        try (Twin twin = Twin.start(home.settings(TwinSettings.Pace.local(), ShopCommand.line()))) {
            Duration took = Duration.between(began, Instant.now());
            desk().say("Both Regions serve after " + took.toMillis() + " ms. " + Shoppers.RATE.perSecond()
                    + " requests a second begin, every " + Shoppers.RATE.writeEvery() + "th an order.");
            DemoReport report = perform(twin, took, home);
            desk().show(report::text, report.json());
            return report.holds() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (DemoFailure failure) {
            throw new Refusal(ExitCode.FAILED, failure.getMessage() + ".", "Logs are in " + home.folder() + ".");
        }
    }

    private DemoReport perform(Twin twin, Duration start, TwinHome home) {
        ApplicationPlan plan = twin.application().orElseThrow().plan();
        World world = desk().world(plan);
        Journal journal =
                desk().wiring().archive(fresh(home.folder(), "demo-journal")).changeovers();
        try (var shoppers =
                Shoppers.come(twin, ports(), fresh(home.folder(), "demo-ledger").resolve("shoppers"))) {
            List<Leg> legs = new Play(desk(), new Play.Stage(twin, world, journal, shoppers)).perform();
            var missing = shoppers.missing(plan.primary().region());
            return new DemoReport(start, legs, Invariants.of(world, plan, legs, missing));
        }
    }

    /** A folder of this run's own. */
    private static Path fresh(Path home, String name) {
        try {
            return Files.createTempDirectory(home, name + "-");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
