package dev.changeover.twin.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What a function runs, with the digest and size that Lambda tells of it. */
public sealed interface Code {
    /** SHA-256 in Base64, as Lambda writes it; the same in every Region that has the same code. */
    String sha256();

    long bytes();

    /** Uploaded by CreateFunction or UpdateFunctionCode. */
    @SuppressWarnings("ArrayRecordComponent") // the archive is kept and never compared
    record Zip(byte[] archive, String sha256) implements Code {
        @Override
        public long bytes() {
            return archive.length;
        }
    }

    /** An unpacked archive on this machine: classes at its root, jars in {@code lib}. */
    record Folder(Path root, String sha256, long bytes) implements Code {}

    /** Jars and folders on this machine that make up a class path. */
    record ClassPath(List<Path> entries, String sha256, long bytes) implements Code {}

    /**
     * A container image's content on this machine. As in an image, the entry point is the whole command but for the
     * handler; its first word stands for the Java that the twin runs on.
     */
    record Image(Path root, List<String> entryPoint, String sha256, long bytes) implements Code {
        public Image {
            entryPoint = List.copyOf(entryPoint);
        }
    }

    /**
     * The largest content of an archive. Source: "Lambda quotas", Lambda developer guide, read 2026-11-22: 250 MB,
     * unzipped.
     */
    long UNZIPPED_BYTES_MAX = 250L << 20;

    /** An uploaded archive, which is read once from end to end here. */
    static Code zip(byte[] archive) {
        long unzipped = 0;
        int entries = 0;
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                requireInside(entry.getName());
                entries++;
                unzipped += drain(in, UNZIPPED_BYTES_MAX - unzipped);
            }
        } catch (IOException | IllegalArgumentException broken) { // the latter for names that are no UTF-8
            throw LambdaErrors.notAZip();
        }
        if (entries == 0) {
            throw LambdaErrors.notAZip();
        }
        MessageDigest digest = digest();
        digest.update(archive);
        return new Zip(archive.clone(), base64(digest));
    }

    static Code folder(Path root) {
        MessageDigest digest = digest();
        long bytes = add(digest, root);
        return new Folder(root, base64(digest), bytes);
    }

    static Code classPath(List<Path> entries) {
        MessageDigest digest = digest();
        long bytes = 0;
        for (Path entry : entries) {
            bytes += add(digest, entry);
        }
        return new ClassPath(List.copyOf(entries), base64(digest), bytes);
    }

    private static void requireInside(String name) {
        Path path = Path.of("/", name).normalize();
        if (name.startsWith("/")
                || name.contains("\\")
                || List.of(name.split("/")).contains("..")
                || path.equals(Path.of("/"))) {
            throw LambdaErrors.notAZip();
        }
    }

    private static long drain(ZipInputStream in, long bytesMax) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            if (bytes > bytesMax) {
                throw LambdaErrors.unzippedTooLarge(UNZIPPED_BYTES_MAX);
            }
        }
        return bytes;
    }

    private static long add(MessageDigest digest, Path entry) {
        long bytes = 0;
        try (var files = Files.walk(entry)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                digest.update(entry.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(content);
                bytes += content.length;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the code of a function cannot be read: " + entry, unreadable);
        }
        return bytes;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String base64(MessageDigest digest) {
        return Base64.getEncoder().encodeToString(digest.digest());
    }
}
