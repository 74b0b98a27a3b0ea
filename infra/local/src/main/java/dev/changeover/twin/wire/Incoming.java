package dev.changeover.twin.wire;

import com.sun.net.httpserver.HttpExchange;
import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A request just read, and what is wrong with it before any service sees it, if anything. */
record Incoming(AwsRequest request, Optional<AwsError> wrong) {
    /** Above the largest body most calls have: 1 MB of PutMetricData (CloudWatch quotas, read 2026-11-21). */
    private static final int BODY_BYTES_MAX = 2 * 1024 * 1024;

    /** An archive of 50 MB in Base64 and what stands around it, in bytes as Lambda's own refusal says them. */
    private static final int FUNCTION_BYTES_MAX = 70_167_211;

    /** An object of 16 MiB in chunks, each with its signature around it; ours, see the twin's S3. */
    private static final int OBJECT_BYTES_MAX = 17 * 1024 * 1024;

    /** Stands in for the Region and service of a request that names none; it is refused before either is used. */
    private static final Credential NOBODY = new Credential("", Regions.US_EAST_1.code(), "unsigned");

    static Incoming read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> String.join(",", header.getValue())));
        String rawQuery = exchange.getRequestURI().getRawQuery();
        Map<String, String> query = rawQuery == null ? Map.of() : Form.pairs(rawQuery);
        Optional<Credential> credential = Credential.of(headers, query);
        Optional<Region> region = credential.flatMap(Incoming::region);
        Optional<AwsError> wrong = wrong(credential, region);
        byte[] body = {};
        try {
            Credential asker = credential.orElse(NOBODY);
            boolean packed = "gzip".equals(headers.get("content-encoding")) && !keepsAsSent(asker);
            body = body(exchange.getRequestBody(), packed, bytesMax(asker));
        } catch (AwsError unreadable) {
            wrong = Optional.of(unreadable);
        }
        var request = new AwsRequest(
                region.orElse(Regions.US_EAST_1),
                credential.orElse(NOBODY).service(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query,
                headers,
                body);
        return new Incoming(request, wrong);
    }

    /** Refuses what cannot be dispatched, and what was signed for another Region than {@code bound}. */
    Optional<AwsReply> refusal(Optional<Region> bound) {
        return wrong.or(() -> bound.filter(only -> !only.equals(request.region()))
                        .map(only -> new AwsError(
                                "InvalidSignatureException",
                                403,
                                "Credential should be scoped to a valid Region, not '" + request.region()
                                        + "': this endpoint is in " + only + ".")))
                .map(error -> Strangers.refuse(request, error));
    }

    private static Optional<AwsError> wrong(Optional<Credential> credential, Optional<Region> region) {
        if (credential.isEmpty()) {
            return Optional.of(new AwsError(
                    "MissingAuthenticationToken",
                    403,
                    "Request is missing Authentication Token: the twin reads Region and service from the signature,"
                            + " so sign with any key."));
        }
        return region.isPresent()
                ? Optional.empty()
                : Optional.of(new AwsError(
                        "InvalidSignatureException",
                        403,
                        "Credential should be scoped to a valid Region, not '"
                                + credential.get().region() + "'."));
    }

    private static Optional<Region> region(Credential credential) {
        try {
            return Optional.of(new Region(credential.region()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static int bytesMax(Credential credential) {
        return switch (credential.service()) {
            case "lambda" -> FUNCTION_BYTES_MAX;
            case "s3" -> OBJECT_BYTES_MAX;
            default -> BODY_BYTES_MAX;
        };
    }

    /** An object's encoding is its reader's affair. */
    private static boolean keepsAsSent(Credential credential) {
        return credential.service().equals("s3");
    }

    /** CloudWatch clients compress large bodies. */
    private static byte[] body(InputStream sent, boolean packed, int bytesMax) throws IOException {
        byte[] bytes = sent.readNBytes(bytesMax + 1);
        if (bytes.length <= bytesMax && packed) {
            bytes = unzipped(bytes, bytesMax);
        }
        if (bytes.length > bytesMax) {
            throw new AwsError("RequestEntityTooLarge", 413, "The body is larger than " + bytesMax + " bytes.");
        }
        return bytes;
    }

    private static byte[] unzipped(byte[] zipped, int bytesMax) {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return plain.readNBytes(bytesMax + 1);
        } catch (IOException notZipped) {
            throw new AwsError("SerializationException", 400, "The body is not gzip: " + notZipped.getMessage());
        }
    }
}
