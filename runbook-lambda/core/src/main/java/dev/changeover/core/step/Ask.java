package dev.changeover.core.step;

import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import java.time.Instant;
import java.util.Optional;

/** The last thing a step asked of the world. No answer means that whoever asked died, or is still waiting for one. */
public record Ask(Action action, Instant at, Optional<Answer> answer) {}
