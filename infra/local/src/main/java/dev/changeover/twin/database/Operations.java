package dev.changeover.twin.database;

import dev.changeover.twin.model.DataPlane.Completion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs what was asked of the servers in the background, one change to a server at a time. */
final class Operations {
    private static final System.Logger LOG = System.getLogger(Operations.class.getName());

    private static final Duration END_MAX = Duration.ofSeconds(2);

    private final ExecutorService background = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("database-operation-", 0).factory());
    private final Supplier<Duration> turnMax;

    Operations(Supplier<Duration> turnMax) {
        this.turnMax = turnMax;
    }

    /** Reports the end of {@code work} to {@code done}, exactly once. */
    void run(Completion done, Supplier<List<Node>> nodes, Runnable work) {
        try {
            List<Node> concerned = nodes.get();
            background.execute(() -> report(done, () -> inTurn(concerned, work)));
        } catch (DatabaseTrouble impossible) {
            done.failed(impossible.getMessage());
        } catch (RejectedExecutionException closed) {
            done.failed("The twin is closing.");
        }
    }

    /** For what nobody waits for; trouble goes to the log. */
    void runLater(List<Node> concerned, Runnable work) {
        try {
            background.execute(() -> {
                try {
                    inTurn(concerned, work);
                } catch (DatabaseTrouble why) {
                    log(why);
                }
            });
        } catch (RejectedExecutionException closed) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Closed before {0} could rejoin.",
                    concerned.getFirst().name());
        }
    }

    /** Trouble that concerns nobody who waits; at the end of the twin there is always some, and it means nothing. */
    void log(DatabaseTrouble why) {
        if (!background.isShutdown()) {
            LOG.log(System.Logger.Level.WARNING, why.getMessage());
        }
    }

    private static void report(Completion done, Runnable work) {
        Optional<String> trouble;
        try {
            work.run();
            trouble = Optional.empty();
        } catch (DatabaseTrouble why) {
            trouble = Optional.of(why.getMessage());
        } catch (RuntimeException bug) {
            done.failed("The twin has a fault of its own: " + bug + ".");
            throw bug;
        }
        trouble.ifPresentOrElse(done::failed, done::succeeded);
    }

    private void inTurn(List<Node> concerned, Runnable work) {
        Deque<Node> held = new ArrayDeque<>();
        try {
            concerned.stream()
                    .distinct()
                    .sorted(Comparator.comparingInt(Node::index)) // always in this order, or two could wait for ever
                    .forEach(node -> {
                        takeTurn(node);
                        held.push(node);
                    });
            work.run();
        } finally {
            held.forEach(node -> node.turn().unlock());
        }
    }

    private void takeTurn(Node node) {
        try {
            if (!node.turn().tryLock(turnMax.get().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DatabaseTrouble(
                        "The database server " + node.name() + " is still busy with an earlier change.");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("The twin is closing.", closing);
        }
    }

    void close() {
        background.shutdownNow();
        try {
            background.awaitTermination(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
