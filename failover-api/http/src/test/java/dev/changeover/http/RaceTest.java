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

    @TempDir
    Path folder;

    @Test
    void ofTwoStartsAtTheSameInstantOneRunsAndTheOtherIsToldWhich() throws Exception {
        List<ApplicationPlan> plans = IntStream.range(0, RACES)
                .mapToObj(race -> Office.named("shop-" + race))
                .toList();
        try (var west = new Office(new FileJournal(folder), plans);
                var east = west.other(new FileJournal(folder));
                var threads = Executors.newFixedThreadPool(2)) {
            for (int race = 0; race < RACES; race++) {
                race(west, east, threads, "shop-" + race);
            }
            assertThat(west.hired.size() + east.hired.size()).isEqualTo(RACES);
            assertThat(west.hired).as("sometimes the west is first").isNotEmpty();
            assertThat(east.hired).as("sometimes the east is first").isNotEmpty();
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
