package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Secrets Manager's refusals, in the words that callers of AWS have reported. All of them are HTTP 400: the service's
 * model gives its errors no other status (botocore secretsmanager 2017-10-17).
 */
final class SecretFaults {
    private SecretFaults() {}

    static AwsError notFound() {
        return new AwsError("ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret.");
    }

    static AwsError noValue(String what) {
        return new AwsError(
                "ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret value for " + what);
    }

    static AwsError stageMismatch() {
        return request("You provided a VersionStage that is not associated to the provided VersionId.");
    }

    static AwsError markedDeleted() {
        return request("You can't perform this operation on the secret because it was marked for deletion.");
    }

    static AwsError nameScheduledForDeletion() {
        return request(
                "You can't create this secret because a secret with this name is already scheduled for deletion.");
    }

    static AwsError onReplica() {
        return parameter("Operation not permitted on a replica secret. Call must be made in primary secret's region.");
    }

    static AwsError notReplica() {
        return request("Operation not permitted on a secret that is not a replica.");
    }

    static AwsError hasReplicas(String arn, List<Region> regions) {
        return parameter("You can't delete secret " + arn + " that still has replica regions ["
                + regions.stream().map(Region::code).collect(Collectors.joining(", ")) + "].");
    }

    static AwsError nameTaken(String name) {
        return new AwsError(
                "ResourceExistsException", 400, "The operation failed because the secret " + name + " already exists.");
    }

    static AwsError tokenTaken(String token, String arn) {
        return new AwsError(
                "ResourceExistsException",
                400,
                "You can't use ClientRequestToken " + token
                        + " because that value is already in use for a version of secret " + arn + ".");
    }

    static AwsError badToken() {
        return new AwsError("InvalidNextTokenException", 400, "The NextToken value is invalid.");
    }

    static AwsError limit(String message) {
        return new AwsError("LimitExceededException", 400, message);
    }

    static AwsError parameter(String message) {
        return new AwsError("InvalidParameterException", 400, message);
    }

    static AwsError request(String message) {
        return new AwsError("InvalidRequestException", 400, message);
    }
}
