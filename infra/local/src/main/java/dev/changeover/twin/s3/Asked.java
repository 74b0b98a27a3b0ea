package dev.changeover.twin.s3;

import dev.changeover.core.model.Region;
import dev.changeover.twin.wire.AwsRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request to S3, addressed in path style, and what S3's model calls it. */
record Asked(AwsRequest request, String action, String bucket, String key) {
    /** Stands in the table of calls where a request has no sub-resource. */
    private static final String PLAIN = "-";

    /** Where a call is addressed. */
    private enum Level {
        ACCOUNT,
        BUCKET,
        OBJECT;

        private static Level of(String bucket, String key) {
            return bucket.isEmpty() ? ACCOUNT : key.isEmpty() ? BUCKET : OBJECT;
        }
    }

    private record Call(String method, Level level, String part, String name) {
        private boolean fits(AwsRequest request, Level asked) {
            return method.equals(request.method())
                    && level == asked
                    && (part.equals(PLAIN) || request.query().containsKey(part));
        }
    }

    private static final List<Call> CALLS = calls();

    static Asked of(AwsRequest request) {
        String path = request.path().substring(1);
        int slash = path.indexOf('/');
        String bucket = decode(slash < 0 ? path : path.substring(0, slash));
        String key = slash < 0 ? "" : decode(path.substring(slash + 1));
        Level level = Level.of(bucket, key);
        // The tables are sorted with the plain calls first, which any sub-resource goes before.
        String action = CALLS.stream()
                .filter(call -> call.fits(request, level))
                .reduce((_, more) -> more)
                .map(Call::name)
                .orElse("");
        boolean copy = action.equals("PutObject") && request.headers().containsKey("x-amz-copy-source");
        return new Asked(request, copy ? "CopyObject" : action, bucket, key);
    }

    Region region() {
        return request.region();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(request.query().get(name));
    }

    /** How a call that S3's model does not name is told to whoever made it. */
    String inWords() {
        return action.isEmpty() ? request.method() + " " + request.path() : action;
    }

    private static String decode(String text) {
        try {
            // A plus in a path is a plus, not a space as in a form.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw S3Errors.invalidArgument("The path is not URL-encoded: " + malformed.getMessage());
        }
    }

    private static List<Call> calls() {
        try (InputStream table = Asked.class.getResourceAsStream("calls.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(words ->
                            new Call(words[0], Level.valueOf(words[1].toUpperCase(Locale.ROOT)), words[2], words[3]))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Bodies, for whoever reads one. */
    byte[] body() {
        return ChunkedUpload.plain(request);
    }

    Map<String, String> headers() {
        return request.headers();
    }
}
