package dev.changeover.journal;

import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.journal.contract.Samples;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A process of its own that uses a journal, for tests that kill it or set two against each other. */
final class JournalProcess implements AutoCloseable {
    private static final int RENEWALS_TIMED = 20;

    private final Process process;
    private final BufferedReader said;

    private JournalProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static JournalProcess start(String part, Path directory, String... more) throws IOException {
        List<String> command = new ArrayList<>(Start.COMMAND);
        command.addAll(List.of(JournalProcess.class.getName(), part, directory.toString()));
        command.addAll(List.of(more));
        return new JournalProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Half of such a process's time goes by in reading classes, so they are read once for all of them. */
    private static final class Start {
        private static final List<String> JAVA = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable"); // not a word of Java's own between what is heard

        static final List<String> COMMAND = command();

        private static List<String> command() {
            try {
                Path folder = Files.createTempDirectory("changeover-journal");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "remove-archive"));
                List<String> path = List.of("-cp", jars(folder));
                Path archive = folder.resolve("classes.jsa");
                List<String> rehearsal = Stream.of(
                                JAVA,
                                List.of("-XX:ArchiveClassesAtExit=" + archive),
                                path,
                                List.of(
                                        JournalProcess.class.getName(),
                                        "time",
                                        folder.resolve("rehearsal").toString(),
                                        "1"))
                        .flatMap(List::stream)
                        .toList();
                new ProcessBuilder(rehearsal)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .onExit()
                        .join();
                return Stream.of(JAVA, List.of("-XX:SharedArchiveFile=" + archive), path)
                        .flatMap(List::stream)
                        .toList();
            } catch (IOException disk) {
                throw new UncheckedIOException(disk);
            }
        }

        /** An archive is made of jars alone. */
        private static String jars(Path folder) {
            var jar = ToolProvider.findFirst("jar").orElseThrow();
            List<String> path = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (Files.isDirectory(Path.of(entry))) {
                    String packed = folder.resolve(path.size() + ".jar").toString();
                    jar.run(System.out, System.err, "--create", "--no-compress", "--file", packed, "-C", entry, ".");
                    path.add(packed);
                } else {
                    path.add(entry);
                }
            }
            return String.join(File.pathSeparator, path);
        }

        private static void remove(Path folder) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            } catch (IOException left) {
                System.err.println(folder + " was not removed: " + left.getMessage());
            }
        }
    }

    /** The next line it prints; null when it has ended. */
    String hear() throws IOException {
        return said.readLine();
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** SIGKILL, and wait until it is gone. By its handle: Process would close the pipe with its last words in it. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        var journal = new FileJournal(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "append" -> appendForEver(journal, new ChangeoverId(arguments[2]));
            case "open" -> openWhenTold(journal, arguments[2]);
            case "drive" ->
                drive(journal, new ChangeoverId(arguments[2]), arguments[3], Integer.parseInt(arguments[4]));
            case "time" -> time(journal, Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Prints the number of events after each append that was reported as done. */
    private static void appendForEver(FileJournal journal, ChangeoverId id) {
        int there = journal.read(id).size();
        while (true) {
            Appending answer = journal.append(id, there, Samples.wait("event " + there), Optional.empty());
            if (!(answer instanceof Appending.Appended)) {
                throw new IllegalStateException("at " + there + ": " + answer);
            }
            there++;
            System.out.println(there);
        }
    }

    /** For each application it is told, tries to open a changeover of its own. */
    private static void openWhenTold(FileJournal journal, String name) throws IOException {
        System.out.println("ready");
        var told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String application = told.readLine(); application != null; application = told.readLine()) {
            System.out.println(journal.open(Samples.started("by-" + name + "-" + application, application)));
        }
    }

    /** Takes leases shorter than its own pauses, so that they are lost again and again. */
    private static void drive(FileJournal journal, ChangeoverId id, String driver, int turns) {
        for (int turn = 0; turn < turns; turn++) {
            switch (journal.lease(id, driver, Instant.now(), Duration.ofMillis(5))) {
                case Leasing.Taken(var lease) -> {
                    for (int append = 0; append < 3; append++) {
                        int there = journal.read(id).size();
                        var event = Samples.wait(lease.epoch() + " " + driver);
                        LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
                        System.out.println(journal.append(id, there, event, Optional.of(lease)));
                    }
                }
                case Leasing.HeldBy _ ->
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                case Leasing.Unavailable(var why) -> throw new IllegalStateException(why.toString());
            }
        }
    }

    /** Prints what one durable append costs; for a person to run. */
    private static void time(FileJournal journal, int appends) {
        var id = new ChangeoverId("timing-" + System.nanoTime());
        journal.open(Samples.started(id.value(), id.value()));
        if (!(journal.lease(id, "timer", Instant.now(), Duration.ofHours(1)) instanceof Leasing.Taken(var lease))) {
            throw new UncheckedIOException(new IOException("no lease"));
        }
        List<Long> micros = new ArrayList<>();
        for (int there = 1; there <= appends; there++) {
            long before = System.nanoTime();
            journal.append(id, there, Samples.wait("event " + there), Optional.of(lease));
            micros.add((System.nanoTime() - before) / 1_000);
        }
        micros.sort(null);
        long before = System.nanoTime();
        for (int renewal = 1; renewal <= RENEWALS_TIMED; renewal++) {
            journal.lease(id, "timer", Instant.now().plus(Duration.ofHours(renewal)), Duration.ofHours(1));
        }
        System.out.println("lease renewed: " + (System.nanoTime() - before) / 1_000 / RENEWALS_TIMED + " µs");
        System.out.println("append with fsync and lease check: p50 " + micros.get(appends / 2) + " µs, p99 "
                + micros.get(appends * 99 / 100) + " µs of " + appends);
    }
}
