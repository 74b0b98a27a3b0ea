package dev.changeover.twin.lambda.process;

import dev.changeover.twin.lambda.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The functions' code, unpacked: each archive once, however many functions and Regions have it. */
final class CodeStore {
    /** Where a process starts, and what its class path has of the function. */
    record Unpacked(Path taskRoot, List<String> classPath) {}

    private final Path folder;

    CodeStore(Path folder) {
        this.folder = folder;
    }

    Unpacked unpacked(Code code) throws IOException {
        return switch (code) {
            case Code.Zip zip -> rootedAt(unpack(zip));
            case Code.Folder(var root, var _, var _) -> rootedAt(root.toAbsolutePath());
            case Code.Image(var root, var _, var _, var _) -> new Unpacked(root.toAbsolutePath(), List.of());
            case Code.ClassPath(var entries, var _, var _) ->
                new Unpacked(
                        Files.createDirectories(folder.resolve("empty")),
                        entries.stream()
                                .map(entry -> entry.toAbsolutePath().toString())
                                .toList());
        };
    }

    /** As AWS's Java runtimes lay it out: classes and resources at the root, jars in lib. */
    private static Unpacked rootedAt(Path root) {
        return new Unpacked(root, List.of(root.toString(), root.resolve("lib") + "/*"));
    }

    private synchronized Path unpack(Code.Zip zip) throws IOException {
        String name = HexFormat.of().formatHex(Base64.getDecoder().decode(zip.sha256()));
        Path unpacked = folder.resolve(name);
        if (Files.isDirectory(unpacked)) {
            return unpacked;
        }
        Path draft = folder.resolve(name + ".draft");
        Trees.remove(draft);
        Files.createDirectories(draft);
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip.archive()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                write(in, entry, draft);
            }
        }
        return Files.move(draft, unpacked);
    }

    private static void write(ZipInputStream in, ZipEntry entry, Path root) throws IOException {
        Path place = root.resolve(entry.getName()).normalize();
        if (!place.startsWith(root)) {
            throw new IOException("the archive has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(place);
        } else {
            Files.createDirectories(place.getParent());
            Files.copy(in, place);
        }
    }
}
