package dev.changeover.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The events of a changeover as a stream, until it ends or the reader goes. */
final class EventStream {
    private static final long LOOK_EVERY_MS = 50;
    // A comment goes out often enough that a reader who went is noticed.
    private static final int COMMENT_EVERY_LOOKS = 20;

    private final HttpExchange exchange;
    private final Course course;
    private final Supplier<Map<String, Object>> state;

    EventStream(HttpExchange exchange, Course course, Supplier<Map<String, Object>> state) {
        this.exchange = exchange;
        this.course = course;
        this.state = state;
    }

    void run(int since, BooleanSupplier well) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        int next = since;
        for (int look = 0; well.getAsBoolean(); look++) {
            List<Map<String, Object>> events = course.eventsAfter(next);
            next += events.size();
            StringBuilder text = new StringBuilder(look % COMMENT_EVERY_LOOKS == 0 ? ": here\n\n" : "");
            events.forEach(event -> text.append("id: ")
                    .append(event.get("number"))
                    .append("\nevent: event\ndata: ")
                    .append(Json.text(event))
                    .append("\n\n"));
            if (!events.isEmpty()) {
                text.append("event: state\ndata: ")
                        .append(Json.text(state.get()))
                        .append("\n\n");
            }
            boolean over = !course.live() && course.eventsAfter(next).isEmpty();
            out.write((over ? text + "event: end\ndata: {}\n\n" : text.toString()).getBytes(UTF_8));
            out.flush();
            if (over) {
                return;
            }
            pause();
        }
    }

    @SuppressWarnings("ThreadSleep") // The rhythm of a server, not a test that waits.
    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
