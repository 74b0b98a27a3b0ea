package dev.changeover.aws;

import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tells weather from bugs, and one kind of weather from another. */
final class Failures {
    /** Names of a refusal for want of rights, over all four services and STS (botocore service models, read 2026). */
    private static final Set<String> DENIALS = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "OptInRequired",
            "NotAuthorized",
            "DecryptionFailure",
            "EncryptionFailure");

    private static final Set<String> CONFLICTS =
            Set.of("InvalidGlobalClusterStateFault", "InvalidDBClusterStateFault", "ConflictException");

    /** The first HTTP status that says the far side failed, not the request. */
    private static final int SERVER_ERROR = 500;

    private static final int TOO_MANY_REQUESTS = 429;

    private Failures() {}

    /** What the failure of a call to {@code whom} means; a bug goes through. */
    static <T> Reply<T> reply(String whom, Throwable failure) {
        Optional<NoCredentials> none = noCredentials(failure);
        if (none.isPresent()) {
            return new Reply.Refused<>(new PortFailure(Code.DENIED, none.get().getMessage()), "");
        }
        return switch (failure) {
            case AwsServiceException said -> said(whom, said);
            case SdkClientException lost -> new Reply.Lost<>(unreachable(whom, lost));
            case IOException lost -> new Reply.Lost<>(unreachable(whom, lost));
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        };
    }

    private static <T> Reply<T> said(String whom, AwsServiceException said) {
        String name = Optional.ofNullable(said.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("HTTP " + said.statusCode());
        Code code = code(said, name);
        var why = new PortFailure(code, whom + " said " + name + ": " + words(said));
        return code == Code.UNREACHABLE ? new Reply.Lost<>(why) : new Reply.Refused<>(why, name);
    }

    private static Code code(AwsServiceException said, String name) {
        if (said.isThrottlingException() || name.startsWith("Throttl") || said.statusCode() == TOO_MANY_REQUESTS) {
            return Code.THROTTLED;
        }
        if (said.statusCode() >= SERVER_ERROR) {
            return Code.UNREACHABLE;
        }
        if (DENIALS.contains(name)) {
            return Code.DENIED;
        }
        if (CONFLICTS.contains(name)) {
            return Code.CONFLICT;
        }
        return name.contains("NotFound") ? Code.NOT_FOUND : Code.INVALID;
    }

    /** AWS's message and the request's id, which AWS support asks for. */
    private static String words(AwsServiceException said) {
        String message = Optional.ofNullable(said.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElse("no message");
        return Optional.ofNullable(said.requestId())
                .map(id -> message + " (request " + id + ")")
                .orElse(message);
    }

    private static PortFailure unreachable(String whom, Exception lost) {
        Throwable root = lost;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new PortFailure(
                Code.UNREACHABLE,
                whom + " gave no answer: " + root.getClass().getSimpleName() + ", " + root.getMessage());
    }

    private static Optional<NoCredentials> noCredentials(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoCredentials none) {
                return Optional.of(none);
            }
        }
        return Optional.empty();
    }
}
