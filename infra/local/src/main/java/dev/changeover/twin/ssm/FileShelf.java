package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A file for each thing kept, readable by its owner alone. A file is replaced as a whole, so that a process that is
 * killed leaves the old one or the new one. What the machine itself had not written when it failed may be lost.
 */
public final class FileShelf implements Shelf {
    private static final String SUFFIX = ".json";

    private final Path home;

    /** What each file holds, so that nothing is written that is there already. */
    private final Map<Path, String> written = new HashMap<>();

    public FileShelf(Path home) {
        this.home = home;
    }

    @Override
    public void keep(Kind kind, Region region, String name, Supplier<String> content) {
        Path file = file(kind, region, name);
        String text = content.get();
        if (text.equals(written.put(file, text))) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.getParent().resolve("fresh");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException broken) {
            throw new UncheckedIOException("could not keep " + name + " in " + home, broken);
        }
    }

    @Override
    public void drop(Kind kind, Region region, String name) {
        Path file = file(kind, region, name);
        written.remove(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("could not drop " + name + " from " + home, broken);
        }
    }

    @Override
    public List<Entry> all(Kind kind) {
        List<Entry> entries = new ArrayList<>();
        for (Path region : inside(folder(kind))) {
            for (Path file : inside(region)) {
                if (file.toString().endsWith(SUFFIX)) {
                    entries.add(read(region, file));
                }
            }
        }
        return entries;
    }

    private static Entry read(Path region, Path file) {
        String name = file.getFileName().toString();
        try {
            return new Entry(
                    new Region(region.getFileName().toString()),
                    URLDecoder.decode(name.substring(0, name.length() - SUFFIX.length()), StandardCharsets.UTF_8),
                    Files.readString(file));
        } catch (IOException broken) {
            throw new UncheckedIOException("could not read " + file, broken);
        }
    }

    private static List<Path> inside(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("could not list " + folder, broken);
        }
    }

    private Path folder(Kind kind) {
        return home.resolve(kind.name().toLowerCase(Locale.ROOT));
    }

    private Path file(Kind kind, Region region, String name) {
        return folder(kind).resolve(region.code()).resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + SUFFIX);
    }
}
