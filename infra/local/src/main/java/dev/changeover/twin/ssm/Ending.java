package dev.changeover.twin.ssm;

import java.util.Map;
import java.util.Optional;

/** How an attempt at a step ended. */
sealed interface Ending {
    /** {@code root} is what the step's own outputs are selected from; {@code jump} is a branch's choice. */
    record Succeeded(Map<String, Object> outputs, Object root, Optional<String> jump) implements Ending {}

    record Failed(String type, String message) implements Ending {}

    /** A person said no; asking again is not for the machine. */
    record Rejected(Map<String, Object> outputs, String message) implements Ending {}

    record TimedOut(String message) implements Ending {}
}
