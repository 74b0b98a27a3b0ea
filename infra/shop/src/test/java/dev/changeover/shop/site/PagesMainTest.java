package dev.changeover.shop.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as files. */
class PagesMainTest {
    @TempDir
    private Path folder;

    @Test
    void everyPageIsAFileUnderItsKey() throws IOException {
        assertThat(PagesMain.write(folder.resolve("site")))
                .isEqualTo(Pages.all().size());

        for (Page page : Pages.all()) {
            assertThat(Files.readAllBytes(folder.resolve("site").resolve(page.path())))
                    .as(page.path())
                    .isEqualTo(page.bytes());
        }
    }

    @Test
    void writesOverWhatAnEarlierBuildLeft() throws IOException {
        PagesMain.write(folder);
        Files.writeString(folder.resolve("index.html"), "old");

        PagesMain.write(folder);

        assertThat(folder.resolve("index.html")).content().contains("<html");
    }
}
