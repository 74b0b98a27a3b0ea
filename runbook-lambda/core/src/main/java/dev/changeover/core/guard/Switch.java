package dev.changeover.core.guard;

import dev.changeover.core.model.ApplicationName;
import java.util.Optional;

/**
 * A switch that people turn.
 *
 * @param version how often it was turned: whoever turns it says which turn they have seen
 * @param last who turned it last, when and why; empty if nobody ever did
 */
public record Switch(boolean on, long version, Optional<Given> last) {
    /** Off, as every switch begins: nothing is stopped, and nothing is armed. */
    public static final Switch UNTOUCHED = new Switch(false, 0, Optional.empty());

    /** This switch after its next turn. */
    public Switch turned(boolean nowOn, Given by) {
        return new Switch(nowOn, version + 1, Optional.of(by));
    }

    /** Which switch. */
    public sealed interface Name {
        /** Stops every start of every application. */
        record Stop() implements Name {}

        /** Lets alarms start changeovers of one application. */
        record Arming(ApplicationName application) implements Name {}
    }
}
