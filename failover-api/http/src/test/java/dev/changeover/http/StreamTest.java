package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.http.twin.Person;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Following a changeover as it happens. */
class StreamTest {
    private static final int WATCHERS = 1_000;

    /** A thousand answers at once on two busy cores; each alone takes a millisecond. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Office office = new Office(new MemoryJournal(), Office.shop());

    @AfterEach
    void close() {
        office.close();
    }

    /** Reads to the stream's end; counts down once, when its first line is there. */
    private List<String> follow(HttpClient client, String id, int after, CountDownLatch there) throws Exception {
        var request = office.asked(Person.VIEWER, "/v1/changeovers/" + id + "/events")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", String.valueOf(after))
                .timeout(PATIENCE)
                .build();
        List<String> lines = new ArrayList<>();
        client.send(request, HttpResponse.BodyHandlers.ofLines()).body().forEach(line -> {
            if (lines.isEmpty()) {
                there.countDown();
            }
            lines.add(line);
        });
        return lines;
    }

    @Test
    void aThousandWatchersSeeTheSameEventsOnceAndInOrder() throws Exception {
        String id = office.starts("press-number-1").json().path("id").asString();
        var there = new CountDownLatch(WATCHERS);
        try (var client = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> watchers = new ArrayList<>();
            for (int i = 0; i < WATCHERS; i++) {
                watchers.add(threads.submit(() -> follow(client, id, 0, there)));
            }
            assertThat(there.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            office.drive(new ChangeoverId(id));
            int events = office.journal.read(new ChangeoverId(id)).size();
            for (Future<List<String>> watcher : watchers) {
                List<String> lines = watcher.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                List<String> numbers =
                        lines.stream().filter(line -> line.startsWith("id: ")).toList();
                assertThat(numbers).hasSize(events).doesNotHaveDuplicates();
                assertThat(numbers.getLast()).isEqualTo("id: " + events);
                assertThat(lines).contains("event: end");
            }
        }
    }

    @Test
    void aBrokenStreamGoesOnWhereItBroke() throws Exception {
        String id = office.starts("press-number-1").json().path("id").asString();
        office.drive(new ChangeoverId(id));
        int events = office.journal.read(new ChangeoverId(id)).size();
        try (var client = HttpClient.newHttpClient()) {
            List<String> lines = follow(client, id, events - 2, new CountDownLatch(1));
            assertThat(lines.stream().filter(line -> line.startsWith("id: ")))
                    .containsExactly("id: " + (events - 1), "id: " + events);
        }
    }

    @Test
    void pollingComesToTheSameEvents() {
        String id = office.starts("press-number-1").json().path("id").asString();
        office.drive(new ChangeoverId(id));
        int events = office.journal.read(new ChangeoverId(id)).size();
        int since = 0;
        List<Integer> numbers = new ArrayList<>();
        while (since < events) {
            var page = office.reads(Person.VIEWER, "/v1/changeovers/" + id + "/events?limit=5&since=" + since)
                    .json();
            page.path("events")
                    .forEach(event -> numbers.add(event.path("number").asInt()));
            since = page.path("next").asInt();
        }
        assertThat(numbers).hasSize(events).isSorted().doesNotHaveDuplicates();
    }
}
