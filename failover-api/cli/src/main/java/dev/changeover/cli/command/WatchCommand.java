package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Sight;
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
        var sight = new Sight(desk);
        Changeovers.Seen seen = new Changeovers(desk, sight).seen(id);
        var driving = new Driving(desk);
        if (!seen.certain()) {
            driving.report(seen.found().state());
            throw Journals.unknown("Whether a changeover of " + id + " runs now cannot be told.", sight.unread());
        }
        sight.tell();
        return driving.go(seen.found(), Optional.ofNullable(timeout)).number();
    }
}
