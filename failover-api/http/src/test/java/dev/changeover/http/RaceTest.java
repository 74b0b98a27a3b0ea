package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.http.twin.Person;
import dev.changeover.journal.FileJournal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people press the button in two Regions at the same instant. */
class RaceTest {
    /** As often as the acceptance of this service asks for. */
    private static final int RACES = 1_000;

    /** Each application is raced for once; so many make a fleet. */
    private static final int FLEET = 50;

    @TempDir
    Path folder;

    @Test
    void ofTwoStartsAtTheSameInstantOneRunsAndTheOtherIsToldWhich() throws Exception {
        int inWest = 0;
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int fleet = 0; fleet < RACES / FLEET; fleet++) {
                inWest += fleet(threads, folder.resolve("journal-" + fleet));
            }
        }
        assertThat(inWest).as("now one is first, now the other").isBetween(1, RACES - 1);
    }

    /** Returns how often the west was first. */
    private static int fleet(ExecutorService threads, Path journal) throws Exception {
        List<ApplicationPlan> plans = IntStream.range(0, FLEET)
                .mapToObj(number -> Office.named("shop-" + number))
                .toList();
        try (var west = new Office(new FileJournal(journal), plans);
                var east = west.other(new FileJournal(journal))) {
            for (ApplicationPlan plan : plans) {
                race(west, east, threads, plan.name().value());
            }
            assertThat(west.hired.size() + east.hired.size()).isEqualTo(FLEET);
            return west.hired.size();
        }
    }

    private static void race(Office west, Office east, ExecutorService threads, String name) throws Exception {
        Map<String, Object> order = west.order(name, "failover", "graceful", name + " us-west-2");
        var together = new CyclicBarrier(2);
        List<Callable<Office.Said>> presses = List.of(
                () -> press(west, name, order, "press-in-west", together),
                () -> press(east, name, order, "press-in-east", together));
        List<Office.Said> said = threads.invokeAll(presses).stream()
                .map(Future::resultNow)
                .sorted(Comparator.comparingInt(Office.Said::status))
                .toList();
        assertThat(said.get(0).status()).as("%s: %s", name, said).isEqualTo(202);
        assertThat(said.get(1).status()).as("%s: %s", name, said).isEqualTo(409);
        assertThat(said.get(1).json().path("running").path("id"))
                .isEqualTo(said.get(0).json().path("id"));
    }

    private static Office.Said press(
            Office office, String name, Map<String, Object> order, String key, CyclicBarrier together)
            throws Exception {
        together.await();
        return office.posts(
                Person.OPERATOR, "/v1/applications/" + name + "/changeovers", order, "Idempotency-Key", key);
    }
}
