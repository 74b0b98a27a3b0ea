package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.documents.Document;
import dev.changeover.documents.Documents;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.systems.SystemsManagerProcess;
import dev.changeover.twin.wire.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** boto3 publishes the documents and starts them; what it was told is {@code docs/transcript-automation.md}. */
class AutomationTranscriptTest {
    @TempDir
    Path folder;

    @Test
    void boto3PublishesTheDocumentsAndSeesThemRun() throws IOException {
        TranscriptPage.requireTheTools();
        var page = new TranscriptPage("# Transcript of Automation\n\n", "transcript-automation.md");
        Ports ports = FreePorts.next();
        var transcript = new Transcript(new Shell(ports, folder));
        try (Timeline timeline = Timeline.real()) {
            var regions = new Regions(timeline);
            var ground = new Automation.Ground(timeline, regions, new ScriptedFunction(), AwsCalls.none());
            try (var process = SystemsManagerProcess.start(folder.resolve("systems-manager"), ground);
                    var _ = Gateway.open(ports.gateway(), new Faults(regions), List.of(process))) {
                play(transcript);
            }
        } finally {
            page.write(transcript);
        }
        page.compare(transcript);
    }

    private void play(Transcript transcript) throws IOException {
        for (Document document : Documents.all()) {
            String file = document.name().toLowerCase(Locale.ROOT) + ".yaml";
            Files.writeString(folder.resolve(file), document.content());
        }
        transcript.say("Made by `AutomationTranscriptTest`: boto3, unchanged, publishes the documents of"
                + " `ssm-documents/` in the twin's Systems Manager and runs them. The step function is a scripted one,"
                + " which keeps the contract and moves nothing; the Region is us-west-2; whoever calls is named by the"
                + " access key.");
        Path script = TranscriptTest.resource("automation.py");
        transcript.file("automation.py", Files.readString(script));
        String said = transcript
                .run("python3 - ssm-documents < automation.py", "python3 - " + folder, script)
                .wentWell()
                .out();
        assertThat(said)
                .contains("get_automation_execution: Success", "halted: Failed", "stopped: Cancelled")
                .contains("RecordCancellation Success");
    }
}
