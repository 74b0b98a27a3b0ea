package dev.changeover.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import dev.changeover.journal.contract.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.jsontype.NamedType;

/** The format of journals. A line that is in a golden file may never change: somebody's journal holds it. */
class EventJsonTest {
    @Test
    void writesEveryKindOfEventAsTheGoldenFileHasIt() throws IOException {
        List<String> written =
                Samples.ofEveryKind().stream().map(EventJson::write).toList();

        assertIsGolden(written, "events.jsonl");
    }

    @Test
    void readsBackWhatItWrites() {
        for (Event event : Samples.ofEveryKind()) {
            assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
        }
    }

    @Test
    void samplesHaveEveryKindOfEverySealedType() {
        Set<Class<?>> met = new HashSet<>();
        Samples.ofEveryKind().forEach(event -> meet(event, met));

        assertThat(met).containsAll(kinds());
    }

    @Test
    void everyKindHasAName() {
        assertThat(EventTypes.SEALED).containsExactlyInAnyOrderElementsOf(sealedTypes());
        assertThat(EventTypes.NAMED).extracting(NamedType::getType).hasSameElementsAs(kinds());
        assertThat(EventTypes.NAMED).extracting(NamedType::getName).doesNotHaveDuplicates();
    }

    @Test
    void keepsEveryWordThatAJournalMayHold() throws IOException {
        Set<String> words = new TreeSet<>();
        for (Class<?> type : reachable(Event.class, new HashSet<>())) {
            if (type.isEnum()) {
                Arrays.stream(type.getEnumConstants()).forEach(word -> words.add(nestedName(type) + " " + word));
            }
        }

        assertIsGolden(List.copyOf(words), "words.txt");
    }

    @Test
    void refusesWhatIsNoEventWithASentence() {
        refuses("", "not an event");
        refuses("{}", "event");
        refuses("null", "not an event");
        refuses("[]", "not an event");
        refuses("garbage", "garbage");
        refuses("{\"event\":\"Exploded\",\"at\":\"2026-11-21T03:00:00Z\"}", "'Exploded'");
        refuses("{\"event\":\"StepStarted\",\"at\":\"2026-11-21T03:00:00Z\"}", "step");
        refuses("{\"event\":\"StepStarted\",\"step\":\"Dance\",\"at\":\"2026-11-21T03:00:00Z\"}", "Dance");
        refuses("{\"event\":\"StepStarted\",\"step\":null,\"at\":\"2026-11-21T03:00:00Z\"}", "step");
        refuses("{\"event\":\"StepStarted\",\"step\":{},\"at\":\"2026-11-21T03:00:00Z\"}", "must be text");
        refuses("{\"event\":\"StepStarted\",\"step\":\"Report\",\"at\":\"yesterday\"}", "yesterday");
        refuses("{\"event\":\"StepStarted\",\"step\":\"Report\",\"at\":\"2026-11-21T03:00:00Z\",\"x\":1}", "x");
        refuses("{\"event\":\"StepStarted\",\"step\":\"Report\",\"at\":\"2026-11-21T03:00:00Z\"} {}", "not an event");
        refuses("{\"event\":\"StepStarted\",\"step\":\"Report\",\"step\":\"Report\"}", "Duplicate");
        refuses("[".repeat(100_000), "not an event");
    }

    @Test
    void refusesEveryLineCutShort() {
        for (Event event : Samples.ofEveryKind()) {
            String line = EventJson.write(event);
            for (int length = 0; length < line.length(); length += 7) {
                String cut = line.substring(0, length);
                assertThatThrownBy(() -> EventJson.read(cut)).isInstanceOf(CorruptJournalException.class);
            }
        }
    }

    @Test
    void refusesAPlanThatLostAPart() {
        String line = EventJson.write(Samples.started("20261121-020000-abcd", "shop"));

        refuses(line.replace(",\"policy\":{\"approval\":false}", ""), "policy");
        refuses(line.replace("\"approval\":false", ""), "approval");
        refuses(line.replace("\"port\"", "\"prt\"").replace(":5432", ""), "host:port");
    }

    private static void refuses(String line, String word) {
        assertThatThrownBy(() -> EventJson.read(line))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageStartingWith("not an event of a journal: ")
                .hasMessageContaining(word)
                .message()
                .doesNotContain("\n");
    }

    /** What is written now is left in {@code target}, for whoever adds a kind on purpose. */
    private static void assertIsGolden(List<String> lines, String name) throws IOException {
        Files.write(Path.of("target", name), lines);
        assertThat(lines).isEqualTo(golden(name));
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream in = EventJsonTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<Class<?>> sealedTypes() {
        return reachable(Event.class, new HashSet<>()).stream()
                .filter(Class::isSealed)
                .toList();
    }

    private static Set<Class<?>> kinds() {
        Set<Class<?>> kinds = new HashSet<>();
        sealedTypes().forEach(type -> kinds.addAll(List.of(type.getPermittedSubclasses())));
        return kinds;
    }

    /** Every type of ours that an event can hold, through components, lists, optionals and permitted subtypes. */
    private static Set<Class<?>> reachable(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> reachable(argument, found));
        }
        if (type instanceof Class<?> ours && ours.getName().startsWith("dev.changeover.") && found.add(ours)) {
            Stream<Type> components = ours.isRecord()
                    ? Arrays.stream(ours.getRecordComponents()).map(RecordComponent::getGenericType)
                    : Stream.of();
            Stream<Type> permitted = ours.isSealed() ? Arrays.stream(ours.getPermittedSubclasses()) : Stream.of();
            Stream.concat(components, permitted).forEach(next -> reachable(next, found));
        }
        return found;
    }

    /** Such as {@code Finding.Code}: two of our enumerations are called Code. */
    private static String nestedName(Class<?> type) {
        return type.getCanonicalName().substring(type.getPackageName().length() + 1);
    }

    private static void meet(Object value, Set<Class<?>> met) {
        switch (value) {
            case Iterable<?> many -> many.forEach(one -> meet(one, met));
            case Record part -> {
                met.add(part.getClass());
                for (RecordComponent component : part.getClass().getRecordComponents()) {
                    meet(valueOf(component, part), met);
                }
            }
            case Object _ -> met.add(value.getClass());
        }
    }

    private static Object valueOf(RecordComponent component, Record part) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("a record without its accessor", broken);
        }
    }
}
