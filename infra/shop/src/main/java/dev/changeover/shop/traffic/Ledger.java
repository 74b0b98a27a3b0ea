package dev.changeover.shop.traffic;

import dev.changeover.shop.traffic.Entry.Acknowledged;
import dev.changeover.shop.traffic.Entry.Failed;
import dev.changeover.shop.traffic.Entry.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What shoppers saw, one line each, tabs between: time, {@code ACK} or {@code FAIL}, microseconds, Region, then the
 * order's id, or what was wanted and the cause. Appended before anybody counts it, so it survives kill -9 (it is not
 * forced to the disk: a machine that loses power loses both Regions of the twin as well).
 */
public final class Ledger implements AutoCloseable {
    private static final String TAB = "\t";

    private final FileChannel file;

    private Ledger(FileChannel file) {
        this.file = file;
    }

    static Ledger append(Path path) {
        try {
            var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            endTornLine(path, file);
            return new Ledger(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the ledger " + path, e);
        }
    }

    /** Reads what is there; a line that was cut short by a crash is passed over. */
    public static List<Entry> read(Path path) {
        try (var lines = Files.lines(path, StandardCharsets.UTF_8)) {
            var entries = new ArrayList<Entry>();
            lines.forEach(line -> parse(line).ifPresent(entries::add));
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the ledger " + path, e);
        }
    }

    synchronized void write(Entry entry) {
        var bytes = ByteBuffer.wrap((line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the ledger", e);
        }
    }

    /** What a crash cut short must not become the beginning of the next line. */
    private static void endTornLine(Path path, FileChannel file) throws IOException {
        if (file.size() == 0) {
            return;
        }
        var last = ByteBuffer.allocate(1);
        try (var reading = FileChannel.open(path, StandardOpenOption.READ)) {
            reading.read(last, file.size() - 1);
        }
        if (last.get(0) != '\n') {
            file.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    private static String line(Entry entry) {
        return switch (entry) {
            case Acknowledged ack ->
                String.join(
                        TAB,
                        ack.at().toString(),
                        "ACK",
                        micros(ack.took()),
                        ack.region(),
                        ack.order().toString());
            case Failed failed ->
                String.join(
                        TAB,
                        failed.at().toString(),
                        "FAIL",
                        micros(failed.took()),
                        failed.region(),
                        failed.kind().name(),
                        failed.cause().replaceAll("\\p{Cntrl}+", " "));
        };
    }

    private static Optional<Entry> parse(String line) {
        String[] part = line.split(TAB, -1);
        try {
            if (part.length == 5 && part[1].equals("ACK") && part[4].length() == 36) {
                return Optional.of(
                        new Acknowledged(Instant.parse(part[0]), took(part[2]), part[3], UUID.fromString(part[4])));
            }
            if (part.length == 6 && part[1].equals("FAIL")) {
                return Optional.of(
                        new Failed(Instant.parse(part[0]), took(part[2]), Kind.valueOf(part[4]), part[3], part[5]));
            }
        } catch (IllegalArgumentException | java.time.format.DateTimeParseException torn) {
            // Passed over, as promised.
        }
        return Optional.empty();
    }

    private static String micros(Duration took) {
        return Long.toString(took.toNanos() / 1_000);
    }

    private static Duration took(String micros) {
        return Duration.ofNanos(Long.parseLong(micros) * 1_000);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the ledger", e);
        }
    }
}
