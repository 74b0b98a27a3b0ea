package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two people press the button in two Regions at the same instant, again and again. Nobody can be hired to drive. */
final class TwoStarts {
    private final LiveTwin twin;
    private final String application;
    private final List<ServiceCaller> people;
    private Map<String, Object> order = Map.of();

    TwoStarts(LiveTwin twin, String application) {
        this.twin = twin;
        this.application = application;
        this.people = List.of(
                ServiceCaller.of(twin, LiveTwin.EAST, "operator"), ServiceCaller.of(twin, LiveTwin.WEST, "operator"));
    }

    /** Races until there were so many or the time is up; says how many there were. */
    int race(String direction, int most, Duration longest) throws Exception {
        Instant end = Instant.now().plus(longest);
        int races = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(people.size())) {
            while (races < most && Instant.now().isBefore(end)) {
                if (order.isEmpty()) {
                    order = people.getFirst().order(application, direction, "graceful", Map.of());
                }
                races += once(threads) ? 1 : 0;
            }
        }
        return races;
    }

    /** False where the world had changed since the preview: both are told so, and nothing was started. */
    private boolean once(ExecutorService threads) throws Exception {
        var together = new CyclicBarrier(people.size());
        List<Callable<Said>> presses = people.stream()
                .map(person -> (Callable<Said>) () -> press(person, together))
                .toList();
        List<Said> said = threads.invokeAll(presses).stream()
                .map(Future::resultNow)
                .sorted(Comparator.comparingInt(Said::status))
                .toList();
        if (said.stream().allMatch(each -> each.code().equals("stale-preview"))) {
            order = Map.of();
            return false;
        }
        String id = ServiceCaller.id(said.getFirst());
        assertThat(said.getLast().status()).as("%s", said).isEqualTo(409);
        assertThat(said.getLast().json().path("running").path("href").asString())
                .isEqualTo("/v1/changeovers/" + id);
        end(new ChangeoverId(id));
        return true;
    }

    private Said press(ServiceCaller person, CyclicBarrier together) throws Exception {
        together.await();
        return person.post(
                application + "/changeovers",
                order,
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    /** As its driver would on a person's cancel, since it has none. */
    private void end(ChangeoverId id) {
        Journal journal = twin.journal();
        var cancel = new Verb.Cancel(new Actor("race", "it was only about who starts"));
        int length = journal.read(id).size();
        journal.append(id, length, new Event.VerbGiven(cancel, Instant.now()), Optional.empty());
        journal.append(id, length + 1, new Event.Ended(Outcome.CANCELLED, Instant.now()), Optional.empty());
    }
}
