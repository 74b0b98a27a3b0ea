package dev.changeover.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/**
 * Events to and from one line of JSON. What an older version wrote is read for ever; what a newer one wrote is refused
 * and not half understood.
 */
public final class EventJson {
    static final JsonMapper MAPPER = mapper();

    private EventJson() {}

    /** One line, without the line's end. */
    public static String write(Event event) {
        return MAPPER.writerFor(Event.class).writeValueAsString(event);
    }

    /** Reads what {@link #write} wrote; anything else is a journal that somebody has to look at. */
    public static Event read(String line) {
        try {
            Event event = MAPPER.readValue(line, Event.class);
            if (event == null) {
                throw new IllegalArgumentException("it is null");
            }
            return event;
        } catch (JacksonException | IllegalArgumentException unreadable) {
            var corrupt = new CorruptJournalException("not an event of a journal: " + why(unreadable));
            corrupt.initCause(unreadable);
            throw corrupt;
        }
    }

    private static String why(RuntimeException unreadable) {
        String message =
                unreadable instanceof JacksonException json ? json.getOriginalMessage() : unreadable.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("it cannot be read");
    }

    private static JsonMapper mapper() {
        var words = new SimpleModule("changeover");
        PlainWord.ALL.forEach(word -> word.addTo(words));
        var builder = JsonMapper.builder()
                .addModule(words)
                .annotationIntrospector(new AllButOptionalsRequired())
                .addMixIn(Event.class, KindOfEvent.class)
                .registerSubtypes(EventTypes.NAMED.toArray(NamedType[]::new))
                .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.ORDER_SET_ELEMENTS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        EventTypes.SEALED.stream()
                .filter(type -> type != Event.class)
                .forEach(type -> builder.addMixIn(type, Kind.class));
        return builder.build();
    }

    /** Otherwise a line that lost {@code "approval":true} would read as false. */
    private static final class AllButOptionalsRequired extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.getRawType() != Optional.class;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    private interface KindOfEvent {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Kind {}
}
