package dev.changeover.core.notice;

import dev.changeover.core.model.ChangeoverId;
import java.util.HashMap;
import java.util.Map;

/** Marks that live as long as the process. */
public final class MemoryNoticeMarks implements NoticeMarks {
    private final Map<ChangeoverId, Integer> marks = new HashMap<>();

    @Override
    public synchronized int told(ChangeoverId changeover) {
        return marks.getOrDefault(changeover, 0);
    }

    @Override
    public synchronized boolean advance(ChangeoverId changeover, int from, int to) {
        if (told(changeover) != from) {
            return false;
        }
        marks.put(changeover, to);
        return true;
    }
}
