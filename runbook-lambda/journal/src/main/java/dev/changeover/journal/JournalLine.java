package dev.changeover.journal;

import dev.changeover.core.journal.Event;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * One line of a journal file: the event's JSON with a checksum of all before it as its last property, so that the file
 * stays JSON lines for every other tool.
 */
final class JournalLine {
    private static final String BEFORE_CHECKSUM = ",\"crc\":\"";
    private static final String AFTER_CHECKSUM = "\"}";
    private static final int CHECKSUM_DIGITS = 8;
    private static final int SUFFIX_LENGTH = BEFORE_CHECKSUM.length() + CHECKSUM_DIGITS + AFTER_CHECKSUM.length();

    private JournalLine() {}

    /** With the line's end. */
    static byte[] of(Event event) {
        String json = EventJson.write(event);
        String open = json.substring(0, json.length() - 1);
        String line = open + BEFORE_CHECKSUM + checksum(open) + AFTER_CHECKSUM + '\n';
        return line.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the line is as it was written. {@code line} comes without its end. */
    static boolean intact(String line) {
        if (line.length() <= SUFFIX_LENGTH) {
            return false;
        }
        String open = line.substring(0, line.length() - SUFFIX_LENGTH);
        return line.endsWith(BEFORE_CHECKSUM + checksum(open) + AFTER_CHECKSUM);
    }

    /** The event of an intact line. */
    static Event event(String line) {
        return EventJson.read(line.substring(0, line.length() - SUFFIX_LENGTH) + "}");
    }

    private static String checksum(String text) {
        var sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
