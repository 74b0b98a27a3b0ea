package dev.changeover.http;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.http.auth.Caller;
import dev.changeover.http.show.ChangeoverShow;
import dev.changeover.operations.Feed;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Told;
import dev.changeover.view.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A changeover's events as server-sent events. Ends with the changeover, and with the reader's token. */
final class EventStream {
    /** A reader that lost the line comes back after so many ms. */
    private static final int RETRY_MS = 1_000;

    private final Operations operations;
    private final ChangeoverShow show;

    EventStream(Operations operations) {
        this.operations = operations;
        this.show = new ChangeoverShow(operations);
    }

    Response.Source of(ChangeoverId id, int since, Caller caller) {
        return sink -> {
            sink.send("retry: " + RETRY_MS + "\n\n");
            int known = since;
            Optional<Told> told = operations.feed().after(id, 0, Feed.beat());
            boolean first = true;
            while (told.isPresent()) {
                if (first || told.get().events().size() > known) {
                    known = send(sink, told.get(), known, caller);
                } else {
                    sink.send(": still here\n\n");
                }
                first = false;
                if (told.get().state().ended() && known >= told.get().events().size()) {
                    sink.send("event: end\ndata: {}\n\n");
                    return;
                }
                if (!caller.expiresAt().isAfter(operations.now())) {
                    return; // without a word of an end: the reader signs in anew and resumes
                }
                operations.watchers().looks(id, caller.who());
                told = operations.feed().after(id, known, Feed.beat());
            }
        };
    }

    private int send(Response.Sink sink, Told told, int known, Caller caller) throws IOException {
        var text = new StringBuilder();
        for (Map<String, Object> event :
                ChangeoverShow.events(told, known, told.events().size())) {
            text.append("id: ").append(event.get("number")).append("\nevent: event\ndata: ");
            text.append(Json.line(event)).append("\n\n");
        }
        text.append("event: state\ndata: ")
                .append(Json.line(show.of(told, caller)))
                .append("\n\n");
        sink.send(text.toString());
        return Math.max(known, told.events().size());
    }
}
