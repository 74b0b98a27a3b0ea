package dev.changeover.journal;

import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.model.ChangeoverId;
import tools.jackson.core.JacksonException;

/** What guards remember, to and from one line of JSON. As strict as {@link EventJson}. */
public final class GuardJson {
    private GuardJson() {}

    public static String write(Switch value) {
        return EventJson.MAPPER.writeValueAsString(value);
    }

    public static String write(Given value) {
        return EventJson.MAPPER.writeValueAsString(value);
    }

    public static String write(RefusedStart value) {
        return EventJson.MAPPER.writeValueAsString(value);
    }

    public static String write(ChangeoverId value) {
        return EventJson.MAPPER.writeValueAsString(value);
    }

    /** Reads what {@code write} wrote; anything else is a store that somebody has to look at. */
    public static <T> T read(String line, Class<T> type) {
        try {
            T value = EventJson.MAPPER.readValue(line, type);
            if (value == null) {
                throw new IllegalArgumentException("it is null");
            }
            return value;
        } catch (JacksonException | IllegalArgumentException unreadable) {
            var corrupt = new CorruptJournalException(
                    "not a " + type.getSimpleName() + " that was kept: " + unreadable.getMessage());
            corrupt.initCause(unreadable);
            throw corrupt;
        }
    }
}
