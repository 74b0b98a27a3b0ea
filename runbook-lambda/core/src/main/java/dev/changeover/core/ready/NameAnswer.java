package dev.changeover.core.ready;

import java.time.Duration;
import java.util.List;

/** What DNS answered for the application's name, and the longest a resolver may keep it. */
public record NameAnswer(List<String> answers, Duration ttl) {
    public NameAnswer {
        answers = List.copyOf(answers);
    }
}
