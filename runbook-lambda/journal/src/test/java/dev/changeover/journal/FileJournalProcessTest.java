package dev.changeover.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.journal.contract.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on one directory: killed with -9, opening at once, driving at once. */
@Timeout(180)
class FileJournalProcessTest {
    private static final ChangeoverId ID = new ChangeoverId("changeover-1");
    private static final long SEED = 20_261_121;
    private static final int CUTS = 30;

    @TempDir
    Path directory;

    @Test
    void losesNothingThatWasReportedWhenKilledAnywhere() throws Exception {
        var random = new Random(SEED);
        var journal = new FileJournal(directory);
        journal.open(Samples.started(ID.value(), "shop"));
        for (int cut = 0; cut < CUTS; cut++) {
            int reported = appendUntilKilled(1 + random.nextInt(20), random.nextInt(2_000));

            List<Event> events = journal.read(ID);
            assertThat(events).as("cut %d of seed %d", cut, SEED).hasSizeGreaterThanOrEqualTo(reported);
            for (int index = 1; index < events.size(); index++) {
                assertThat(events.get(index)).isEqualTo(Samples.wait("event " + index));
            }
            assertThat(journal.append(ID, events.size(), Samples.wait("event " + events.size()), Optional.empty()))
                    .as("a dead process blocks nobody")
                    .isEqualTo(new Appending.Appended());
        }
    }

    /** The last count the process printed; what it printed after we stopped listening is in the pipe. */
    private int appendUntilKilled(int appends, int moreMicros) throws IOException {
        try (var process = JournalProcess.start("append", directory, ID.value())) {
            String last = null;
            for (int append = 0; append < appends; append++) {
                last = process.hear();
            }
            LockSupport.parkNanos(moreMicros * 1_000L);
            process.kill();
            for (String line = process.hear(); line != null; line = process.hear()) {
                last = line.matches("\\d+") ? line : last;
            }
            return Integer.parseInt(last);
        }
    }

    @Test
    void letsExactlyOneOfTwoProcessesOpen() throws Exception {
        int rounds = 20;
        try (var one = JournalProcess.start("open", directory, "one");
                var other = JournalProcess.start("open", directory, "other")) {
            assertThat(one.hear()).isEqualTo("ready");
            assertThat(other.hear()).isEqualTo("ready");
            for (int round = 0; round < rounds; round++) {
                String application = "app-" + round;
                one.tell(application);
                other.tell(application);

                List<String> answers = List.of(one.hear(), other.hear());

                var live = new FileJournal(directory)
                        .live(new ApplicationName(application))
                        .orElseThrow();
                assertThat(answers)
                        .containsExactlyInAnyOrder(
                                new Opening.Opened().toString(), new Opening.AlreadyLive(live).toString());
                assertThat(new FileJournal(directory).history(new ApplicationName(application)))
                        .containsExactly(live);
            }
        }
    }

    @Test
    void neverLetsAnOlderEpochWriteAfterANewerOne() throws Exception {
        var journal = new FileJournal(directory);
        journal.open(Samples.started(ID.value(), "shop"));
        List<String> answers = new ArrayList<>();
        try (var one = JournalProcess.start("drive", directory, ID.value(), "one", "60");
                var other = JournalProcess.start("drive", directory, ID.value(), "other", "60")) {
            for (var process : List.of(one, other)) {
                for (String line = process.hear(); line != null; line = process.hear()) {
                    answers.add(line);
                }
            }
        }

        List<String> written = journal.read(ID).stream()
                .skip(1)
                .map(event -> ((Event.WaitBegan) event).detail())
                .toList();
        List<Long> epochs = written.stream()
                .map(detail -> Long.parseLong(detail.substring(0, detail.indexOf(' '))))
                .toList();
        assertThat(epochs).isSorted();
        assertThat(answers).contains(new Appending.Fenced().toString());
        assertThat(answers)
                .filteredOn(new Appending.Appended().toString()::equals)
                .hasSameSizeAs(written);
        assertThat(written.stream()
                        .map(detail -> detail.substring(0, detail.indexOf(' ')))
                        .distinct())
                .as("each epoch is one driver's")
                .hasSameSizeAs(written.stream().distinct().toList());
    }
}
