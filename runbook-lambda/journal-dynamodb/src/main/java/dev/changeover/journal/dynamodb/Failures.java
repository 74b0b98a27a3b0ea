package dev.changeover.journal.dynamodb;

import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call means, as something that can be counted and shown. */
final class Failures {
    /** Refusals for want of rights (botocore's dynamodb model and AWS's common errors, read 2026-11-22). */
    private static final Set<String> DENIALS = Set.of(
            "AccessDeniedException",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "OptInRequired",
            "RequestExpired",
            "UnrecognizedClientException");

    /** Somebody else is at the item this moment; nothing was written. */
    private static final Set<String> CONFLICTS =
            Set.of("ReplicatedWriteConflictException", "TransactionConflictException");

    private static final Set<String> THROTTLES = Set.of(
            "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException", "LimitExceeded");

    /** The first HTTP status that says the far side failed, not the request. */
    private static final int SERVER_ERROR = 500;

    private Failures() {}

    static Unreached of(String whom, SdkException failed) {
        return new Unreached(
                failed instanceof AwsServiceException said ? said(whom, said) : silent(whom, failed), failed);
    }

    private static PortFailure said(String whom, AwsServiceException said) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(said.awsErrorDetails());
        String name = details.map(AwsErrorDetails::errorCode).orElse("HTTP " + said.statusCode());
        String message = details.map(AwsErrorDetails::errorMessage).orElse("no message");
        return new PortFailure(code(name, said.statusCode()), whom + " said " + name + ": " + message);
    }

    private static Code code(String name, int status) {
        if (CONFLICTS.contains(name)) {
            return Code.CONFLICT;
        }
        if (THROTTLES.contains(name)) {
            return Code.THROTTLED;
        }
        if (status >= SERVER_ERROR) {
            return Code.UNREACHABLE;
        }
        if (DENIALS.contains(name)) {
            return Code.DENIED;
        }
        return name.equals("ResourceNotFoundException") ? Code.NOT_FOUND : Code.INVALID;
    }

    private static PortFailure silent(String whom, SdkException lost) {
        Throwable root = lost;
        for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoCredentials none) {
                return new PortFailure(Code.DENIED, none.getMessage());
            }
            root = cause;
        }
        return new PortFailure(
                Code.UNREACHABLE,
                whom + " gave no answer: " + root.getClass().getSimpleName() + ", " + root.getMessage());
    }
}
