package dev.changeover.cli.service;

import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.world.TwinTrouble;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of the image that every function can run: {@code lib} with its jars, and once it is trained the start-up
 * cache and the arguments of its entry point. Java 25 takes a cache of other jars for its own (JDK-8377932), so what it
 * was made of is kept beside it and compared.
 */
public final class FunctionImage {
    /** AWS's runtime client, which asks Lambda for events and has the handler answer them. */
    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** A cache is taken only where these are as they were when it was made. */
    private static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:aot=off",
            "-Xlog:cds=off");

    /** As AWS gives Java of a function's memory ("Customize Java runtime startup behavior", read 2026-11-22). */
    private static final String MEMORY = "-XX:MaxRAMPercentage=85";

    private final Path root;

    private FunctionImage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public static FunctionImage in(Path root) {
        return new FunctionImage(root);
    }

    /** The one that the build laid beside this command line. */
    public static FunctionImage built() {
        return new FunctionImage(FunctionPackage.place().resolveSibling("image"));
    }

    /**
     * What a function runs; with the start-up cache, if there is one of these very jars.
     *
     * @throws TwinTrouble if the image was not built
     */
    public Code.Image code() {
        return code(isTrained() ? List.of("-XX:AOTCache=" + cache()) : List.of());
    }

    /** What leaves a start-up cache in {@code draft} when it ends. */
    Code.Image training(Path draft) {
        return code(List.of("-XX:AOTCacheOutput=" + draft));
    }

    private Code.Image code(List<String> more) {
        String content = content();
        long bytes = jars().stream().mapToLong(FunctionImage::size).sum();
        return new Code.Image(root, entryPoint(more), sha256(content), bytes);
    }

    private List<String> entryPoint(List<String> more) {
        String classPath = jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return Stream.of(List.of("java"), OPTIONS, more, List.of("-cp", classPath, MAIN))
                .flatMap(List::stream)
                .toList();
    }

    public boolean isTrained() {
        try {
            return Files.isRegularFile(cache())
                    && Files.isRegularFile(madeOf())
                    && Files.readString(madeOf()).equals(content());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Takes a cache for its own that was trained of it, and writes the arguments of a container's entry point. */
    void keep(Path draft) throws IOException {
        Path here = Files.createTempFile(root, "changeover", ".draft"); // the draft may be on another file system
        try {
            Files.copy(draft, here, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(madeOf()); // a cache without it is not taken
            Files.move(here, cache(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(here); // still there only if it could not be copied whole
        }
        List<String> words = entryPoint(List.of("-XX:AOTCache=" + cache(), MEMORY));
        Files.write(root.resolve("java.args"), words.subList(1, words.size()));
        Files.writeString(madeOf(), content());
    }

    /** The folder that it is in. */
    public Path root() {
        return root;
    }

    private Path cache() {
        return root.resolve("changeover.aot");
    }

    private Path madeOf() {
        return root.resolve("changeover.aot.of");
    }

    /** What a cache depends on. */
    private String content() {
        return Stream.concat(
                        Stream.of(System.getProperty("java.home") + " " + System.getProperty("java.vm.version")),
                        jars().stream().map(jar -> jar + " " + size(jar) + " " + modified(jar)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** In one order everywhere, which is a part of what the cache depends on. */
    private List<Path> jars() {
        try (Stream<Path> files = Files.list(root.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new TwinTrouble(
                    "the image of the functions is missing, " + root
                            + "; build it: mvn -pl failover-api/cli -am package -DskipTests",
                    missing);
        }
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String modified(Path jar) {
        try {
            return Files.getLastModifiedTime(jar).toInstant().toString();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
