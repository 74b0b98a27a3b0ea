package dev.changeover.cli;

import dev.changeover.core.port.PortFailure;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A place that could not be read: what it holds is unknown, which is not nothing.
 *
 * @param since when it was asked first in vain
 */
public record Unread(String where, PortFailure why, Instant since) {
    /** One sentence for a person. */
    public String sentence() {
        return "Unknown since " + Words.of(since) + " is what " + where + " holds, because it cannot be read: "
                + Words.of(why) + ".";
    }

    /** What a script must not take for nothing. */
    public static List<Map<String, Object>> json(List<Unread> unread) {
        return unread.stream()
                .map(one -> Json.object(
                        "where", one.where(),
                        "code", one.why().code(),
                        "why", Words.of(one.why()),
                        "since", one.since()))
                .toList();
    }
}
