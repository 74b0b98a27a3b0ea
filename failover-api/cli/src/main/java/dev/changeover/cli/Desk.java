package dev.changeover.cli;

import dev.changeover.cli.GlobalOptions.Format;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.drive.Time;
import dev.changeover.view.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that a command has at hand: streams, environment, clock, plans, journal and world. */
public final class Desk {
    private final Streams streams;
    private final Map<String, String> environment;
    private final Time time;
    private final Wiring wiring;
    private final GlobalOptions options = new GlobalOptions();
    private volatile boolean driving;

    public Desk(Streams streams, Map<String, String> environment, Time time, Wiring wiring) {
        this.streams = streams;
        this.environment = Map.copyOf(environment);
        this.time = time;
        this.wiring = wiring;
    }

    public Streams streams() {
        return streams;
    }

    public Time time() {
        return time;
    }

    public Wiring wiring() {
        return wiring;
    }

    public GlobalOptions options() {
        return options;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Path home() {
        return options.home()
                .orElseGet(() -> Path.of(environment.getOrDefault(
                        "CHANGEOVER_HOME", environment.getOrDefault("HOME", ".") + "/.changeover")))
                .toAbsolutePath();
    }

    public Plans plans() {
        return new Plans(this);
    }

    public Journals journals() {
        return new Journals(this);
    }

    public Switches switches() {
        return new Switches(this);
    }

    /** Looks at everything once, and tries where it is kept. */
    public ReadinessRun readiness(ApplicationPlan plan, World world, Archive archive, ReadinessSettings settings) {
        return new ReadinessRun(
                world,
                wiring.readiness(plan),
                archive.changeovers(),
                archive.readiness().probe(),
                settings);
    }

    public Path journalFolder() {
        return home().resolve("journal");
    }

    public World world(ApplicationPlan plan) {
        return wiring.world(plan);
    }

    /** Who acts: the machine's user, unless the environment says on whose behalf. */
    public String who() {
        String named = environment.getOrDefault("CHANGEOVER_WHO", "");
        return named.isBlank() ? System.getProperty("user.name", "unknown") : named;
    }

    public Format format() {
        return options.format();
    }

    /** Data, on stdout: the text for people, or the same as JSON. */
    public void show(Supplier<String> text, Object json) {
        switch (format()) {
            case table -> streams.out().print(text.get());
            case json -> streams.out().println(Json.text(json));
            case jsonl -> streams.out().println(Json.line(json));
        }
        streams.out().flush();
    }

    /** A list on stdout: as one JSON array under {@code key}, or one object a line. */
    public void show(Supplier<String> text, String key, List<Map<String, Object>> rows) {
        if (format() == Format.jsonl) {
            rows.forEach(row -> streams.out().println(Json.line(row)));
            streams.out().flush();
        } else {
            show(text, Json.object(key, rows));
        }
    }

    /** A list, and which places could not be asked for more of it. */
    public record Rows(String key, List<Map<String, Object>> rows, List<Unread> unread) {}

    /** Several lists: one object with a key for each, or a line for each of their rows. */
    public void showAll(Supplier<String> text, Map<String, List<Map<String, Object>>> lists) {
        if (format() == Format.jsonl) {
            lists.forEach((key, rows) -> show(text, key, rows));
        } else {
            show(text, lists);
        }
    }

    /** A list that may not be whole. With one object a line, what could not be read follows on a line of its own. */
    public void show(Supplier<String> text, Rows list) {
        var unread = Unread.json(list.unread());
        if (format() == Format.jsonl) {
            show(text, list.key(), list.rows());
            if (!unread.isEmpty()) {
                show(text, Json.object("unread", unread));
            }
        } else {
            show(text, Json.object(list.key(), list.rows(), "unread", unread));
        }
    }

    /** A word to the person, on stderr. */
    public void say(String sentence) {
        streams.err().println(sentence);
    }

    /** Marks the time in which a Ctrl-C has to wait for the present turn. */
    public <T> T driving(Supplier<T> drive) {
        driving = true;
        try {
            return drive.get();
        } finally {
            driving = false;
        }
    }

    boolean isDriving() {
        return driving;
    }
}
