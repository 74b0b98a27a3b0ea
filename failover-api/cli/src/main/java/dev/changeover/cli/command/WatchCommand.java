package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks on, and goes on where nobody drives. */
@Command(
        name = "watch",
        description = "Follow a changeover; if nobody drives it, drive it to its end.",
        footer = "After a crash or a Ctrl-C this is how a changeover is finished.")
final class WatchCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "ID", description = "The changeover, or an application's name for its latest.")
    private String id;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Lengths.class,
            description = "Let go after so long.")
    private Duration timeout;

    WatchCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        return new Driving(desk)
                .go(new Changeovers(desk).named(id), Optional.ofNullable(timeout))
                .number();
    }
}
