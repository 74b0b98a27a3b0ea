package dev.changeover.core.ready;

import java.time.Instant;

/**
 * A verdict that is another one than the look before had.
 *
 * @param at when the look was taken that found it; the fact's name is made of it, however late it is told
 */
public record VerdictChange(String was, String is, Instant at) {}
