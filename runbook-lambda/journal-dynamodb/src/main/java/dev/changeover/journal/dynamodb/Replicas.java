package dev.changeover.journal.dynamodb;

import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The replicas of the table: the nearest is asked first, and when it is silent the next. All see the same items at
 * once, so an answer of any is the table's. Safe for many threads.
 */
final class Replicas implements AutoCloseable {
    /** The farthest Region is a quarter of a second away; beyond this it is not coming. */
    static final Duration CONNECT_MAX = Duration.ofSeconds(1);

    /** A strongly consistent write crosses Regions and takes tens of milliseconds; beyond this it is lost. */
    static final Duration CALL_MAX = Duration.ofSeconds(3);

    /** For so long a silent replica is asked last, so that not every call waits for it. */
    static final Duration SHUNNED = Duration.ofSeconds(30);

    /** How often a write that met another at the same item is sent again; DynamoDB did nothing meanwhile. */
    private static final int CONFLICT_TRIES = 3;

    private record Replica(Region region, DynamoDbClient client) {}

    private final List<Replica> replicas = new ArrayList<>();
    private final Map<Region, Long> silentSinceNanos = new ConcurrentHashMap<>();
    private final SdkHttpClient http;

    Replicas(JournalPlace place) {
        this.http = place.endpoint().isPresent()
                ? UrlConnectionHttpClient.create(Replicas::direct)
                : UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_MAX)
                        .socketTimeout(CALL_MAX)
                        .build();
        for (Region region : place.regions()) {
            var builder = DynamoDbClient.builder()
                    .region(software.amazon.awssdk.regions.Region.of(region.code()))
                    .httpClient(http)
                    .credentialsProvider(credentials(place))
                    .overrideConfiguration(options(place));
            place.endpoint().ifPresent(builder::endpointOverride);
            replicas.add(new Replica(region, builder.build()));
        }
    }

    /** One call to one replica. */
    interface Question<T> {
        T ask(DynamoDbClient client);
    }

    /**
     * Asks until one answers, each replica once. A question that was answered and whose answer was lost is asked
     * again, so whoever asks has to know its own write.
     */
    <T> T ask(Question<T> question) throws Unreached {
        List<Unreached> failures = new ArrayList<>();
        for (Replica replica : order()) {
            try {
                T answer = one(replica, question);
                silentSinceNanos.remove(replica.region());
                return answer;
            } catch (Unreached failed) {
                Code code = failed.why().code();
                if (code != Code.UNREACHABLE && code != Code.THROTTLED) {
                    throw failed;
                }
                silentSinceNanos.put(replica.region(), System.nanoTime());
                failures.add(failed);
            }
        }
        Unreached first = failures.removeFirst();
        failures.forEach(first::addSuppressed);
        throw first;
    }

    private static <T> T one(Replica replica, Question<T> question) throws Unreached {
        for (int tries = 1; ; tries++) {
            try {
                return question.ask(replica.client());
            } catch (SdkException failed) {
                Unreached why = Failures.of("DynamoDB in " + replica.region(), failed);
                if (why.why().code() != Code.CONFLICT || tries == CONFLICT_TRIES) {
                    throw why;
                }
            }
        }
    }

    private List<Replica> order() {
        return replicas.stream().sorted(Comparator.comparing(this::shunned)).toList();
    }

    private boolean shunned(Replica replica) {
        Long since = silentSinceNanos.get(replica.region());
        return since != null && System.nanoTime() - since < SHUNNED.toNanos();
    }

    private static AwsCredentialsProvider credentials(JournalPlace place) {
        return place.endpoint().isPresent()
                ? StaticCredentialsProvider.create(credentialsInTwin())
                : new NoCredentials.Ambient(DefaultCredentialsProvider.builder().build());
    }

    /** A function's are the twin's own, which knows by them who calls; a person's real ones stay where they are. */
    private static AwsBasicCredentials credentialsInTwin() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME") == null
                ? AwsBasicCredentials.create("test", "test")
                : AwsBasicCredentials.create(
                        System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY"));
    }

    private static ClientOverrideConfiguration options(JournalPlace place) {
        var options = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(CALL_MAX);
        if (place.endpoint().isPresent()) {
            ProfileFile none = ProfileFile.aggregator().build();
            options.defaultProfileFileSupplier(() -> none);
        }
        return options.build();
    }

    /** Past every proxy this machine may be set to use. */
    private static HttpURLConnection direct(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) CONNECT_MAX.toMillis());
            connection.setReadTimeout((int) CALL_MAX.toMillis());
            return connection;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.client().close());
        http.close();
    }
}
