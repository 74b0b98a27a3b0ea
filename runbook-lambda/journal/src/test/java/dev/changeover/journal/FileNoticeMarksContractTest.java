package dev.changeover.journal;

import dev.changeover.core.notice.NoticeMarks;
import dev.changeover.journal.contract.NoticeMarksContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileNoticeMarksContractTest extends NoticeMarksContract {
    @TempDir
    Path directory;

    @Override
    protected NoticeMarks marks() {
        return new FileNoticeMarks(directory);
    }
}
