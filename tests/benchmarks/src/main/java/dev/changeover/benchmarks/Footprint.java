package dev.changeover.benchmarks;

import dev.changeover.shop.traffic.Traffic;
import dev.changeover.twin.world.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The memory of a twin with its databases, shops and 200 requests a second: this process and all below it, from /proc.
 * RSS counts a page shared by several processes several times, PSS once. Takes the seconds to watch for.
 */
public final class Footprint {
    private static final int SECONDS_DEFAULT = 30;
    private static final double KIB_PER_MIB = 1024;

    /** Issue 2, "How fast": 1.5 GiB, in MiB. */
    private static final double WHOLE_MAX = 1_536;

    private Footprint() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SECONDS_DEFAULT;
        Place.printMachine();
        var figures = new Figures();
        try (var place = new Place();
                Twin _ = Twin.start(place.twin("twin", "cache"));
                Traffic _ = Visitors.come(place)) {
            for (int second = 0; second < seconds; second++) {
                Thread.sleep(1_000);
                measure(figures);
            }
        }
        figures.print();
        figures.against("all, RSS", WHOLE_MAX);
        figures.against("all, PSS", WHOLE_MAX);
    }

    private static void measure(Figures figures) {
        Map<String, Double> rss = new LinkedHashMap<>();
        double pss = 0;
        List<ProcessHandle> all = Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .toList();
        for (ProcessHandle process : all) {
            rss.merge(kind(process), kib(process, "status", "VmRSS:"), Double::sum);
            pss += kib(process, "smaps_rollup", "Pss:");
        }
        rss.forEach((kind, kib) -> figures.note(kind + ", RSS", kib / KIB_PER_MIB, "MiB"));
        double whole = rss.values().stream().mapToDouble(Double::doubleValue).sum();
        figures.note("all, RSS", whole / KIB_PER_MIB, "MiB");
        figures.note("all, PSS", pss / KIB_PER_MIB, "MiB");
    }

    private static String kind(ProcessHandle process) {
        if (process.equals(ProcessHandle.current())) {
            return "twin and traffic";
        }
        return process.info()
                        .command()
                        .map(Path::of)
                        .map(Path::getFileName)
                        .map(Path::toString)
                        .orElse("")
                        .equals("java")
                ? "two shops"
                : "databases";
    }

    /** 0 for a process that has ended meanwhile or whose figures are not for us to see. */
    private static double kib(ProcessHandle process, String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), file))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }
}
