package dev.changeover.journal;

import dev.changeover.core.port.PortFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A disk that does not do its work, as a sentence. */
final class DiskFailure {
    private DiskFailure() {}

    static PortFailure of(Path directory, IOException failed) {
        return switch (failed) {
            case ApplicationLock.LockHeldException held ->
                new PortFailure(PortFailure.Code.CONFLICT, held.getMessage() + "; find it and let it end");
            case AccessDeniedException denied ->
                new PortFailure(
                        PortFailure.Code.DENIED,
                        "the journal may not write " + denied.getFile() + "; mend its permissions");
            case NoSuchFileException missing ->
                new PortFailure(
                        PortFailure.Code.NOT_FOUND, "the journal has no " + missing.getFile() + "; check " + directory);
            case IOException other -> new PortFailure(PortFailure.Code.UNREACHABLE, inWords(directory, other));
        };
    }

    private static String inWords(Path directory, IOException failed) {
        boolean hasReason = failed instanceof FileSystemException named && named.getReason() != null;
        String reason = hasReason ? ((FileSystemException) failed).getReason() : failed.getMessage();
        return "the journal in " + directory + " cannot be written: " + reason
                + "; make room or mend the disk, what was written before is safe";
    }
}
