package dev.changeover.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.world.TwinTrouble;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionImageTest {
    @TempDir
    private Path folder;

    private Path jar;
    private FunctionImage image;

    @BeforeEach
    void layOut() throws IOException {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Files.writeString(lib.resolve("b.jar"), "b");
        jar = Files.writeString(lib.resolve("a.jar"), "a");
        Files.writeString(lib.resolve("notes.txt"), "no jar");
        image = FunctionImage.in(folder);
    }

    @Test
    void startsJavaWithTheJarsInOneOrderAndLeavesTheHandlerToTheFunction() {
        Code.Image code = image.code();

        assertThat(code.root()).isEqualTo(folder);
        assertThat(code.entryPoint())
                .startsWith("java")
                .containsSequence("-cp", folder.resolve("lib/a.jar") + ":" + folder.resolve("lib/b.jar"))
                .endsWith("com.amazonaws.services.lambda.runtime.api.client.AWSLambda")
                .noneMatch(word -> word.contains("AOT"));
        assertThat(code.bytes()).isEqualTo(2);
    }

    @Test
    void takesTheCacheThatItWasTrainedWithAndTellsItToAContainer() throws IOException {
        train();

        assertThat(image.isTrained()).isTrue();
        assertThat(image.code().entryPoint()).contains("-XX:AOTCache=" + folder.resolve("changeover.aot"));
        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .doesNotContain("java")
                .contains("-XX:AOTCache=" + folder.resolve("changeover.aot"), "-XX:MaxRAMPercentage=85");
    }

    /** As where temporary files are kept in memory. */
    @Test
    void takesACacheThatWasWrittenOnAnotherFileSystem() throws IOException {
        try (FileSystem other = FileSystems.newFileSystem(folder.resolve("other.zip"), Map.of("create", "true"))) {
            image.keep(Files.writeString(other.getPath("draft"), "a cache"));
        }

        assertThat(image.isTrained()).isTrue();
        assertThat(folder.resolve("changeover.aot")).hasContent("a cache");
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void leavesNothingOfACacheThatCannotBeCopied() {
        assertThatThrownBy(() -> image.keep(folder.resolve("no draft"))).isInstanceOf(IOException.class);

        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    /** Java itself would take it (JDK-8377932), and run what is no longer there. */
    @Test
    void leavesTheCacheOfOtherJarsAlone() throws IOException {
        train();
        String before = image.code().sha256();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(1)));

        assertThat(image.isTrained()).isFalse();
        assertThat(image.code().entryPoint()).noneMatch(word -> word.contains("AOT"));
        assertThat(image.code().sha256()).isNotEqualTo(before);
    }

    @Test
    void leavesACacheAloneOfWhichNobodySaysWhatItWasMadeOf() throws IOException {
        Files.writeString(folder.resolve("changeover.aot"), "half");

        assertThat(image.isTrained()).isFalse();
    }

    @Test
    void saysHowToBuildWhatIsMissing() {
        FunctionImage missing = FunctionImage.in(folder.resolve("elsewhere"));

        assertThatThrownBy(missing::code).isInstanceOf(TwinTrouble.class).hasMessageContaining("mvn -pl");
    }

    private void train() throws IOException {
        image.keep(Files.writeString(folder.resolve("draft"), "a cache"));
    }
}
