package dev.changeover.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Reads the secret, once a call; whoever asks decides when to ask again. Safe for many threads. */
final class SecretReader implements AutoCloseable {
    /** Which version of the secret. */
    enum Stage {
        /** What the shop lives by. */
        AWSCURRENT,
        /** What a changeover has staged and wants proved. */
        AWSPENDING
    }

    /** The API is in the same Region, where a connection takes milliseconds; beyond this it is not coming. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    /** Half of a write probe's two seconds. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

    private final FutureTask<SecretsManagerClient> client;
    private final String secretId;

    SecretReader(String region, String secretId) {
        this.secretId = secretId;
        this.client = new FutureTask<>(() -> client(region));
        // Building the client takes the SDK a quarter of a second; meanwhile the shop can open its door.
        Thread.ofVirtual().name("build-client").start(client);
    }

    private static SecretsManagerClient client(String region) {
        return SecretsManagerClient.builder()
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(CALL_TIMEOUT))
                .overrideConfiguration(override ->
                        override.apiCallTimeout(CALL_TIMEOUT).retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private SecretsManagerClient client() {
        try {
            return client.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted while the client was built");
        } catch (ExecutionException malformed) {
            // Such as an AWS_ENDPOINT_URL that is no URL.
            throw SdkClientException.create("the client cannot be built, " + malformed.getMessage(), malformed);
        }
    }

    /** Never throws for weather: what cannot be read is {@link SecretView.Unreadable}. */
    SecretView read(Stage stage) {
        try {
            String json = client().getSecretValue(
                            request -> request.secretId(secretId).versionStage(stage.name()))
                    .secretString();
            return json == null
                    ? unreadable("the secret holds bytes, not text")
                    : new SecretView.Named(DatabaseSecret.parse(json), Instant.now());
        } catch (SecretsManagerException refused) {
            return unreadable("Secrets Manager refused to give " + stage + " of " + secretId + ": " + code(refused));
        } catch (SdkException lost) {
            return unreadable("Secrets Manager did not answer: " + lost.getMessage());
        } catch (IllegalArgumentException malformed) {
            return unreadable(malformed.getMessage());
        }
    }

    private static String code(SecretsManagerException refused) {
        // What stands between, such as a proxy, sends no code of AWS's.
        return refused.awsErrorDetails() == null
                ? "status " + refused.statusCode()
                : refused.awsErrorDetails().errorCode();
    }

    private static SecretView unreadable(String why) {
        return new SecretView.Unreadable(why, Instant.now());
    }

    @Override
    public void close() {
        client().close();
    }
}
