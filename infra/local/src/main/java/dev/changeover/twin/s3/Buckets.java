package dev.changeover.twin.s3;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Every bucket of the account. Names are unique over all Regions, as on AWS; each bucket lives in one. */
public final class Buckets {
    /** Bytes of one object; AWS takes 5 GB, a web page of the twin never needs it. Ours. */
    public static final int OBJECT_BYTES_MAX = 16 * 1024 * 1024;

    /** Bytes of all objects together: a sixth of the heap that {@code up} gives the twin. Ours. */
    private static final long ALL_BYTES_MAX = 64L * 1024 * 1024;

    /** Source: "General purpose buckets naming rules", Amazon S3 user guide, read 2026-11-22. */
    private static final Pattern NAME = Pattern.compile("(?!.*\\.\\.)(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    /** Bytes of a key in UTF-8; same guide, "Naming Amazon S3 objects". */
    private static final int KEY_MAX = 1024;

    private final Timeline timeline;
    private final Map<String, Bucket> buckets = new TreeMap<>();

    /** What comes of reading one key without a name. */
    public sealed interface Reading {
        record Found(StoredObject object) implements Reading {}

        record Forbidden() implements Reading {}

        record Missing() implements Reading {}
    }

    /** What {@code ListBuckets} tells of one. */
    record Listed(String name, Region region, Instant created) {}

    public Buckets(Timeline timeline) {
        this.timeline = timeline;
    }

    public void create(Region region, String name) {
        if (!NAME.matcher(name).matches() || ADDRESS.matcher(name).matches()) {
            throw S3Errors.invalidBucketName(name);
        }
        timeline.run(() -> {
            if (buckets.containsKey(name)) {
                throw S3Errors.bucketExists(name);
            }
            buckets.put(name, new Bucket(name, region, timeline.now()));
        });
    }

    public void delete(Region asked, String name) {
        in(asked, name, bucket -> {
            if (!bucket.objects().isEmpty()) {
                throw S3Errors.bucketNotEmpty(name);
            }
            return buckets.remove(name);
        });
    }

    List<Listed> list() {
        return timeline.call(() -> buckets.values().stream()
                .map(bucket -> new Listed(bucket.name(), bucket.region(), bucket.created()))
                .toList());
    }

    /** What lives in another Region than the one asked is refused with where it lives. */
    <T> T in(Region asked, String name, Function<Bucket, T> what) {
        return timeline.call(() -> {
            Bucket bucket = Optional.ofNullable(buckets.get(name)).orElseThrow(() -> S3Errors.noSuchBucket(name));
            if (!bucket.region().equals(asked)) {
                throw S3Errors.elsewhere(name, bucket.region());
            }
            return what.apply(bucket);
        });
    }

    public StoredObject put(Region asked, String bucket, String key, byte[] bytes, StoredObject.Kind kind) {
        if (key.getBytes(StandardCharsets.UTF_8).length > KEY_MAX) {
            throw S3Errors.invalidArgument("Your key is too long");
        }
        if (bytes.length > OBJECT_BYTES_MAX) {
            throw S3Errors.tooLarge(OBJECT_BYTES_MAX);
        }
        return in(asked, bucket, found -> {
            long all = buckets.values().stream().mapToLong(Bucket::bytes).sum();
            if (all + bytes.length > ALL_BYTES_MAX) {
                throw S3Errors.tooLarge(ALL_BYTES_MAX);
            }
            StoredObject object = StoredObject.of(bytes, kind, timeline.now());
            found.objects().put(key, object);
            return object;
        });
    }

    StoredObject object(Region asked, String bucket, String key) {
        return in(
                asked,
                bucket,
                found -> Optional.ofNullable(found.objects().get(key)).orElseThrow(() -> S3Errors.noSuchKey(key)));
    }

    public void block(Region asked, String bucket, Optional<PublicAccessBlock> block) {
        change(asked, bucket, found -> found.block(block));
    }

    public void policy(Region asked, String bucket, Optional<BucketPolicy> policy) {
        change(asked, bucket, found -> found.policy(policy));
    }

    public void website(Region asked, String bucket, Optional<Website> website) {
        change(asked, bucket, found -> found.website(website));
    }

    private void change(Region asked, String bucket, Consumer<Bucket> how) {
        in(asked, bucket, found -> {
            how.accept(found);
            return found;
        });
    }

    /** As a browser meets it. Refuses, in S3's words, where there is no such bucket or no site. */
    Website siteOf(Region asked, String bucket) {
        return in(
                asked,
                bucket,
                found -> found.website()
                        .orElseThrow(() -> S3Errors.noConfiguration(
                                "NoSuchWebsiteConfiguration",
                                "The specified bucket does not have a website configuration")));
    }

    Reading read(Region asked, String bucket, String key) {
        return in(asked, bucket, found -> {
            StoredObject object = found.objects().get(key);
            if (!found.isPublic(key)) {
                return new Reading.Forbidden();
            }
            return object == null ? new Reading.Missing() : new Reading.Found(object);
        });
    }
}
