package dev.changeover.core.journal;

/** How a changeover ended. */
public enum Outcome {
    /** Every step's promise held. */
    COMPLETED,
    /** The application moved, but a step was skipped. */
    COMPLETED_WITH_EXCEPTIONS,
    CANCELLED
}
