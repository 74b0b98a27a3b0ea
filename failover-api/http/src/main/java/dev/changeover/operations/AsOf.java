package dev.changeover.operations;

import java.time.Instant;

/**
 * What was read, and when.
 *
 * @param at when its reading began: what was written later may be missing
 */
public record AsOf<V>(V value, Instant at) {}
