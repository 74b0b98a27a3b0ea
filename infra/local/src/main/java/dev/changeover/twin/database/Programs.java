package dev.changeover.twin.database;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked, and an empty database made by them from which every new server is copied: this
 * turns the half second of initdb into the copying of 39 MB.
 */
record Programs(String name, Path folder) {
    /** To be raised when {@link #makeTemplate} changes, so that nobody starts from an older template. */
    private static final int TEMPLATE_EDITION = 2;

    /** RDS reserves this name for itself too, so nobody's master user can be called so. */
    private static final String ADMINISTRATOR = "rdsadmin";

    private static final int PASSWORD_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An empty database and the password of its superuser. */
    record Template(Path data, String password) {}

    static Programs unpack(SharedCache cache) {
        Platform platform = Platform.here();
        URL archive = platform.archive();
        String name = platform.archiveName().replace(".txz", "") + "-" + size(archive);
        return new Programs(name, cache.entry(name, into -> {
            try (var in = new XZInputStream(archive.openStream())) {
                TarArchive.unpack(in, into);
            }
        }));
    }

    Path server() {
        return folder.resolve("bin/postgres");
    }

    Template template(SharedCache cache, Launcher launcher) {
        Path entry = cache.entry(templateName(), into -> makeTemplate(into, launcher));
        try {
            return new Template(entry.resolve("data"), Files.readString(entry.resolve("password")));
        } catch (IOException unreadable) {
            throw new DatabaseTrouble(
                    "The cache entry " + entry + " cannot be read: " + Folders.reason(unreadable)
                            + "; remove it, then start again.",
                    unreadable);
        }
    }

    /** Of its entry in the cache. */
    String templateName() {
        return name + "-template-" + TEMPLATE_EDITION;
    }

    static String administrator() {
        return ADMINISTRATOR;
    }

    static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private void makeTemplate(Path into, Launcher launcher) throws IOException {
        Path data = Files.createDirectory(into.resolve("data"));
        Path password = into.resolve("password");
        Files.createFile(password);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(password, newPassword(), StandardCharsets.UTF_8);
        Folders.closeToOthers(data);
        launcher.user().own(into);
        launcher.run(
                List.of(
                        folder.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + ADMINISTRATOR,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--set=scram_iterations=" + ServerSettings.SCRAM_ITERATIONS,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin", // the same order of text on every machine
                        "--builtin-locale=C.UTF-8",
                        "--no-sync",
                        "--no-instructions"),
                "");
    }

    /** Tells one version's archive from another's without reading its 15 MB. */
    private static long size(URL archive) {
        try {
            return archive.openConnection().getContentLengthLong();
        } catch (IOException unreadable) {
            throw new DatabaseTrouble("The PostgreSQL archive " + archive + " cannot be read.", unreadable);
        }
    }
}
