package dev.changeover.core.ready;

/** How much a finding stands in the way, the gravest first. */
public enum Severity {
    /** A graceful changeover started now would stop, or would not start. */
    BLOCKING,
    /** It would go through, but somebody should mend this first. */
    WARNING,
    /** Worth knowing. */
    NOTE
}
