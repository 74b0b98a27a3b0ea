package dev.changeover.twin.s3;

import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.Items;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Buckets on the wire: made, found, listed, deleted. */
final class BucketCalls {
    /** The Region that S3 leaves unnamed. */
    private static final String UNNAMED = "us-east-1";

    private final Buckets buckets;

    BucketCalls(Buckets buckets) {
        this.buckets = buckets;
    }

    void join(Map<String, Function<Asked, AwsReply>> operations) {
        operations.put("CreateBucket", this::create);
        operations.put("DeleteBucket", this::delete);
        operations.put("HeadBucket", this::head);
        operations.put("ListBuckets", this::list);
        operations.put("GetBucketLocation", this::location);
    }

    private AwsReply create(Asked asked) {
        String here = asked.region().code();
        Optional<String> wanted = asked.body().length == 0
                ? Optional.empty()
                : XmlElement.parse(asked.body()).text("LocationConstraint");
        if (!wanted.orElse(UNNAMED).equals(here)) {
            throw new AwsError(
                    "IllegalLocationConstraintException",
                    400,
                    "The " + wanted.orElse("unspecified")
                            + " location constraint is incompatible for the region specific endpoint this request was"
                            + " sent to.");
        }
        buckets.create(asked.region(), asked.bucket());
        return S3Replies.empty(200, Map.of("Location", "/" + asked.bucket()));
    }

    private AwsReply delete(Asked asked) {
        buckets.delete(asked.region(), asked.bucket());
        return S3Replies.empty(204, Map.of());
    }

    private AwsReply head(Asked asked) {
        String region =
                buckets.in(asked.region(), asked.bucket(), Bucket::region).code();
        return S3Replies.empty(200, Map.of("x-amz-bucket-region", region));
    }

    private AwsReply location(Asked asked) {
        String region =
                buckets.in(asked.region(), asked.bucket(), Bucket::region).code();
        String named = region.equals(UNNAMED) ? "" : region;
        return S3Replies.of(
                200,
                "application/xml",
                Map.of(),
                ("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + named
                                + "</LocationConstraint>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private AwsReply list(Asked asked) {
        List<Map<String, Object>> all = buckets.list().stream()
                .filter(bucket -> bucket.name().startsWith(asked.query("prefix").orElse("")))
                .map(bucket -> Output.of("Name", bucket.name())
                        .with("CreationDate", bucket.created())
                        .with("BucketRegion", bucket.region().code())
                        .map())
                .toList();
        var output = Output.of("Owner", Map.of("ID", Account.ID)).with("Buckets", new Items("Bucket", all));
        return S3Replies.xml("ListAllMyBucketsResult", output.map());
    }
}
