package dev.changeover.twin.s3;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Objects on the wire. */
final class ObjectCalls {
    private final Buckets buckets;

    ObjectCalls(Buckets buckets) {
        this.buckets = buckets;
    }

    void join(Map<String, Function<Asked, AwsReply>> operations) {
        operations.put("PutObject", this::put);
        operations.put("GetObject", asked -> shown(asked, true));
        operations.put("HeadObject", asked -> shown(asked, false));
        operations.put("DeleteObject", this::delete);
        operations.put("ListObjectsV2", asked -> new Listing(asked, buckets).reply());
    }

    private AwsReply put(Asked asked) {
        byte[] bytes = asked.body();
        Optional<String> digest = asked.header("content-md5");
        if (digest.isPresent() && !Arrays.equals(decoded(digest.get()), StoredObject.md5(bytes))) {
            throw S3Errors.badDigest("Content-MD5");
        }
        var kind = new StoredObject.Kind(
                asked.header("content-type").orElse(StoredObject.Kind.TYPE_DEFAULT), asked.header("cache-control"));
        StoredObject stored = buckets.put(asked.region(), asked.bucket(), asked.key(), bytes, kind);
        return S3Replies.empty(200, Map.of("ETag", stored.tag()));
    }

    private AwsReply shown(Asked asked, boolean whole) {
        StoredObject object = buckets.object(asked.region(), asked.bucket(), asked.key());
        if (asked.header("if-none-match").filter(object.tag()::equals).isPresent()) {
            throw new AwsError("NotModified", 304, "Not Modified");
        }
        if (asked.header("range").isPresent()) {
            throw S3Errors.notModelled("ranges of objects");
        }
        Map<String, String> headers = headers(object);
        if (!whole) {
            headers.put("Content-Length", Integer.toString(object.bytes().length));
        }
        return S3Replies.of(200, object.kind().contentType(), headers, whole ? object.bytes() : new byte[0]);
    }

    static Map<String, String> headers(StoredObject object) {
        var headers = new HashMap<String, String>();
        headers.put("ETag", object.tag());
        headers.put("Last-Modified", S3Replies.httpDate(object.modified()));
        object.kind().cacheControl().ifPresent(value -> headers.put("Cache-Control", value));
        return headers;
    }

    /** What is not there is gone already. */
    private AwsReply delete(Asked asked) {
        buckets.in(
                asked.region(),
                asked.bucket(),
                bucket -> Optional.ofNullable(bucket.objects().remove(asked.key())));
        return S3Replies.empty(204, Map.of());
    }

    private static byte[] decoded(String digest) {
        try {
            return Base64.getDecoder().decode(digest);
        } catch (IllegalArgumentException malformed) {
            throw new AwsError("InvalidDigest", 400, "The Content-MD5 you specified is not valid.");
        }
    }
}
