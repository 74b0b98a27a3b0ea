package dev.changeover.cli.workshop;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.service.TwinSite;
import dev.changeover.cli.twin.ShopCommand;
import dev.changeover.cli.twin.TwinCommand;
import dev.changeover.cli.twin.TwinHome;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.twin.account.SiteEstate;
import dev.changeover.twin.edge.Edge;
import dev.changeover.twin.world.Outages;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** The Unicorn Shop's workshop on failover, done by itself. */
@Command(
        name = "workshop",
        description = "Start two Regions here and follow one shopper's cart through a blocked bucket, a dark Region,"
                + " a failover and the failback; say what was observed at each step.")
public final class WorkshopCommand extends TwinCommand {
    public WorkshopCommand(Desk desk) {
        super(desk);
    }

    @Override
    protected ExitCode answer() {
        requireFree();
        TwinHome home = home();
        home.make();
        desk().say("Starting two Regions here, the shop in each, its pages in a bucket of each, an edge before them.");
        var pace = TwinSettings.Pace.local();
        try (Twin twin = Twin.start(home.settings(pace, ShopCommand.line()));
                Edge _ = TwinSite.open(twin.account(), pace);
                var visitor = new Visitor(ports())) {
            desk().say("The shop's address: " + edge());
            WorkshopReport report = perform(twin, visitor);
            desk().show(report::text, report.json());
            return report.asPromised() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private WorkshopReport perform(Twin twin, Visitor visitor) {
        ApplicationPlan plan = twin.application().orElseThrow().plan();
        var primary = plan.primary().region();
        var gateway = URI.create("http://127.0.0.1:" + ports().gateway());
        var bucket = new SiteBucket(gateway, primary, SiteEstate.PRIMARY_BUCKET);
        var stage = new RegionSteps.Stage(
                plan,
                desk().world(plan),
                desk().wiring().archive(fresh(home().folder())).changeovers(),
                new Outages(twin.account()),
                visitor);
        return new Workshop(
                        desk(),
                        new ShopperSteps(visitor),
                        new SiteSteps(visitor, bucket, SiteEstate.PRIMARY_BUCKET),
                        new RegionSteps(desk(), stage))
                .perform(primary, plan.secondary().region());
    }

    /** A journal of this run's own. */
    private static Path fresh(Path home) {
        try {
            return Files.createTempDirectory(home, "workshop-journal-");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
