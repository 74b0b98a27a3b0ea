package dev.changeover.twin.database;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Unpacks a tar stream as POSIX and GNU write it: files, directories, symbolic links, long names. */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int MODE = 100;
    private static final int MODE_LENGTH = 8;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int KIND = 156;
    private static final int TARGET = 157;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final InputStream in;
    private final Path into;
    private final byte[] header = new byte[BLOCK];
    private String longName = "";

    private TarArchive(InputStream in, Path into) {
        this.in = in;
        this.into = into;
    }

    static void unpack(InputStream in, Path into) throws IOException {
        new TarArchive(in, into).unpack();
    }

    private void unpack() throws IOException {
        while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[NAME] != 0) {
            long size = octal(SIZE, SIZE_LENGTH);
            switch (header[KIND]) {
                case 'L' -> longName = text(new String(body(size), StandardCharsets.UTF_8));
                case 'x', 'g' -> body(size);
                case '5' -> Files.createDirectories(place());
                case '2' -> link();
                case '0', 0 -> file(size);
                default -> throw new IOException("unknown kind of entry in the archive: " + header[KIND]);
            }
            if (header[KIND] != 'L') {
                longName = "";
            }
        }
    }

    private void link() throws IOException {
        Path link = place();
        String target = field(TARGET, NAME_LENGTH);
        inside(link.resolveSibling(target));
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }

    private void file(long size) throws IOException {
        Path file = place();
        Files.createDirectories(file.getParent());
        byte[] content = body(size);
        Files.copy(new java.io.ByteArrayInputStream(content), file, StandardCopyOption.REPLACE_EXISTING);
        boolean program = (octal(MODE, MODE_LENGTH) & OWNER_MAY_EXECUTE) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private byte[] body(long size) throws IOException {
        byte[] content = in.readNBytes(Math.toIntExact(size));
        if (content.length < size) {
            throw new EOFException("the archive ends in the middle of " + place());
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        return content;
    }

    private Path place() throws IOException {
        String prefix = field(PREFIX, PREFIX_LENGTH);
        String name = longName.isEmpty() ? field(NAME, NAME_LENGTH) : longName;
        return inside(into.resolve(prefix.isEmpty() ? name : prefix + "/" + name));
    }

    private Path inside(Path path) throws IOException {
        if (!path.normalize().startsWith(into)) {
            throw new IOException("the archive points outside of itself: " + path);
        }
        return path.normalize();
    }

    private String field(int from, int length) {
        return text(new String(header, from, length, StandardCharsets.UTF_8));
    }

    private long octal(int from, int length) {
        String digits = field(from, length).trim();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(String padded) {
        int end = padded.indexOf(0);
        return end < 0 ? padded : padded.substring(0, end);
    }
}
