package dev.changeover.core.port;

import java.time.Instant;
import java.util.List;

/** Where the application's name leads, and whether it is well there. */
public record TrafficView(Resolution resolution, ProbeView health, Instant seenAt) {
    /** What DNS answered for the application's name. */
    public sealed interface Resolution {
        record Answered(List<String> answers) implements Resolution {
            public Answered {
                answers = List.copyOf(answers);
            }
        }

        record Unreadable(PortFailure why) implements Resolution {}
    }
}
