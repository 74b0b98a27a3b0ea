package dev.changeover.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.contract.GuardStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGuardStoreContractTest extends GuardStoreContract {
    @TempDir
    Path directory;

    @Override
    protected GuardStore store() {
        return new FileGuardStore(directory);
    }

    @Test
    void aSwitchThatWasEditedByHandIsNotHalfRead() throws IOException {
        store().turn(STOP, Switch.UNTOUCHED, true, ANN);
        Files.writeString(directory.resolve("guards/stop.json"), "{\"on\":false}");
        assertThatThrownBy(() -> store().read(STOP)).isInstanceOf(CorruptJournalException.class);
    }

    @Test
    void saysThatItsPlaceIsNoDirectory() throws IOException {
        Files.writeString(directory.resolve("guards"), "a file");
        assertThat(store().turn(STOP, Switch.UNTOUCHED, true, ANN))
                .isInstanceOfSatisfying(
                        GuardStore.Writing.Unavailable.class,
                        failed -> assertThat(failed.why().code()).isEqualTo(PortFailure.Code.UNREACHABLE));
    }
}
