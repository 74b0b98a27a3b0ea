package dev.changeover.twin.lambda.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The log of one function in one Region, from all its processes. What is oldest makes room. */
final class FunctionLog {
    /** Of one file; with the one before it there are at most two. A choice. */
    static final long FILE_BYTES_MAX = 2L << 20;

    private final Path file;

    FunctionLog(Path file) {
        this.file = file;
    }

    synchronized void append(byte[] bytes, int length) {
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file) && Files.size(file) + length > FILE_BYTES_MAX) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(bytes, 0, length);
            }
        } catch (IOException full) {
            return; // a disk without room must not change what functions do
        }
    }
}
