package dev.changeover.plan;

import java.util.List;

/** A key that older versions read, and the one that took its place. It stops the reading: guessing helps nobody. */
record RetiredKey(Part part, String key, String heir) {
    /** None yet. Who retires a key adds it here, so that old files are explained and not merely refused. */
    static final List<RetiredKey> ALL = List.of();
}
