package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import java.util.List;
import java.util.function.Supplier;

/** Where the state of Systems Manager is kept so that it outlives the process. Asked under the timeline's lock. */
public interface Shelf {
    /** What is kept; each kind has names of its own. */
    enum Kind {
        DOCUMENTS,
        EXECUTIONS,
        PARAMETERS
    }

    /** One thing on the shelf; {@code content} is JSON. */
    record Entry(Region region, String name, String content) {}

    /** In place of what was kept under the name. {@code content} is asked only by a shelf that keeps anything. */
    void keep(Kind kind, Region region, String name, Supplier<String> content);

    void drop(Kind kind, Region region, String name);

    List<Entry> all(Kind kind);

    /** For a twin whose Systems Manager ends with its process. */
    static Shelf none() {
        return new Shelf() {
            @Override
            public void keep(Kind kind, Region region, String name, Supplier<String> content) {}

            @Override
            public void drop(Kind kind, Region region, String name) {}

            @Override
            public List<Entry> all(Kind kind) {
                return List.of();
            }
        };
    }
}
