package dev.changeover.benchmarks;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.AwsAccount;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.shop.traffic.Traffic;
import dev.changeover.twin.world.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The memory of a twin with its databases, shops, failover service and 200 requests a second: this process and all
 * below it, from /proc.
 * RSS counts a page shared by several processes several times, PSS once. Takes the seconds to watch for.
 */
public final class Footprint {
    private static final int SECONDS_DEFAULT = 30;
    private static final double KIB_PER_MIB = 1024;

    private static final Duration MOVE_MAX = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** The replica has to follow its new writer before the next move. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** Issue 2, "How fast": 1.5 GiB, in MiB. */
    private static final double WHOLE_MAX = 1_536;

    private Footprint() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SECONDS_DEFAULT;
        Place.printMachine();
        var figures = new Figures();
        try (var place = new Place();
                Twin twin = Twin.start(place.twin("twin", "cache"));
                var service = Service.deploy(place, "cache", twin);
                var account = AwsAccount.open(service.plan().twin(), Timeouts.defaults());
                var journal = service.journal();
                Traffic _ = Visitors.come(place)) {
            moveThereAndBack(service.plan(), journal, account);
            for (int second = 0; second < seconds; second++) {
                Thread.sleep(1_000);
                measure(figures);
            }
        }
        figures.print();
        figures.against("all, RSS", WHOLE_MAX);
        figures.against("all, PSS", WHOLE_MAX);
    }

    /** So that a function has run in each Region; a function that was used stays for minutes. */
    private static void moveThereAndBack(ApplicationPlan plan, Journal journal, AwsAccount account)
            throws InterruptedException {
        var drivers = new AutomationDrivers(account, AutomationDrivers.Names.defaults());
        for (Site to : List.of(plan.secondary(), plan.primary())) {
            var id = new ChangeoverId("footprint-" + to.region());
            var request = new ChangeoverRequest(
                    id,
                    plan.other(to.region()).region(),
                    to.region(),
                    Mode.GRACEFUL,
                    new Actor("benchmark", "a measurement"),
                    Optional.empty(),
                    Set.of(),
                    List.of());
            journal.open(new Event.Started(request, plan, Instant.now()));
            drivers.hire(plan, id, to.region(), 0);
            Instant latest = Instant.now().plus(MOVE_MAX);
            while (!Fold.of(journal.read(id)).ended()) {
                if (Instant.now().isAfter(latest)) {
                    throw new IllegalStateException(id + " has not ended after " + MOVE_MAX);
                }
                Thread.sleep(LOOK_EVERY);
            }
            Thread.sleep(SETTLE);
        }
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
        String line = Processes.command(process);
        if (line.contains("SystemsManagerMain")) {
            return "Systems Manager";
        }
        if (line.contains("AWSLambda")) {
            return "functions";
        }
        return line.contains("ShopMain") ? "two shops" : "databases";
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
