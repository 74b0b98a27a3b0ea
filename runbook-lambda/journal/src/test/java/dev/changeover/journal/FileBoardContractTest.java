package dev.changeover.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.journal.contract.BoardContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBoardContractTest extends BoardContract {
    @TempDir
    Path directory;

    @Override
    protected ReadinessBoard board() {
        return new FileBoard(directory);
    }

    @Test
    void triesTheFolder() {
        var board = new FileBoard(directory);
        assertThat(board.look(Instant.EPOCH)).allMatch(tried -> tried.failure().isEmpty());
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("readiness"), "a file where a folder should be");
        assertThat(new FileBoard(directory).look(Instant.EPOCH))
                .allMatch(tried -> tried.failure().isPresent());
    }
}
