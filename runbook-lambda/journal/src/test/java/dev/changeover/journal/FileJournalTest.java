package dev.changeover.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Lease;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.contract.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    private static final ApplicationName SHOP = new ApplicationName("shop");
    private static final ChangeoverId FIRST = new ChangeoverId("changeover-1");
    private static final ChangeoverId SECOND = new ChangeoverId("changeover-2");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Appending APPENDED = new Appending.Appended();

    @TempDir
    Path temporary;

    private Path directory;
    private FileJournal journal;

    @BeforeEach
    void journalInADirectoryThatIsNotThereYet() {
        directory = temporary.resolve("home/journal");
        journal = new FileJournal(directory);
    }

    private Opening open(ChangeoverId id) {
        return journal.open(Samples.started(id.value(), "shop"));
    }

    private Appending append(ChangeoverId id, int expected, Event event) {
        return journal.append(id, expected, event, Optional.empty());
    }

    private Lease taken(String driver, Duration after) {
        return switch (journal.lease(FIRST, driver, Samples.AT.plus(after), LEASE)) {
            case Leasing.Taken(var lease) -> lease;
            case Leasing other -> throw new AssertionError("not taken: " + other);
        };
    }

    @Test
    void keepsEveryEventAcrossJournalObjects() {
        open(FIRST);
        List<Event> events = new ArrayList<>(List.of(Samples.started(FIRST.value(), "shop")));
        for (Event event : Samples.ofEveryKind()) {
            assertThat(append(FIRST, events.size(), event)).isEqualTo(APPENDED);
            events.add(event);
        }

        assertThat(new FileJournal(directory).read(FIRST)).isEqualTo(events);
    }

    @Test
    void hasNothingBeforeTheFirstOpening() {
        assertThat(journal.read(FIRST)).isEmpty();
        assertThat(journal.live(SHOP)).isEmpty();
        assertThat(journal.history(SHOP)).isEmpty();
        assertThat(journal.all()).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    void opensOneChangeoverAtATimeAndRemembersThemAll() {
        assertThat(open(FIRST)).isEqualTo(new Opening.Opened());
        assertThat(open(SECOND)).isEqualTo(new Opening.AlreadyLive(FIRST));
        assertThat(journal.read(SECOND)).isEmpty();
        assertThat(journal.live(SHOP)).contains(FIRST);

        append(FIRST, 1, Samples.ended());

        assertThat(journal.live(SHOP)).isEmpty();
        assertThat(open(FIRST)).as("an id is used once").isEqualTo(new Opening.AlreadyLive(FIRST));
        assertThat(open(SECOND)).isEqualTo(new Opening.Opened());
        assertThat(journal.live(SHOP)).contains(SECOND);
        assertThat(journal.history(SHOP)).containsExactly(FIRST, SECOND);
        assertThat(journal.history(new ApplicationName("other"))).isEmpty();
    }

    @Test
    void appendsOnlyWhereTheWriterThinksItIs() {
        open(FIRST);

        assertThat(append(FIRST, 0, Samples.wait("x"))).isEqualTo(new Appending.Behind());
        assertThat(append(FIRST, 2, Samples.wait("x"))).isEqualTo(new Appending.Behind());
        assertThat(append(FIRST, 1, Samples.wait("x"))).isEqualTo(APPENDED);
        assertThat(append(FIRST, 1, Samples.wait("x"))).isEqualTo(new Appending.Behind());
        assertThat(journal.read(FIRST)).hasSize(2);
    }

    @Test
    void fencesOffADriverWhoseLeaseAnotherTook() {
        open(FIRST);
        Lease slow = taken("slow", Duration.ZERO);
        assertThat(journal.lease(FIRST, "quick", Samples.AT, LEASE))
                .isEqualTo(new Leasing.HeldBy("slow", Samples.AT.plus(LEASE)));

        Lease quick = taken("quick", LEASE);

        assertThat(quick.epoch()).isGreaterThan(slow.epoch());
        assertThat(journal.append(FIRST, 1, Samples.wait("slow"), Optional.of(slow)))
                .isEqualTo(new Appending.Fenced());
        assertThat(journal.append(FIRST, 1, Samples.wait("quick"), Optional.of(quick)))
                .isEqualTo(APPENDED);
        assertThat(append(FIRST, 2, Samples.wait("a person's verb carries no lease")))
                .isEqualTo(APPENDED);
    }

    @Test
    void renewsALeaseInItsEpochAndGivesItBack() {
        open(FIRST);
        Lease first = taken("one", Duration.ZERO);
        assertThat(taken("one", Duration.ofSeconds(14)))
                .as("more than half is left")
                .isEqualTo(first);
        Lease renewed = taken("one", Duration.ofSeconds(15));
        assertThat(renewed.epoch()).isEqualTo(first.epoch());
        assertThat(renewed.until()).isEqualTo(Samples.AT.plusSeconds(45));
        assertThat(journal.append(FIRST, 1, Samples.wait("x"), Optional.of(first)))
                .isEqualTo(APPENDED);

        journal.release(first);

        Lease next = taken("two", Duration.ofSeconds(16));
        assertThat(next.epoch()).isEqualTo(first.epoch() + 1);
        journal.release(first);
        assertThat(journal.lease(FIRST, "three", Samples.AT.plusSeconds(17), LEASE))
                .as("a stale release changes nothing")
                .isInstanceOf(Leasing.HeldBy.class);
        assertThat(new FileJournal(directory).append(FIRST, 2, Samples.wait("x"), Optional.of(next)))
                .isEqualTo(APPENDED);
    }

    @Test
    void cutsOffATornLastLineAtEveryLength() throws IOException {
        open(FIRST);
        byte[] line = JournalLine.of(Samples.wait("torn"));
        for (int length = 0; length < line.length; length++) {
            int there = journal.read(FIRST).size();
            Files.write(journal.fileOf(FIRST), Arrays.copyOf(line, length), StandardOpenOption.APPEND);

            assertThat(journal.read(FIRST)).as("torn after %d bytes", length).hasSize(there);
            assertThat(append(FIRST, there, Samples.wait("whole"))).isEqualTo(APPENDED);
            assertThat(journal.read(FIRST)).as("torn after %d bytes", length).hasSize(there + 1);
        }
        assertThat(Files.readString(journal.fileOf(FIRST))).doesNotContain("torn\"");
    }

    @Test
    void cutsOffALastLineThatAPowerCutLeftFullOfZeros() throws IOException {
        open(FIRST);
        byte[] zeros = new byte[100];
        zeros[99] = '\n';
        Files.write(journal.fileOf(FIRST), zeros, StandardOpenOption.APPEND);

        assertThat(journal.read(FIRST)).hasSize(1);
        assertThat(append(FIRST, 1, Samples.wait("whole"))).isEqualTo(APPENDED);
        assertThat(journal.read(FIRST)).hasSize(2);
    }

    @Test
    void refusesAJournalThatSomebodyChanged() throws IOException {
        open(FIRST);
        append(FIRST, 1, Samples.wait("middle"));
        append(FIRST, 2, Samples.wait("last"));
        for (String word : List.of("middle", "last")) {
            String before = Files.readString(journal.fileOf(FIRST));
            Files.writeString(journal.fileOf(FIRST), before.replace(word, "edited"));

            assertThatThrownBy(() -> journal.read(FIRST))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining(journal.fileOf(FIRST).toString())
                    .hasMessageContaining("is not as it was written");
            assertThatThrownBy(() -> append(FIRST, 3, Samples.ended())).isInstanceOf(CorruptJournalException.class);
            assertThat(journal.all()).singleElement().isInstanceOf(KeptChangeover.Damaged.class);

            Files.writeString(journal.fileOf(FIRST), before);
        }
        assertThat(journal.read(FIRST)).hasSize(3);
    }

    @Test
    void namesTheLineOfAnEventThatANewerVersionWrote() throws IOException {
        open(FIRST);
        String line = new String(JournalLine.of(Samples.wait("x")), StandardCharsets.UTF_8);
        String json = line.substring(0, line.indexOf(",\"crc\"")).replace("WaitBegan", "Teleported");
        var sum = new CRC32C();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        String newer = json + ",\"crc\":\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"}\n";
        Files.writeString(journal.fileOf(FIRST), newer, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> journal.read(FIRST))
                .hasMessageContaining("line 2 of")
                .hasMessageContaining("Teleported");
    }

    @Test
    void forgetsAnOpeningThatDiedHalfway() throws IOException {
        open(FIRST);
        append(FIRST, 1, Samples.ended());
        Files.writeString(directory.resolve("applications/shop"), "changeover-1\nchangeover-2\n");

        assertThat(journal.history(SHOP)).containsExactly(FIRST);
        assertThat(journal.live(SHOP)).isEmpty();
        assertThat(open(new ChangeoverId("changeover-3"))).isEqualTo(new Opening.Opened());
        assertThat(open(SECOND)).isEqualTo(new Opening.AlreadyLive(new ChangeoverId("changeover-3")));
    }

    @Test
    void findsChangeoversWithoutKnowingTheirApplication() throws IOException {
        open(FIRST);
        append(FIRST, 1, Samples.ended());
        open(SECOND);
        journal.open(Samples.started("changeover-9", "blog"));
        Files.writeString(directory.resolve("changeovers/changeover-0.jsonl"), "{}\n{}\n");
        Files.writeString(directory.resolve("changeovers/notes.txt"), "mine");

        assertThat(journal.all())
                .extracting(KeptChangeover::id)
                .extracting(ChangeoverId::value)
                .containsExactly("changeover-1", "changeover-2", "changeover-9", "changeover-0");
        assertThat(journal.all().getFirst()).isInstanceOfSatisfying(KeptChangeover.Whole.class, whole -> {
            assertThat(whole.started().plan().name()).isEqualTo(SHOP);
            assertThat(whole.ended()).isPresent();
        });
        assertThat(journal.read(new ChangeoverId("changeover-9"))).hasSize(1);
    }

    @Test
    void saysWhatIsMissingInsteadOfThrowing() throws IOException {
        assertThat(append(FIRST, 0, Samples.ended())).satisfies(answer -> isUnavailable(answer, "changeover-1.jsonl"));
        assertThat(journal.lease(FIRST, "one", Samples.AT, LEASE)).isInstanceOf(Leasing.Unavailable.class);
        open(FIRST);
        Files.delete(journal.fileOf(FIRST));
        assertThat(append(FIRST, 1, Samples.ended())).satisfies(answer -> isUnavailable(answer, "changeover-1.jsonl"));
        open(SECOND);
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(append(SECOND, 1, Samples.ended())).satisfies(answer -> isUnavailable(answer, "check"));
        Files.createFile(directory);
        assertThat(open(FIRST)).isInstanceOf(Opening.Unavailable.class);
    }

    private static void isUnavailable(Appending answer, String word) {
        assertThat(answer).isInstanceOfSatisfying(Appending.Unavailable.class, unavailable -> {
            assertThat(unavailable.why().code()).isEqualTo(PortFailure.Code.NOT_FOUND);
            assertThat(unavailable.why().message()).contains(word);
        });
    }

    @Test
    void letsExactlyOneOfManyThreadsHaveEachPosition() throws Exception {
        int threads = 6;
        int positions = 15;
        open(FIRST);
        var barrier = new CyclicBarrier(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int position = 1; position <= positions; position++) {
                int expected = position;
                List<Future<Appending>> answers = pool.invokeAll(IntStream.range(0, threads)
                        .<Callable<Appending>>mapToObj(thread -> () -> {
                            barrier.await(10, TimeUnit.SECONDS);
                            return new FileJournal(directory)
                                    .append(FIRST, expected, Samples.wait("thread " + thread), Optional.empty());
                        })
                        .toList());

                assertThat(resultsOf(answers)).filteredOn(APPENDED::equals).hasSize(1);
                assertThat(resultsOf(answers))
                        .filteredOn(new Appending.Behind()::equals)
                        .hasSize(threads - 1);
            }
        }
        assertThat(journal.read(FIRST)).hasSize(positions + 1);
    }

    @Test
    void readsWhileAnotherAppends() throws Exception {
        int appends = 150;
        open(FIRST);
        try (var pool = Executors.newSingleThreadExecutor()) {
            Future<?> writer = pool.submit(() -> {
                for (int position = 1; position <= appends; position++) {
                    append(FIRST, position, Samples.wait("x".repeat(position * 20)));
                }
            });
            int before = 0;
            while (!writer.isDone()) {
                int seen = new FileJournal(directory).read(FIRST).size();
                assertThat(seen).isGreaterThanOrEqualTo(before);
                before = seen;
            }
            writer.get();
        }
        assertThat(journal.read(FIRST)).hasSize(appends + 1);
    }

    private static List<Appending> resultsOf(List<Future<Appending>> answers)
            throws ExecutionException, InterruptedException {
        List<Appending> results = new ArrayList<>();
        for (Future<Appending> answer : answers) {
            results.add(answer.get());
        }
        return results;
    }
}
