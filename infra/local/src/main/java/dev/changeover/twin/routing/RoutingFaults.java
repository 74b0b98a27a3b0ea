package dev.changeover.twin.routing;

import dev.changeover.twin.model.AwsError;
import java.util.Map;

/**
 * The refusals of both ARC services. Statuses are those of AWS's Smithy models (read 2026); no public page shows the
 * message of a safety rule's refusal, so the words are ours, and name the rule's ARN as the developer guide promises.
 */
final class RoutingFaults {
    private static final int RETRY_AFTER_SECONDS = 1;

    private RoutingFaults() {}

    static AwsError endpointUnavailable(String why) {
        return new AwsError("EndpointTemporarilyUnavailableException", 503, why + " Try another cluster endpoint.");
    }

    static AwsError throttled() {
        return new AwsError(
                "ThrottlingException",
                429,
                "The request was denied because of request throttling.",
                Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
    }

    static AwsError tooManyEntries(int asked, int max) {
        return new AwsError(
                "ServiceLimitExceededException",
                402,
                "The request can't update " + asked
                        + " routing control states at the same time. Try again with at most " + max + ".",
                Map.of("limitCode", "UpdateRoutingControlStates", "serviceCode", "route53-recovery-cluster"));
    }

    static AwsError stateNotFound(String type, String arn) {
        return new AwsError(
                "ResourceNotFoundException",
                404,
                "The " + type + " " + arn + " was not found.",
                Map.of("resourceId", arn, "resourceType", type));
    }

    static AwsError ruleBroken(SafetyRule rule) {
        String when = switch (rule) {
            case SafetyRule.Assertion _ -> "it would not hold after the update.";
            case SafetyRule.Gating _ -> "its gating routing controls do not allow the update.";
        };
        return conflict(rule, "The safety rule " + rule.terms().arn() + " blocks this update: " + when);
    }

    static AwsError tooSoon(SafetyRule rule) {
        return conflict(
                rule,
                "The safety rule " + rule.terms().arn() + " blocks this update: its wait period of "
                        + rule.terms().rest().toMillis() + " ms after the last change has not passed.");
    }

    private static AwsError conflict(SafetyRule rule, String message) {
        return new AwsError(
                "ConflictException",
                409,
                message,
                Map.of("resourceId", rule.terms().arn(), "resourceType", "SafetyRule"));
    }

    static AwsError invalid(String message) {
        return new AwsError("ValidationException", 400, message);
    }

    static AwsError notFound(String arn) {
        return new AwsError("ResourceNotFoundException", 404, "No resource found with ARN " + arn + ".");
    }

    static AwsError configConflict(String message) {
        return new AwsError("ConflictException", 409, message);
    }

    static AwsError overQuota(String message) {
        return new AwsError("ServiceQuotaExceededException", 402, message);
    }
}
