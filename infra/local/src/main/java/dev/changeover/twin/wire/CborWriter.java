package dev.changeover.twin.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes a tree of members as CBOR (RFC 8949), in the part of it that Smithy RPC v2 uses. */
final class CborWriter {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    /** Values of the simple type: false, true, null, undefined, and the three floats by size. */
    static final int FALSE = 20;

    static final int TRUE = 21;
    static final int NULL = 22;
    static final int UNDEFINED = 23;
    static final int HALF = 25;
    static final int FLOAT = 26;
    static final int DOUBLE = 27;

    /** The tag of a time as seconds since 1970. */
    private static final int EPOCH = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private CborWriter() {}

    static byte[] write(Map<String, ?> members) {
        var writer = new CborWriter();
        try {
            writer.value(members);
        } catch (IOException impossible) {
            throw new UncheckedIOException("CBOR into memory failed", impossible);
        }
        return writer.bytes.toByteArray();
    }

    private void value(Object value) throws IOException {
        switch (value) {
            case Map<?, ?> members -> {
                head(MAP, members.size());
                for (var member : members.entrySet()) {
                    text(member.getKey().toString());
                    value(member.getValue());
                }
            }
            case Items items -> array(items.values());
            case List<?> items -> array(items);
            case Boolean flag -> out.writeByte(SIMPLE << 5 | (flag ? TRUE : FALSE));
            case Integer number -> integer(number);
            case Long number -> integer(number);
            case Double number -> real(number);
            case Instant time -> {
                head(TAG, EPOCH);
                real(time.toEpochMilli() / 1000.0);
            }
            case Object text -> text(text.toString());
        }
    }

    private void array(List<?> items) throws IOException {
        head(ARRAY, items.size());
        for (Object item : items) {
            value(item);
        }
    }

    private void integer(long number) throws IOException {
        head(number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? -1 - number : number);
    }

    private void real(double number) throws IOException {
        out.writeByte(SIMPLE << 5 | DOUBLE);
        out.writeDouble(number);
    }

    private void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, utf8.length);
        out.write(utf8);
    }

    /** A type and its size or number, in the fewest bytes: 1, 2, 3, 5 or 9. */
    private void head(int type, long number) throws IOException {
        if (number < 24) {
            out.writeByte(type << 5 | (int) number);
        } else if (number <= 0xFF) {
            out.writeByte(type << 5 | 24);
            out.writeByte((int) number);
        } else if (number <= 0xFFFF) {
            out.writeByte(type << 5 | 25);
            out.writeShort((int) number);
        } else if (number <= 0xFFFF_FFFFL) {
            out.writeByte(type << 5 | 26);
            out.writeInt((int) number);
        } else {
            out.writeByte(type << 5 | 27);
            out.writeLong(number);
        }
    }
}
