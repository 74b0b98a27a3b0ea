package dev.changeover.cli.service;

import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.world.TwinTrouble;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The zip of the functions as it is deployed to AWS, which the build lays beside this command line. Unpacked once for
 * all twins of a home; its hash is the one that AWS would tell.
 */
public final class FunctionPackage {
    /** Ours: older builds that no twin was started with for so long are removed. */
    static final Duration UNUSED_MAX = Duration.ofDays(7);

    /** As which of its packages the functions are deployed into a twin: {@code image}, which is the default, or zip. */
    public static final String CHOICE = "CHANGEOVER_FUNCTION_PACKAGE";

    private FunctionPackage() {}

    /**
     * What the functions of a twin run, as the environment chooses.
     *
     * @throws TwinTrouble if it was not built, or there is no such package
     */
    public static Code chosen(Path cache) throws IOException {
        return switch (System.getenv().getOrDefault(CHOICE, "image")) {
            case "image" -> FunctionImage.built().code();
            case "zip" -> unpackedIn(cache);
            case String other -> throw new TwinTrouble(CHOICE + " is \"" + other + "\"; it has to be image or zip");
        };
    }

    /**
     * The package, ready to run.
     *
     * @throws TwinTrouble if it was not built
     */
    public static Code unpackedIn(Path cache) throws IOException {
        Path zip = place();
        if (!Files.isRegularFile(zip)) {
            throw new TwinTrouble("the package of the functions is missing, " + zip
                    + "; build it: mvn -pl failover-api/cli -am package -DskipTests");
        }
        return unpackedIn(cache, zip);
    }

    /** Any zip of functions, ready to run. */
    static Code unpackedIn(Path cache, Path zip) throws IOException {
        Path functions = Files.createDirectories(cache.resolve("functions"));
        byte[] digest = digest(zip, functions);
        Path root = unpack(zip, functions.resolve(HexFormat.of().formatHex(digest)));
        return new Code.Folder(root, Base64.getEncoder().encodeToString(digest), Files.size(zip));
    }

    /** Kept for the next twin, since it takes a second: the same file of the same size and time is taken as known. */
    private static byte[] digest(Path zip, Path functions) throws IOException {
        String what = zip + " " + Files.size(zip) + " "
                + Files.getLastModifiedTime(zip).toInstant() + " ";
        Path known = functions.resolve("known");
        if (Files.isRegularFile(known)) {
            String line = Files.readString(known);
            if (line.startsWith(what)) {
                return HexFormat.of().parseHex(line.substring(what.length()));
            }
        }
        byte[] digest = sha256(Files.readAllBytes(zip));
        Path draft = Files.createTempFile(functions, "known", ".draft");
        Files.writeString(draft, what + HexFormat.of().formatHex(digest));
        Files.move(draft, known, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return digest;
    }

    /** In the folder that also holds our own jar, or our classes where a test runs from them. */
    static Path place() {
        try {
            Path own = Path.of(FunctionPackage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling(Path.of("changeover", "functions", "changeover-lambda.zip"));
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("our own place has no name", odd);
        }
    }

    /** A draft that is moved when it is whole, so that whoever finds the folder finds all of it. */
    private static Path unpack(Path zip, Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            removeUnused(root.getParent());
            Path draft = Files.createTempDirectory(root.getParent(), "draft");
            write(zip, draft);
            try {
                Files.move(draft, root);
            } catch (IOException raced) {
                remove(draft);
                if (!Files.isDirectory(root)) {
                    throw raced;
                }
            }
        }
        Files.setLastModifiedTime(root, FileTime.from(Instant.now()));
        return root;
    }

    private static void write(Path zip, Path root) throws IOException {
        try (var in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path place = root.resolve(entry.getName()).normalize();
                if (!place.startsWith(root)) {
                    throw new TwinTrouble("the package of the functions has an entry outside of itself");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else {
                    Files.createDirectories(place.getParent());
                    Files.copy(in, place);
                }
            }
        }
    }

    private static void removeUnused(Path folder) throws IOException {
        Instant oldest = Instant.now().minus(UNUSED_MAX);
        List<Path> all;
        try (Stream<Path> entries = Files.list(folder)) {
            all = entries.toList();
        }
        for (Path one : all) {
            if (Files.getLastModifiedTime(one).toInstant().isBefore(oldest)) {
                remove(one);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException raced) {
            throw raced.getCause();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }

    private static byte[] sha256(byte[] archive) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(archive);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
