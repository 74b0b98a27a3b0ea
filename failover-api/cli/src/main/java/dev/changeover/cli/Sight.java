package dev.changeover.cli;

import dev.changeover.cli.Journals.Place;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command that only looks can see. A place that does not answer is asked once, then left alone, so that nobody
 * waits for its silence twice; and it is remembered, so that nobody takes what it holds for nothing.
 */
public final class Sight {
    private final Desk desk;
    private final Map<String, Unread> unread = new LinkedHashMap<>();

    public Sight(Desk desk) {
        this.desk = desk;
    }

    /** The answer; empty if this place cannot be read. */
    public <T> Optional<T> ask(Place place, Function<Archive, T> question) {
        if (unread.containsKey(place.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(place.archive()));
        } catch (UncheckedIOException silent) {
            unread.put(
                    place.name(),
                    new Unread(place.name(), Journals.why(silent), desk.time().now()));
            return Optional.empty();
        }
    }

    /** Everything that was asked in vain so far. */
    public List<Unread> unread() {
        return List.copyOf(unread.values());
    }

    /** Says to the person what was not seen. */
    public void tell() {
        unread.values().forEach(one -> desk.say(one.sentence()));
    }
}
