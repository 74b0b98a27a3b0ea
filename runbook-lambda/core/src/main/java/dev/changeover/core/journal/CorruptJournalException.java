package dev.changeover.core.journal;

/** The journal holds a move that no version of Changeover writes. Nothing is guessed: a person has to look. */
public final class CorruptJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptJournalException(String message) {
        super(message);
    }

    CorruptJournalException(Event event, String why) {
        this("illegal " + event.getClass().getSimpleName() + " at " + event.at() + ": " + why);
    }
}
