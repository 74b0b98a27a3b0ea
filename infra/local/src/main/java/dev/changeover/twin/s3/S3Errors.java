package dev.changeover.twin.s3;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import java.util.Map;

/** S3's refusals, by the codes and statuses of its error list and of botocore 1.43. */
final class S3Errors {
    private S3Errors() {}

    static AwsError noSuchBucket(String bucket) {
        return new AwsError("NoSuchBucket", 404, "The specified bucket does not exist", Map.of("BucketName", bucket));
    }

    static AwsError noSuchKey(String key) {
        return new AwsError("NoSuchKey", 404, "The specified key does not exist.", Map.of("Key", key));
    }

    static AwsError accessDenied() {
        return new AwsError("AccessDenied", 403, "Access Denied");
    }

    static AwsError publicPolicyBlocked() {
        return new AwsError(
                "AccessDenied",
                403,
                "The policy is public, and the bucket's BlockPublicPolicy setting blocks public policies.");
    }

    static AwsError bucketExists(String bucket) {
        return new AwsError(
                "BucketAlreadyOwnedByYou",
                409,
                "Your previous request to create the named bucket succeeded and you already own it.",
                Map.of("BucketName", bucket));
    }

    static AwsError bucketNotEmpty(String bucket) {
        return new AwsError(
                "BucketNotEmpty", 409, "The bucket you tried to delete is not empty", Map.of("BucketName", bucket));
    }

    static AwsError invalidBucketName(String bucket) {
        return new AwsError(
                "InvalidBucketName", 400, "The specified bucket is not valid.", Map.of("BucketName", bucket));
    }

    static AwsError elsewhere(String bucket, Region home) {
        return new AwsError(
                "PermanentRedirect",
                301,
                "The bucket is in " + home + ". Send the request there.",
                Map.of("Bucket", bucket, "Region", home.code()));
    }

    static AwsError noConfiguration(String code, String what) {
        return new AwsError(code, 404, what);
    }

    static AwsError invalidArgument(String message) {
        return new AwsError("InvalidArgument", 400, message);
    }

    static AwsError malformedXml() {
        return new AwsError(
                "MalformedXML",
                400,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static AwsError malformedPolicy(String why) {
        return new AwsError("MalformedPolicy", 400, why);
    }

    static AwsError badDigest(String header) {
        return new AwsError("BadDigest", 400, "The " + header + " you specified did not match what we received.");
    }

    static AwsError tooLarge(long max) {
        return new AwsError(
                "EntityTooLarge", 400, "The twin keeps at most " + max + " bytes: of one object, or of all together.");
    }

    static AwsError notModelled(String what) {
        return new AwsError("NotImplemented", 501, "The twin does not model " + what + ".");
    }
}
