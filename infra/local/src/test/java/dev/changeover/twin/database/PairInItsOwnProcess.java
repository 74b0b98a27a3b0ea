package dev.changeover.twin.database;

import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A twin's databases in a process that can be killed. */
final class PairInItsOwnProcess {
    static final String READY = "ready";

    private PairInItsOwnProcess() {}

    /** Takes the root, the cache and the port base; lives until its input ends. */
    public static void main(String[] arguments) throws IOException {
        var ports = new Ports(Integer.parseInt(arguments[2]));
        try (var plane = new PostgresDataPlane(Path.of(arguments[0]), Path.of(arguments[1]), ports, TestPair.REGIONS)) {
            Ending.good(done -> plane.createWriter(TestPair.EAST, TestPair.CONTENTS, done));
            Ending.good(done -> plane.createReplica(TestPair.WEST, TestPair.EAST, done));
            System.out.println(READY);
            System.in.read();
        }
    }

    static Process start(Path root, Path cache, Ports ports) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PairInItsOwnProcess.class.getName(),
                        root.toString(),
                        cache.toString(),
                        "" + ports.base()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
