package dev.changeover.infra;

import dev.changeover.core.model.Region;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** Private buckets of one Region, all logged, none readable without TLS. */
final class Buckets {
    /** Ours: a year of who read what, and a quarter more to ask about it. */
    private static final Duration LOGS_KEPT = Duration.days(455);

    private final Construct stack;
    private final Parameters parameters;
    private final Region region;
    private final Bucket logs;

    Buckets(Construct stack, Parameters parameters, Region region, String logs) {
        this.stack = stack;
        this.parameters = parameters;
        this.region = region;
        this.logs = Bucket.Builder.create(stack, "Logs")
                .bucketName(name(parameters, region, logs))
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED) // CloudFront delivers its log by ACL
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .lifecycleRules(
                        List.of(LifecycleRule.builder().expiration(LOGS_KEPT).build()))
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        Suppressed.at(this.logs, "AwsSolutions-S1", "it holds the access logs; logging it would never end");
    }

    Bucket logs() {
        return logs;
    }

    /**
     * The bucket of logs, which load balancers may write into for this account: by the service's name, which every
     * Region knows, also one without an account for it (opened since August 2022). Source: aws/aws-cdk#23443 and
     * #37319, read 2026-11-22.
     */
    Bucket forTheLoadBalancer() {
        logs.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(logs.arnForObjects("AWSLogs/" + parameters.account() + "/*")))
                .build());
        return logs;
    }

    /** A name that can be known in another Region's stack. */
    static String name(Parameters parameters, Region region, String purpose) {
        return "changeover-" + purpose + "-" + parameters.account() + "-" + region;
    }

    Bucket make(String id, String purpose) {
        return Bucket.Builder.create(stack, id)
                .bucketName(name(parameters, region, purpose))
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .versioned(true)
                .serverAccessLogsBucket(logs)
                .serverAccessLogsPrefix(purpose + "/")
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    /** A bucket that the account's own distributions may read, and nobody else. */
    Bucket makeForTheEdge(String id, String purpose) {
        Bucket bucket = make(id, purpose);
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("cloudfront.amazonaws.com")))
                .actions(List.of("s3:GetObject"))
                .resources(List.of(bucket.arnForObjects("*")))
                .conditions(Map.of(
                        "ArnLike",
                        Map.of("aws:SourceArn", "arn:aws:cloudfront::" + parameters.account() + ":distribution/*")))
                .build());
        return bucket;
    }
}
