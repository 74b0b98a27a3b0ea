package dev.changeover.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * How long a command of the built launcher takes that asks nobody anything. Takes the path of the launcher, and the
 * number of runs.
 */
public final class CommandStart {
    private static final int RUNS_DEFAULT = 20;

    private CommandStart() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String launcher = arguments.length > 0 ? arguments[0] : "./changeover";
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RUNS_DEFAULT;
        Place.printMachine();
        var figures = new Figures();
        run(launcher, "--version"); // builds what is not built
        for (int run = 0; run < runs; run++) {
            for (String command : List.of("--version", "apps", "history")) {
                long from = System.nanoTime();
                run(launcher, command);
                figures.since("changeover " + command, from);
            }
        }
        figures.print();
    }

    private static void run(String launcher, String command) throws IOException, InterruptedException {
        new ProcessBuilder(launcher, command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
