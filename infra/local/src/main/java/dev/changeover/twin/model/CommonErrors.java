package dev.changeover.twin.model;

import java.util.Map;

/** The errors any call may meet, each in its service's own words. Codes and statuses are those of botocore 1.43. */
public final class CommonErrors {
    /** What a throttled ARC caller is told to wait; AWS names no figure, so the shortest that is not zero. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private CommonErrors() {}

    /** The service failed inside. Only ARC models this error as its own; the others send the common one. */
    public static AwsError internal(String service) {
        return switch (service) {
            case Faults.ARC ->
                new AwsError(
                        "InternalServerException",
                        500,
                        "There was an unexpected error during processing of the request.",
                        Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
            case "route53-recovery-control-config" ->
                new AwsError("InternalServerException", 500, "500 response - InternalServiceError.");
            case "secretsmanager" -> new AwsError("InternalServiceError", 500, "An error occurred on the server side.");
            case "lambda" -> new AwsError("ServiceException", 500, "The service encountered an internal error.");
            case "dynamodb" -> new AwsError("InternalServerError", 500, "Internal server error");
            case "s3" -> new AwsError("InternalError", 500, "We encountered an internal error. Please try again.");
            default -> new AwsError("InternalFailure", 500, "An internal error has occurred.");
        };
    }

    /** The caller asked too often. */
    public static AwsError throttled(String service) {
        return switch (service) {
            case Faults.ARC ->
                new AwsError(
                        "ThrottlingException",
                        429,
                        "The request was denied because of request throttling.",
                        Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
            case "route53-recovery-control-config" ->
                new AwsError("ThrottlingException", 429, "Limit exceeded. Slow down and try again.");
            case "dynamodb" ->
                new AwsError(
                        "ProvisionedThroughputExceededException",
                        400,
                        "The level of configured provisioned throughput for the table was exceeded.");
            case "s3" -> new AwsError("SlowDown", 503, "Please reduce your request rate.");
            case "secretsmanager", "ssm" -> new AwsError("ThrottlingException", 400, "Rate exceeded");
            case "lambda" -> new AwsError("TooManyRequestsException", 429, "Rate exceeded");
            default -> new AwsError("Throttling", 400, "Rate exceeded");
        };
    }
}
