package dev.changeover.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.journal.CorruptJournalException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** A drill's events to and from one line of JSON, in the words of the journal. */
public final class DrillJson {
    /** As in {@link EventTypes}, written out: a class may be renamed, a journal may not. */
    private static final JsonMapper MAPPER = EventJson.MAPPER
            .rebuild()
            .addMixIn(DrillEvent.class, KindOfEvent.class)
            .registerSubtypes(
                    new NamedType(DrillEvent.Started.class, "DrillStarted"),
                    new NamedType(DrillEvent.DriverTook.class, "DrillDriverTook"),
                    new NamedType(DrillEvent.DriverLost.class, "DrillDriverLost"),
                    new NamedType(DrillEvent.Prechecked.class, "Prechecked"),
                    new NamedType(DrillEvent.LegStarted.class, "LegStarted"),
                    new NamedType(DrillEvent.LegEnded.class, "LegEnded"),
                    new NamedType(DrillEvent.SoakStarted.class, "SoakStarted"),
                    new NamedType(DrillEvent.SoakProbed.class, "SoakProbed"),
                    new NamedType(DrillEvent.SoakEnded.class, "SoakEnded"),
                    new NamedType(DrillEvent.Stopped.class, "Stopped"),
                    new NamedType(DrillEvent.Judged.class, "Judged"))
            .build();

    private DrillJson() {}

    /** One line, without the line's end. */
    public static String write(DrillEvent event) {
        return MAPPER.writerFor(DrillEvent.class).writeValueAsString(event);
    }

    public static DrillEvent read(String line) {
        try {
            DrillEvent event = MAPPER.readValue(line, DrillEvent.class);
            if (event == null) {
                throw new IllegalArgumentException("it is null");
            }
            return event;
        } catch (JacksonException | IllegalArgumentException unreadable) {
            var corrupt = new CorruptJournalException("not an event of a drill: " + unreadable.getMessage());
            corrupt.initCause(unreadable);
            throw corrupt;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    private interface KindOfEvent {}
}
