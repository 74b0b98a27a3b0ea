package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CBOR (RFC 8949) into maps, lists, text, numbers and Booleans. Tags are dropped: a time reads as a number. */
final class CborReader {
    /** The deepest nesting read; the deepest call here has seven levels. */
    private static final int DEPTH_MAX = 32;

    /** In the place of a size: the items go on until a break. */
    private static final int INDEFINITE = 31;

    private static final int BREAK = 0xFF;

    private final ByteBuffer in;
    private int depth;

    private CborReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /** An empty body is an empty object. */
    @SuppressWarnings("unchecked") // map() only makes text keys
    static Map<String, Object> read(byte[] bytes) {
        if (bytes.length == 0) {
            return Map.of();
        }
        try {
            var reader = new CborReader(bytes);
            if (reader.value() instanceof Map<?, ?> members && !reader.in.hasRemaining()) {
                return (Map<String, Object>) members;
            }
            throw malformed();
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            throw malformed();
        }
    }

    private Object value() {
        if (++depth > DEPTH_MAX) {
            throw malformed();
        }
        int first = in.get() & 0xFF;
        int size = first & 0x1F;
        Object value = switch (first >> 5) {
            case CborWriter.UNSIGNED -> number(size);
            case CborWriter.NEGATIVE -> -1 - number(size);
            case CborWriter.BYTES, CborWriter.TEXT -> text(size);
            case CborWriter.ARRAY -> array(size);
            case CborWriter.MAP -> map(size);
            case CborWriter.TAG -> {
                number(size);
                yield value();
            }
            default -> simple(size);
        };
        depth--;
        return value;
    }

    private long number(int size) {
        return switch (size) {
            case 24 -> in.get() & 0xFF;
            case 25 -> in.getShort() & 0xFFFF;
            case 26 -> in.getInt() & 0xFFFF_FFFFL;
            case 27 -> in.getLong();
            default -> {
                if (size > 27) {
                    throw malformed();
                }
                yield size;
            }
        };
    }

    private String text(int size) {
        if (size == INDEFINITE) {
            var parts = new StringBuilder();
            while (!atBreak()) {
                parts.append(value());
            }
            return parts.toString();
        }
        long length = number(size);
        if (length < 0 || length > in.remaining()) {
            throw malformed();
        }
        byte[] utf8 = new byte[(int) length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private List<Object> array(int size) {
        var items = new ArrayList<>();
        long left = size == INDEFINITE ? -1 : number(size);
        while (more(left, items.size())) {
            items.add(value());
        }
        return items;
    }

    private Map<String, Object> map(int size) {
        var members = new LinkedHashMap<String, Object>();
        long left = size == INDEFINITE ? -1 : number(size);
        for (int read = 0; more(left, read); read++) {
            Object name = value();
            Object member = value();
            if (!(name instanceof String text)) {
                throw malformed();
            }
            if (member != null) {
                members.put(text, member);
            }
        }
        return members;
    }

    private boolean more(long wanted, int read) {
        return wanted < 0 ? !atBreak() : read < wanted;
    }

    private boolean atBreak() {
        if ((in.get(in.position()) & 0xFF) == BREAK) {
            in.get();
            return true;
        }
        return false;
    }

    private Object simple(int size) {
        return switch (size) {
            case CborWriter.FALSE -> false;
            case CborWriter.TRUE -> true;
            case CborWriter.NULL, CborWriter.UNDEFINED -> null;
            case CborWriter.HALF -> (double) Float.float16ToFloat(in.getShort());
            case CborWriter.FLOAT -> (double) in.getFloat();
            case CborWriter.DOUBLE -> in.getDouble();
            default -> throw malformed();
        };
    }

    private static AwsError malformed() {
        return new AwsError("SerializationException", 400, "The body is not CBOR of an object.");
    }
}
