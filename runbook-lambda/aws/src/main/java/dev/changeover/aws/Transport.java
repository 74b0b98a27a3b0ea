package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;

/** What all clients share: how requests travel, as whom, and that a request is sent once. */
record Transport(SdkHttpClient http, AwsCredentialsProvider credentials, ClientOverrideConfiguration options)
        implements AutoCloseable {
    static Transport of(ApplicationPlan plan) {
        return of(plan.twin(), plan.timeouts());
    }

    static Transport of(Optional<URI> twin, Timeouts timeouts) {
        return twin.isPresent()
                ? rehearsed(UrlConnectionHttpClient.create(uri -> direct(uri, timeouts)))
                : new Transport(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(timeouts.connect())
                                .socketTimeout(timeouts.call())
                                .build(),
                        new Ambient(DefaultCredentialsProvider.builder().build()),
                        once().build());
    }

    /** For anything but AWS: nothing of this machine's AWS settings. */
    static Transport rehearsed(SdkHttpClient http) {
        ProfileFile none = ProfileFile.aggregator().build();
        return new Transport(
                http,
                StaticCredentialsProvider.create(credentialsInTwin()),
                once().defaultProfileFileSupplier(() -> none).build());
    }

    /** A function's are the twin's own, which knows by them who calls; a person's real ones stay where they are. */
    private static AwsBasicCredentials credentialsInTwin() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME") == null
                ? AwsBasicCredentials.create("test", "test")
                : AwsBasicCredentials.create(
                        System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY"));
    }

    /** No retries: the runbook's turn decides on asking again, after it has looked. */
    private static ClientOverrideConfiguration.Builder once() {
        return ClientOverrideConfiguration.builder().retryStrategy(AwsRetryStrategy.doNotRetry());
    }

    /** Past every proxy this machine may be set to use. */
    private static HttpURLConnection direct(URI uri, Timeouts timeouts) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) timeouts.connect().toMillis());
            connection.setReadTimeout((int) timeouts.call().toMillis());
            return connection;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Finds the credentials now rather than during the first call; that there are none is for that call to say. */
    void prepare() {
        try {
            credentials.resolveCredentials();
        } catch (NoCredentials later) {
            // The first call says so, to somebody who listens.
        }
    }

    @Override
    public void close() {
        http.close();
        if (credentials instanceof Ambient ambient) {
            ambient.chain().close();
        }
    }

    /** The machine's own credentials. That there are none is told apart from a Region that is silent. */
    private record Ambient(DefaultCredentialsProvider chain) implements AwsCredentialsProvider {
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
