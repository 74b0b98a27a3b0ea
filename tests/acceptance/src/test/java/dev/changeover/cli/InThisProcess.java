package dev.changeover.cli;

import dev.changeover.cli.command.TopCommand;
import dev.changeover.drive.WallTime;
import java.util.Map;

/** The command line in the caller's process, for what a test needs and is not about: a process costs a second. */
public final class InThisProcess {
    private InThisProcess() {}

    /** Runs one command, and returns its exit code. */
    public static int run(Streams streams, Map<String, String> environment, String... arguments) {
        var desk = new Desk(streams, environment, new WallTime(), new OwnWiring());
        return new Rim(desk).run(TopCommand.line(desk), arguments);
    }
}
