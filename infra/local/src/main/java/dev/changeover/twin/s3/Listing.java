package dev.changeover.twin.s3;

import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.Items;
import dev.changeover.twin.wire.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One page of a bucket's keys (ListObjectsV2); keys with the same beginning up to the delimiter count as one. */
final class Listing {
    /** Entries of a page at most; botocore's model of S3. */
    private static final int PAGE_MAX = 1_000;

    private final Asked asked;
    private final String prefix;
    private final String delimiter;
    private final TreeMap<String, Optional<StoredObject>> entries = new TreeMap<>();

    Listing(Asked asked, Buckets buckets) {
        this.asked = asked;
        this.prefix = asked.query("prefix").orElse("");
        this.delimiter = asked.query("delimiter").orElse("");
        buckets.in(asked.region(), asked.bucket(), bucket -> {
            bucket.objects().forEach(this::enter);
            return bucket;
        });
    }

    private void enter(String key, StoredObject object) {
        if (!key.startsWith(prefix)) {
            return;
        }
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        if (end < 0) {
            entries.put(key, Optional.of(object));
        } else {
            entries.put(key.substring(0, end + delimiter.length()), Optional.empty());
        }
    }

    AwsReply reply() {
        String after = asked.query("continuation-token")
                .map(Listing::position)
                .or(() -> asked.query("start-after"))
                .orElse("");
        int size = size();
        List<Map.Entry<String, Optional<StoredObject>>> rest =
                List.copyOf(entries.tailMap(after, false).entrySet());
        var page = rest.subList(0, Math.min(size, rest.size()));
        boolean more = rest.size() > page.size();
        var output = Output.of("Name", asked.bucket())
                .with("Prefix", named(prefix))
                .maybe("Delimiter", asked.query("delimiter").map(this::named))
                .with("MaxKeys", size)
                .maybe("EncodingType", asked.query("encoding-type"))
                .with("KeyCount", page.size())
                .with("IsTruncated", more);
        if (more && !page.isEmpty()) {
            output.with("NextContinuationToken", token(page.getLast().getKey()));
        }
        return S3Replies.xml("ListBucketResult", withEntries(output, page));
    }

    private Map<String, Object> withEntries(Output output, List<Map.Entry<String, Optional<StoredObject>>> page) {
        List<Object> contents = new ArrayList<>();
        List<Object> prefixes = new ArrayList<>();
        page.forEach(entry -> entry.getValue()
                .ifPresentOrElse(
                        object -> contents.add(written(entry.getKey(), object)),
                        () -> prefixes.add(Map.of("Prefix", named(entry.getKey())))));
        return output.with("Contents", Items.flat(contents))
                .with("CommonPrefixes", Items.flat(prefixes))
                .map();
    }

    private Map<String, Object> written(String key, StoredObject object) {
        return Output.of("Key", named(key))
                .with("LastModified", object.modified())
                .with("ETag", object.tag())
                .with("Size", object.bytes().length)
                .with("StorageClass", "STANDARD")
                .map();
    }

    private String named(String text) {
        return asked.query("encoding-type").isPresent()
                ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/")
                : text;
    }

    private int size() {
        try {
            return Math.clamp(asked.query("max-keys").map(Integer::parseInt).orElse(PAGE_MAX), 0, PAGE_MAX);
        } catch (NumberFormatException notANumber) {
            throw S3Errors.invalidArgument("Provided max-keys not an integer or within integer range");
        }
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String position(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw S3Errors.invalidArgument("The continuation token provided is incorrect");
        }
    }
}
