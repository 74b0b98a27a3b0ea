package dev.changeover.twin.database;

import java.time.Duration;

/**
 * How long each wait may last before it ends in a sentence.
 *
 * @param start a server accepts connections
 * @param stop a server that was asked to stop has ended; after that it is killed
 * @param drain a switchover's replica has everything its writer wrote; writes are refused meanwhile
 * @param promote a replica accepts writes
 * @param rejoin a replica has caught up with its writer
 */
public record Bounds(Duration start, Duration stop, Duration drain, Duration promote, Duration rejoin) {
    /**
     * Ten to a hundred times what each took on two cores (measured 2026-11-21: start 0.15 s, stop 0.1 s, drain and
     * promotion 0.05 s, rejoin 0.5 s), so that only a machine in distress reaches them.
     */
    public static final Bounds DEFAULT = new Bounds(
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15));
}
