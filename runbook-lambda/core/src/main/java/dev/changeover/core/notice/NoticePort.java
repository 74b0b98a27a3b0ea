package dev.changeover.core.notice;

import dev.changeover.core.port.Answer;

/** Where notices go. */
public interface NoticePort {
    /**
     * Tells once and does not retry. {@link Answer.Unknown} when the reply was lost: it may have been heard, and will
     * be told again under the same key.
     */
    Answer publish(Notice notice);
}
