package dev.changeover.twin.edge;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP/1.1 answer read whole (RFC 9112). {@code reusable}: the connection may carry another. */
record OriginAnswer(EdgeAnswer answer, boolean reusable) {
    /** Bytes of status line and headers, as much as CloudFront takes from an origin (quotas, read 2026-11-22). */
    private static final int HEAD_BYTES_MAX = 32 * 1024;

    /** Bytes; ours. CloudFront takes 50 GB, but does not keep it in a small machine's memory. */
    static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: .*)?");
    private static final int HEX = 16;
    private static final int FIRST_FINAL = 200;

    static OriginAnswer read(InputStream in, boolean head) throws IOException {
        var source = new Source(in);
        Matcher status;
        Headers headers;
        int code;
        do {
            status = STATUS.matcher(source.line());
            if (!status.matches()) {
                throw new ProtocolException("no HTTP status line");
            }
            code = Integer.parseInt(status.group(2));
            headers = source.headers();
        } while (code < FIRST_FINAL);
        boolean persistent = status.group(1).equals("1")
                && !headers.first("Connection")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .contains("close");
        boolean bodiless = head || code == 204 || code == 304;
        boolean chunked = headers.first("Transfer-Encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked");
        Optional<String> length = headers.first("Content-Length");
        byte[] body = bodiless
                ? new byte[0]
                : chunked
                        ? source.chunks()
                        : length.isPresent() ? source.exactly(number(length.get(), 10)) : source.rest();
        return new OriginAnswer(
                new EdgeAnswer(code, kept(headers, head), body),
                persistent && (bodiless || chunked || length.isPresent()));
    }

    /** The length of a body that was not sent is known only from the header. */
    private static Headers kept(Headers headers, boolean head) {
        Headers passed = headers.passedOn();
        Optional<String> length = headers.first("Content-Length");
        return head && length.isPresent() ? passed.and("Content-Length", length.get()) : passed;
    }

    private static int number(String text, int base) throws ProtocolException {
        try {
            int number = Integer.parseInt(text.strip(), base);
            if (number < 0 || number > BODY_BYTES_MAX) {
                throw new ProtocolException("a body of " + text + " bytes");
            }
            return number;
        } catch (NumberFormatException notALength) {
            throw new ProtocolException("a length of '" + text + "'");
        }
    }

    /** What is read from, and how much of the head has been. */
    private static final class Source {
        private final InputStream in;
        private int headBytes;

        private Source(InputStream in) {
            this.in = in;
        }

        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            while (true) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("the connection ended within the head");
                }
                headBytes++;
                if (headBytes > HEAD_BYTES_MAX) {
                    throw new ProtocolException("a head of more than " + HEAD_BYTES_MAX + " bytes");
                }
                if (next == '\n') {
                    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                }
                line.write(next);
            }
        }

        private Headers headers() throws IOException {
            List<Headers.Field> fields = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon <= 0) {
                    throw new ProtocolException("a header without a name");
                }
                fields.add(new Headers.Field(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
            return new Headers(fields);
        }

        private byte[] exactly(int length) throws IOException {
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("the connection ended after " + body.length + " of " + length + " bytes");
            }
            return body;
        }

        private byte[] chunks() throws IOException {
            var body = new ByteArrayOutputStream();
            while (true) {
                headBytes = 0;
                int length = number(line().split(";", 2)[0], HEX);
                if (length == 0) {
                    headers(); // trailers, which nobody asked for
                    return body.toByteArray();
                }
                body.writeBytes(exactly(length));
                if (body.size() > BODY_BYTES_MAX || !line().isEmpty()) {
                    throw new ProtocolException("a chunk without its end, or too many of them");
                }
            }
        }

        private byte[] rest() throws IOException {
            byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw new ProtocolException("a body of more than " + BODY_BYTES_MAX + " bytes");
            }
            return body;
        }
    }
}
