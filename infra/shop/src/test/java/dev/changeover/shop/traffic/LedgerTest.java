package dev.changeover.shop.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.shop.traffic.Entry.Acknowledged;
import dev.changeover.shop.traffic.Entry.Failed;
import dev.changeover.shop.traffic.Entry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Entry ACKNOWLEDGED =
            new Acknowledged(AT, Duration.ofNanos(2_345_000), "us-east-1", UUID.randomUUID());
    private static final Entry FAILED =
            new Failed(AT, Duration.ofSeconds(2), Kind.READ, Entry.NOBODY, "no answer within 2000 ms");

    @TempDir
    private Path directory;

    @Test
    void readsBackWhatWasWritten() {
        Path path = directory.resolve("ledger");
        try (var ledger = Ledger.append(path)) {
            ledger.write(ACKNOWLEDGED);
            ledger.write(FAILED);
        }
        assertThat(Ledger.read(path)).containsExactly(ACKNOWLEDGED, FAILED);
    }

    @Test
    void goesOnAfterALineWasCutAnywhere() throws IOException {
        Path whole = directory.resolve("whole");
        try (var ledger = Ledger.append(whole)) {
            ledger.write(FAILED);
            ledger.write(ACKNOWLEDGED);
        }
        String text = Files.readString(whole);
        int secondLine = text.indexOf('\n') + 1;
        for (int cut = secondLine; cut < text.length() - 1; cut++) {
            Path path = Files.writeString(directory.resolve("cut" + cut), text.substring(0, cut));
            try (var ledger = Ledger.append(path)) {
                ledger.write(ACKNOWLEDGED);
            }
            assertThat(Ledger.read(path)).as("cut at %d", cut).containsExactly(FAILED, ACKNOWLEDGED);
        }
    }

    @Test
    void keepsACauseOnItsLine() {
        Path path = directory.resolve("ledger");
        try (var ledger = Ledger.append(path)) {
            ledger.write(new Failed(AT, Duration.ZERO, Kind.WRITE, "us-east-1", "503 {\n\t\"error\"}"));
        }
        assertThat(Ledger.read(path))
                .containsExactly(new Failed(AT, Duration.ZERO, Kind.WRITE, "us-east-1", "503 { \"error\"}"));
    }
}
