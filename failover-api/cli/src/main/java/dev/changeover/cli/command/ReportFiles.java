package dev.changeover.cli.command;

import dev.changeover.view.Json;
import dev.changeover.view.Report;
import dev.changeover.view.ReportHtml;
import dev.changeover.view.ReportXml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A report in its three forms, in a folder. */
final class ReportFiles {
    private ReportFiles() {}

    /** {@code ID.html}, {@code ID.json} and {@code TEST-ID.xml}, the last named as Surefire names its own. */
    static void write(Path folder, Report report, Map<String, Object> json) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(report.id() + ".html"), ReportHtml.of(report));
            Files.writeString(folder.resolve(report.id() + ".json"), Json.text(json) + "\n");
            Files.writeString(folder.resolve("TEST-" + report.id() + ".xml"), ReportXml.of(report));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
