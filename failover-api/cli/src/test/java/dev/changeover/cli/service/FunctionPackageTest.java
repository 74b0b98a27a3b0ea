package dev.changeover.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.lambda.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPackageTest {
    @TempDir
    private Path folder;

    private Path zip;
    private Path cache;

    @BeforeEach
    void layOut() throws IOException {
        zip = folder.resolve("changeover-lambda.zip");
        cache = Files.createDirectory(folder.resolve("cache"));
        write("first");
    }

    @Test
    void tellsTheHashOfTheArchiveAndUnpacksIt() throws Exception {
        Code code = FunctionPackage.unpackedIn(cache, zip);

        assertThat(code.sha256()).isEqualTo(hash());
        assertThat(code.bytes()).isEqualTo(Files.size(zip));
        assertThat(content(code)).isEqualTo("first");
    }

    @Test
    void tellsTheSameASecondTime() throws Exception {
        Code first = FunctionPackage.unpackedIn(cache, zip);

        assertThat(FunctionPackage.unpackedIn(cache, zip)).isEqualTo(first);
    }

    /** The size is the same too: the time alone tells the two apart. */
    @Test
    void looksAgainAtAnArchiveThatWasBuiltAgain() throws Exception {
        FunctionPackage.unpackedIn(cache, zip);
        write("other");
        Files.setLastModifiedTime(zip, FileTime.from(Instant.now().plusSeconds(1)));

        Code code = FunctionPackage.unpackedIn(cache, zip);

        assertThat(code.sha256()).isEqualTo(hash());
        assertThat(content(code)).isEqualTo("other");
    }

    private void write(String text) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("lib/text"));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String content(Code code) throws IOException {
        return Files.readString(((Code.Folder) code).root().resolve("lib/text"));
    }

    private String hash() throws IOException, NoSuchAlgorithmException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip)));
    }
}
