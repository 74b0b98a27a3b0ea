package dev.changeover.drive;

import dev.changeover.core.model.ChangeoverId;
import java.util.Optional;

/**
 * How far a phase of a drill is.
 *
 * @param said one sentence for an operator
 * @param changeover the changeover the phase is about, if it has one
 */
public record DrillAnswer(State state, String said, Optional<ChangeoverId> changeover) {
    /** What whoever drives has to do next. */
    public enum State {
        /** The phase is over: go on to the next. */
        DONE("done"),
        /** Call again. */
        WAIT("wait"),
        /** The drill is over and did not pass. */
        FAILED("failed");

        private final String shown;

        State(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    static DrillAnswer done(String said) {
        return new DrillAnswer(State.DONE, said, Optional.empty());
    }

    static DrillAnswer waiting(String said) {
        return new DrillAnswer(State.WAIT, said, Optional.empty());
    }

    static DrillAnswer failed(String said) {
        return new DrillAnswer(State.FAILED, said, Optional.empty());
    }

    DrillAnswer about(ChangeoverId id) {
        return new DrillAnswer(state, said, Optional.of(id));
    }
}
