package dev.changeover.twin.s3;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is set for a bucket: who may read it from outside, and its web site. */
final class SettingCalls {
    private final Buckets buckets;

    SettingCalls(Buckets buckets) {
        this.buckets = buckets;
    }

    void join(Map<String, Function<Asked, AwsReply>> operations) {
        operations.put("PutPublicAccessBlock", this::putBlock);
        operations.put("GetPublicAccessBlock", this::block);
        operations.put("DeletePublicAccessBlock", this::deleteBlock);
        operations.put("PutBucketPolicy", this::putPolicy);
        operations.put("GetBucketPolicy", this::policy);
        operations.put("DeleteBucketPolicy", this::deletePolicy);
        operations.put("PutBucketWebsite", this::putSite);
        operations.put("GetBucketWebsite", this::site);
        operations.put("DeleteBucketWebsite", this::deleteSite);
    }

    private AwsReply putBlock(Asked asked) {
        XmlElement wanted = xml(asked, "PublicAccessBlockConfiguration");
        var block = new PublicAccessBlock(
                on(wanted, "BlockPublicAcls"),
                on(wanted, "IgnorePublicAcls"),
                on(wanted, "BlockPublicPolicy"),
                on(wanted, "RestrictPublicBuckets"));
        buckets.block(asked.region(), asked.bucket(), Optional.of(block));
        return S3Replies.empty(200, Map.of());
    }

    private AwsReply block(Asked asked) {
        PublicAccessBlock block = buckets.in(asked.region(), asked.bucket(), Bucket::block)
                .orElseThrow(() -> S3Errors.noConfiguration(
                        "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"));
        var output = Output.of("BlockPublicAcls", block.blockPublicAcls())
                .with("IgnorePublicAcls", block.ignorePublicAcls())
                .with("BlockPublicPolicy", block.blockPublicPolicy())
                .with("RestrictPublicBuckets", block.restrictPublicBuckets());
        return S3Replies.xml("PublicAccessBlockConfiguration", output.map());
    }

    private AwsReply deleteBlock(Asked asked) {
        buckets.block(asked.region(), asked.bucket(), Optional.empty());
        return S3Replies.empty(204, Map.of());
    }

    private AwsReply putPolicy(Asked asked) {
        String text = new String(asked.body(), StandardCharsets.UTF_8);
        buckets.policy(asked.region(), asked.bucket(), Optional.of(BucketPolicy.parse(asked.bucket(), text)));
        return S3Replies.empty(204, Map.of());
    }

    private AwsReply policy(Asked asked) {
        BucketPolicy policy = buckets.in(asked.region(), asked.bucket(), Bucket::policy)
                .orElseThrow(() -> S3Errors.noConfiguration("NoSuchBucketPolicy", "The bucket policy does not exist"));
        byte[] text = policy.text().getBytes(StandardCharsets.UTF_8);
        return S3Replies.of(200, "application/json", Map.of(), text);
    }

    private AwsReply deletePolicy(Asked asked) {
        buckets.policy(asked.region(), asked.bucket(), Optional.empty());
        return S3Replies.empty(204, Map.of());
    }

    private AwsReply putSite(Asked asked) {
        XmlElement wanted = xml(asked, "WebsiteConfiguration");
        for (String unknown : List.of("RedirectAllRequestsTo", "RoutingRules")) {
            if (wanted.child(unknown).isPresent()) {
                throw S3Errors.notModelled(unknown + " of web sites");
            }
        }
        String index = wanted.child("IndexDocument")
                .flatMap(document -> document.text("Suffix"))
                .orElseThrow(S3Errors::malformedXml);
        Optional<String> error = wanted.child("ErrorDocument").flatMap(document -> document.text("Key"));
        buckets.website(asked.region(), asked.bucket(), Optional.of(new Website(index, error)));
        return S3Replies.empty(200, Map.of());
    }

    private AwsReply site(Asked asked) {
        Website site = buckets.siteOf(asked.region(), asked.bucket());
        var output = Output.of("IndexDocument", Map.of("Suffix", site.indexSuffix()))
                .maybe("ErrorDocument", site.errorKey().map(key -> Map.of("Key", key)));
        return S3Replies.xml("WebsiteConfiguration", output.map());
    }

    private AwsReply deleteSite(Asked asked) {
        buckets.website(asked.region(), asked.bucket(), Optional.empty());
        return S3Replies.empty(204, Map.of());
    }

    private static XmlElement xml(Asked asked, String root) {
        XmlElement body = parsed(asked);
        if (!body.name().equals(root)) {
            throw S3Errors.malformedXml();
        }
        return body;
    }

    private static XmlElement parsed(Asked asked) {
        try {
            return XmlElement.parse(asked.body());
        } catch (AwsError notXml) {
            throw S3Errors.malformedXml();
        }
    }

    private static boolean on(XmlElement block, String name) {
        return block.text(name).filter("true"::equalsIgnoreCase).isPresent();
    }
}
