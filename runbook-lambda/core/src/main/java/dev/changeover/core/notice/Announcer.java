package dev.changeover.core.notice;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Answer;
import java.util.List;

/**
 * Tells what a journal holds and nobody has told yet. A driver calls it after a turn, and whoever drives next goes on
 * where it ended. A fact is told at least once: a driver that dies between telling and marking leaves one fact to be
 * told again, under the same key.
 */
public final class Announcer {
    private final Journal journal;
    private final NoticeMarks marks;
    private final NoticePort port;

    public Announcer(Journal journal, NoticeMarks marks, NoticePort port) {
        this.journal = journal;
        this.marks = marks;
        this.port = port;
    }

    /**
     * Tells in the order of the journal and stops at the first fact that may be told later. One that is refused for
     * good is passed over, since those after it may matter more. How many were told.
     *
     * @throws java.io.UncheckedIOException when the journal or the marks cannot be read
     */
    public int announce(ChangeoverId changeover) {
        List<Event> events = journal.read(changeover);
        int from = marks.told(changeover);
        if (from >= events.size()) {
            return 0;
        }
        int told = 0;
        int reached = events.size();
        for (int position = from; position < reached; position++) {
            for (Notice notice : Notices.of(events.subList(0, position + 1), position)) {
                Answer answer = port.publish(notice);
                told += answer instanceof Answer.Accepted ? 1 : 0;
                if (passing(answer)) {
                    reached = position;
                }
            }
        }
        if (reached > from) {
            marks.advance(changeover, from, reached);
        }
        return told;
    }

    private static boolean passing(Answer answer) {
        return switch (answer) {
            case Answer.Accepted _ -> false;
            case Answer.Refused(var why) -> why.passing();
            case Answer.Unknown _ -> true;
        };
    }
}
