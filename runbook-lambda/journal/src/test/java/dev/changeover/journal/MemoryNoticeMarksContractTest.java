package dev.changeover.journal;

import dev.changeover.core.notice.MemoryNoticeMarks;
import dev.changeover.core.notice.NoticeMarks;
import dev.changeover.journal.contract.NoticeMarksContract;

class MemoryNoticeMarksContractTest extends NoticeMarksContract {
    private final NoticeMarks marks = new MemoryNoticeMarks();

    @Override
    protected NoticeMarks marks() {
        return marks;
    }
}
