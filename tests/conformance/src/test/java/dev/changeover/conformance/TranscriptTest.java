package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stock {@code aws} command and boto3 create a world from nothing and move it, with real databases and DNS beneath;
 * what they said is {@code docs/transcript.md}.
 */
class TranscriptTest {
    private static final TranscriptPage PAGE = new TranscriptPage("# Transcript\n\n", "transcript.md");
    private static final Duration MOVE_MAX = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private TwinAccount account;
    private Transcript transcript;

    @Test
    void stockToolsCreateTheWorldAndMoveIt() throws IOException {
        TranscriptPage.requireTheTools();
        Path cache = Path.of(
                System.getProperty("java.io.tmpdir"), "changeover-test-cache-" + System.getProperty("user.name"));
        var settings =
                new TwinSettings(FreePorts.next(), folder.resolve("twin"), cache, TwinSettings.Pace.local(), List.of());
        Files.createDirectories(settings.home());
        try (Twin twin = Twin.start(settings)) {
            account = twin.account();
            transcript = new Transcript(new Shell(settings.ports(), folder));
            openWithWords();
            new DatabasePart(transcript, this::await).play(account);
            new SecretPart(transcript, this::await).play(account);
            String control = new RoutingPart(transcript, this::await).play(account);
            new NamePart(transcript, this::await).play(account, control);
            new MetricPart(transcript).play();
            breadth();
        } finally {
            PAGE.write(transcript);
        }
        PAGE.compare(transcript);
    }

    private void openWithWords() {
        transcript.say("Made by `TranscriptTest`: the stock `aws` command and boto3, unchanged, against an empty twin"
                + " (`changeover up --empty`). Commands are shown as they ran and outputs as they came, narrowed by"
                + " `--query`; dates are `<time>`, ports those of a twin on its usual base. Where no Region is named,"
                + " it is us-east-1. All ids are the twin's own and the same in every run.");
        transcript.heading("Who am I");
        String who = transcript.run("aws sts get-caller-identity").wentWell().out();
        assertThat(who).contains("000000000000");
    }

    private void breadth() throws IOException {
        transcript.heading("The rest, by boto3");
        Path script = resource("breadth.py");
        transcript.file("breadth.py", Files.readString(script));
        String said = transcript
                .run("python3 - < breadth.py", "python3 -", script)
                .wentWell()
                .out();
        assertThat(said)
                .contains("gate shut: ConflictException", "overridden by name: On", "describe_alarms: []")
                .contains("not answered: ", "sqs:ListQueues");
    }

    static Path resource(String name) {
        return Path.of("src", "test", "resources", name).toAbsolutePath();
    }

    private void await(String what, BooleanSupplier holds) {
        Waits.until(what, MOVE_MAX, holds);
    }
}
