package dev.changeover.twin.s3;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One bucket in its Region. Touched only under the timeline's lock. */
final class Bucket {
    private final String name;
    private final Region region;
    private final Instant created;
    private final NavigableMap<String, StoredObject> objects = new TreeMap<>();
    private Optional<PublicAccessBlock> block = Optional.of(PublicAccessBlock.ALL);
    private Optional<BucketPolicy> policy = Optional.empty();
    private Optional<Website> website = Optional.empty();

    Bucket(String name, Region region, Instant created) {
        this.name = name;
        this.region = region;
        this.created = created;
    }

    String name() {
        return name;
    }

    Region region() {
        return region;
    }

    Instant created() {
        return created;
    }

    NavigableMap<String, StoredObject> objects() {
        return objects;
    }

    Optional<PublicAccessBlock> block() {
        return block;
    }

    void block(Optional<PublicAccessBlock> wanted) {
        block = wanted;
    }

    Optional<BucketPolicy> policy() {
        return policy;
    }

    void policy(Optional<BucketPolicy> wanted) {
        if (wanted.filter(BucketPolicy::grantsPublic).isPresent()
                && block.orElse(PublicAccessBlock.NONE).blockPublicPolicy()) {
            throw S3Errors.publicPolicyBlocked();
        }
        policy = wanted;
    }

    Optional<Website> website() {
        return website;
    }

    void website(Optional<Website> wanted) {
        website = wanted;
    }

    /** Whether a reader without any name may have this object. */
    boolean isPublic(String key) {
        return !block.orElse(PublicAccessBlock.NONE).restrictPublicBuckets()
                && policy.filter(one -> one.letsEverybodyRead(name, key)).isPresent();
    }

    long bytes() {
        return objects.values().stream().mapToLong(one -> one.bytes().length).sum();
    }
}
