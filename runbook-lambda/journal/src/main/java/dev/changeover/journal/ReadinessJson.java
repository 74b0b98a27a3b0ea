package dev.changeover.journal;

import dev.changeover.core.ready.ReadinessReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.core.JacksonException;

/** Readiness reports to and from one line of JSON, in the words of the journal. */
public final class ReadinessJson {
    private ReadinessJson() {}

    public static String write(ReadinessReport report) {
        return EventJson.MAPPER.writeValueAsString(report);
    }

    /**
     * Reads what {@link #write} wrote. A report of another version cannot be read, and the next look replaces it; so
     * it is weather and no damage.
     */
    public static ReadinessReport read(String line) {
        try {
            return EventJson.MAPPER.readValue(line, ReadinessReport.class);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw new UncheckedIOException(new IOException("a readiness report cannot be read", unreadable));
        }
    }
}
