package dev.changeover.benchmarks;

import dev.changeover.core.model.Region;
import dev.changeover.twin.database.PostgresDataPlane;
import dev.changeover.twin.model.DataPlane.Completion;
import dev.changeover.twin.model.DataPlane.Contents;
import dev.changeover.twin.model.DataPlane.Server;
import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How long the twin's databases take: to start, to switch over, to fail over after a kill, to rejoin. Prints medians.
 *
 * <p>Takes the number of rounds and, if wanted, a port base.
 */
public final class DatabaseMoves {
    private static final int ROUNDS_DEFAULT = 10;
    private static final int PORT_BASE_DEFAULT = 24_000;
    private static final long OPERATION_MAX_SECONDS = 60;
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Region OREGON = new Region("us-west-2");
    private static final Server EAST = new Server("shop-east", VIRGINIA);
    private static final Server WEST = new Server("shop-west", OREGON);

    private final Map<String, List<Duration>> taken = new LinkedHashMap<>();
    private final Path scratch;
    private final Ports ports;

    private DatabaseMoves(Path scratch, Ports ports) {
        this.scratch = scratch;
        this.ports = ports;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS_DEFAULT;
        int base = arguments.length > 1 ? Integer.parseInt(arguments[1]) : PORT_BASE_DEFAULT;
        var moves = new DatabaseMoves(Files.createTempDirectory("database-moves"), new Ports(base));
        moves.start("start cold", "cold cache").close();
        for (int round = 0; round < rounds; round++) {
            moves.round();
        }
        moves.print();
    }

    private void round() {
        var plane = start("start warm", "cold cache");
        try {
            timed("switchover", done -> plane.switchOver(EAST, WEST, done));
            timed("switchback", done -> plane.switchOver(WEST, EAST, done));
            plane.lose(VIRGINIA);
            timed("failover after kill -9", done -> plane.failOver(EAST, WEST, done));
            timed("rejoin after recovery", done -> plane.recover(VIRGINIA, done));
        } finally {
            long from = System.nanoTime();
            plane.close();
            note("close", from);
        }
    }

    private PostgresDataPlane start(String what, String cache) {
        long from = System.nanoTime();
        var plane = new PostgresDataPlane(
                scratch.resolve("twin"), scratch.resolve(cache), ports, List.of(VIRGINIA, OREGON));
        await(done -> plane.createWriter(EAST, new Contents("shop", "shopkeeper", "only-for-this"), done));
        await(done -> plane.createReplica(WEST, EAST, done));
        note(what, from);
        return plane;
    }

    private void timed(String what, Consumer<Completion> operation) {
        long from = System.nanoTime();
        await(operation);
        note(what, from);
    }

    private void note(String what, long from) {
        taken.computeIfAbsent(what, _ -> new ArrayList<>()).add(Duration.ofNanos(System.nanoTime() - from));
    }

    private static void await(Consumer<Completion> operation) {
        var end = new CompletableFuture<Void>();
        operation.accept(new Completion() {
            @Override
            public void succeeded() {
                end.complete(null);
            }

            @Override
            public void failed(String why) {
                end.completeExceptionally(new IllegalStateException(why));
            }
        });
        end.orTimeout(OPERATION_MAX_SECONDS, TimeUnit.SECONDS).join();
    }

    private void print() {
        taken.forEach((what, times) -> {
            List<Duration> sorted = times.stream().sorted().toList();
            System.out.printf(
                    "%-24s median %5d ms   least %5d   most %5d   (%d)%n",
                    what,
                    sorted.get(sorted.size() / 2).toMillis(),
                    sorted.getFirst().toMillis(),
                    sorted.getLast().toMillis(),
                    sorted.size());
        });
    }
}
