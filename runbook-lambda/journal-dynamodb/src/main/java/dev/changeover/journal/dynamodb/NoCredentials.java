package dev.changeover.journal.dynamodb;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** This machine has no credentials: told apart from a Region that is silent. */
final class NoCredentials extends SdkException {
    private static final long serialVersionUID = 1L;

    private NoCredentials(SdkClientException none) {
        super(SdkException.builder().message(none.getMessage()).cause(none));
    }

    /** The machine's own credentials. */
    record Ambient(DefaultCredentialsProvider chain) implements AwsCredentialsProvider {
        @Override
        public AwsCredentials resolveCredentials() {
            try {
                return chain.resolveCredentials();
            } catch (SdkClientException none) {
                throw new NoCredentials(none);
            }
        }
    }
}
