package dev.changeover.core.model;

/** Who did it, and why. */
public record Actor(String who, String reason) {
    public Actor {
        if (who.isBlank()) {
            throw new IllegalArgumentException("every act carries who did it");
        }
    }
}
