package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.core.model.Region;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Mends a Region, or everything. */
@Command(name = "heal", description = "Mend one Region of a twin, or everything that an outage broke.")
final class HealCommand extends TwinCommand {
    @Parameters(arity = "0..1", paramLabel = "REGION", description = "Only this Region returns.")
    private String region;

    HealCommand(Desk desk) {
        super(desk);
    }

    @Override
    protected ExitCode answer() {
        try {
            twin().heal(Optional.ofNullable(region).map(Region::new));
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, wrong.getMessage() + ".", "See: changeover heal --help");
        }
        desk().say(region == null ? "Everything is mended." : region + " answers again; its database rejoins now.");
        return ExitCode.DONE;
    }
}
