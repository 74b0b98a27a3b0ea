package dev.changeover.twin.s3;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An upload in signed chunks, as SDKs send it ({@code aws-chunked}): each begins with its length in hexadecimal, the
 * last is empty and may be followed by trailers. Their signatures are read past, like all others.
 */
final class ChunkedUpload {
    private static final int HEX = 16;

    private ChunkedUpload() {}

    /** The body without its chunks; as it is where it has none. */
    static byte[] plain(AwsRequest request) {
        boolean chunked =
                request.headers().getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING-");
        return chunked ? joined(request.body()) : request.body();
    }

    private static byte[] joined(byte[] sent) {
        var whole = new ByteArrayOutputStream(sent.length);
        int at = 0;
        while (true) {
            int end = lineEnd(sent, at);
            int length = length(new String(sent, at, end - at, StandardCharsets.ISO_8859_1));
            at = end + 2;
            if (length == 0) {
                return whole.toByteArray();
            }
            if (at + length > sent.length) {
                throw incomplete();
            }
            whole.write(sent, at, length);
            at += length + 2;
        }
    }

    private static int length(String line) {
        try {
            return Integer.parseUnsignedInt(line.split(";", 2)[0].strip(), HEX);
        } catch (NumberFormatException notALength) {
            throw incomplete();
        }
    }

    private static int lineEnd(byte[] sent, int from) {
        for (int at = from; at + 1 < sent.length; at++) {
            if (sent[at] == '\r' && sent[at + 1] == '\n') {
                return at;
            }
        }
        throw incomplete();
    }

    private static RuntimeException incomplete() {
        return new AwsError(
                "IncompleteBody", 400, "You did not provide the number of bytes specified by the chunks' lengths.");
    }
}
