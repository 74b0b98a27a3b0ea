package dev.changeover.cli;

import dev.changeover.aws.Carriers;
import dev.changeover.cli.command.TopCommand;
import dev.changeover.drive.WallTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command line as a process. */
public final class Main {
    /** How long a Ctrl-C waits for the present turn; after that the lease has to run out by itself. */
    static final Duration LET_GO_MAX = Duration.ofSeconds(15);

    private Main() {}

    public static void main(String... arguments) {
        Carriers.provide();
        Map<String, String> environment = System.getenv();
        var time = new WallTime();
        var desk = new Desk(Streams.standard(environment), environment, time, new OwnWiring());
        var over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> letGo(desk, time, over), "let-go"));
        int code = new Rim(desk).run(TopCommand.line(desk), arguments);
        desk.streams().out().flush();
        over.countDown();
        System.exit(code);
    }

    /** Ctrl-C, or a terminal that goes away: no turn is cut, and the lease is given back. Nothing is cancelled. */
    private static void letGo(Desk desk, WallTime time, CountDownLatch over) {
        time.stop();
        if (!desk.isDriving()) {
            return;
        }
        try {
            if (!over.await(LET_GO_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                desk.say("Detached in the middle of a call; another driver waits until the lease has run out.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
