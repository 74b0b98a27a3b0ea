package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import java.util.Map;

/**
 * Lambda's refusals. Codes and statuses are those of botocore's lambda 2015-03-31 model; the sentences are AWS's where
 * they are known, else ours.
 */
public final class LambdaErrors {
    private static final Map<String, Object> USER = Map.of("Type", "User");

    private LambdaErrors() {}

    static AwsError notFound(String arn) {
        return new AwsError("ResourceNotFoundException", 404, "Function not found: " + arn, USER);
    }

    static AwsError noSuch(String what) {
        return new AwsError("ResourceNotFoundException", 404, what, USER);
    }

    static AwsError otherRegion(String asked, Region here) {
        return noSuch("Functions from '" + asked + "' are not reachable in this region ('" + here + "')");
    }

    static AwsError exists(String name) {
        return conflict("Function already exist: " + name);
    }

    static AwsError conflict(String why) {
        return new AwsError("ResourceConflictException", 409, why, USER);
    }

    public static AwsError invalid(String why) {
        return new AwsError("InvalidParameterValueException", 400, why, USER);
    }

    static AwsError stale() {
        return new AwsError(
                "PreconditionFailedException",
                412,
                "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to"
                        + " retrieve the latest Revision Id",
                USER);
    }

    static AwsError notAZip() {
        return invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
    }

    static AwsError unzippedTooLarge(long bytesMax) {
        return invalid("Unzipped size must be smaller than " + bytesMax + " bytes");
    }

    static AwsError notJson(String why) {
        return new AwsError(
                "InvalidRequestContentException", 400, "Could not parse request body into json: " + why, USER);
    }

    static AwsError tooLarge(int bytesMax) {
        return new AwsError(
                "RequestTooLargeException",
                413,
                "Request must be smaller than " + bytesMax + " bytes for the InvokeFunction operation",
                USER);
    }

    static AwsError throttled(String reason) {
        return new AwsError(
                "TooManyRequestsException", 429, "Rate Exceeded.", Map.of("Type", "User", "Reason", reason));
    }

    /** What a caller would be told who outlived the Region that ran his invocation. */
    public static AwsError lost() {
        return new AwsError(
                "ServiceException",
                500,
                "An error occurred and the request cannot be processed.",
                Map.of("Type", "Service"));
    }
}
