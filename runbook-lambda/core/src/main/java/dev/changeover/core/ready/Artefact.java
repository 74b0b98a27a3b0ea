package dev.changeover.core.ready;

import java.util.Optional;

/**
 * Something that has to be deployed alike in both Regions.
 *
 * @param hash what it must be, as AWS tells it; empty when being equal in both Regions is enough
 */
public record Artefact(Kind kind, String name, Optional<String> hash) {
    public Artefact {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a " + kind + " has a name");
        }
    }

    /** What kinds there are. */
    public enum Kind {
        DOCUMENT("document"),
        FUNCTION("function");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }

    /** What is deployed in one Region: the version AWS gave it and the hash of its content. */
    public record Deployed(String version, String hash) {}
}
