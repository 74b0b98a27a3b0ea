package dev.changeover.core.notice;

import dev.changeover.core.model.ChangeoverId;

/**
 * How far each changeover's journal has been told. One that cannot be read throws an {@link
 * java.io.UncheckedIOException}.
 */
public interface NoticeMarks {
    /** The number of events whose facts have all been told. */
    int told(ChangeoverId changeover);

    /**
     * Moves the mark from {@code from} to {@code to}; false when it was not at {@code from}, or could not be moved. A
     * mark that stays behind costs a repetition and nothing else.
     */
    boolean advance(ChangeoverId changeover, int from, int to);
}
