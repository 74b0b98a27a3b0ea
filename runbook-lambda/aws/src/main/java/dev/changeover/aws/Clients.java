package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The AWS clients, one for each service and Region, made when first needed. With a twin they reach the twin and nothing
 * else, whatever the machine's AWS settings say.
 */
final class Clients implements AutoCloseable {
    private final Map<Key, SdkClient> open = new ConcurrentHashMap<>();
    private final ApplicationPlan plan;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final ClientOverrideConfiguration options;

    private record Key(Class<?> service, Region region) {}

    Clients(ApplicationPlan plan) {
        this(plan, transport(plan));
    }

    Clients(ApplicationPlan plan, SdkHttpClient http) {
        this.plan = plan;
        this.http = http;
        this.credentials = plan.twin().isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))
                : new Ambient(DefaultCredentialsProvider.builder().build());
        this.options = options(plan);
    }

    private static SdkHttpClient transport(ApplicationPlan plan) {
        UrlConnectionHttpClient.Builder builder = UrlConnectionHttpClient.builder()
                .connectionTimeout(plan.timeouts().connect())
                .socketTimeout(plan.timeouts().call());
        if (plan.twin().isPresent()) {
            builder.proxyConfiguration(ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariablesValues(false)
                    .build());
        }
        return builder.build();
    }

    private static ClientOverrideConfiguration options(ApplicationPlan plan) {
        ClientOverrideConfiguration.Builder builder = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry()); // the runbook's turn decides on asking again
        if (plan.twin().isPresent()) {
            ProfileFile none = ProfileFile.aggregator().build();
            builder.defaultProfileFileSupplier(() -> none);
        }
        return builder.build();
    }

    RdsClient rds(Region region) {
        return RdsClient.class.cast(open.computeIfAbsent(
                new Key(RdsClient.class, region),
                _ -> regional(RdsClient.builder(), region, RdsClient.serviceMetadata())));
    }

    SecretsManagerClient secrets(Region region) {
        return SecretsManagerClient.class.cast(open.computeIfAbsent(
                new Key(SecretsManagerClient.class, region),
                _ -> regional(SecretsManagerClient.builder(), region, SecretsManagerClient.serviceMetadata())));
    }

    CloudWatchClient metrics(Region region) {
        return CloudWatchClient.class.cast(open.computeIfAbsent(
                new Key(CloudWatchClient.class, region),
                _ -> regional(CloudWatchClient.builder(), region, CloudWatchClient.serviceMetadata())));
    }

    /** The plan's own URL, signed for that endpoint's Region: ARC refuses any other pair. */
    Route53RecoveryClusterClient routing(RoutingEndpoint endpoint) {
        return Route53RecoveryClusterClient.class.cast(open.computeIfAbsent(
                new Key(Route53RecoveryClusterClient.class, endpoint.region()),
                _ -> configured(Route53RecoveryClusterClient.builder(), endpoint.region(), endpoint.url())));
    }

    /** AWS's own name for the endpoint, since an AWS_ENDPOINT_URL left in the environment must not lead elsewhere. */
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C regional(
            B builder, Region region, ServiceMetadata service) {
        return configured(
                builder,
                region,
                plan.twin()
                        .orElseGet(() -> URI.create("https://"
                                + service.endpointFor(software.amazon.awssdk.regions.Region.of(region.code())))));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C configured(
            B builder, Region region, URI endpoint) {
        return builder.region(software.amazon.awssdk.regions.Region.of(region.code()))
                .endpointOverride(endpoint)
                .fipsEnabled(false)
                .dualstackEnabled(false)
                .defaultsMode(DefaultsMode.LEGACY) // not "auto", which asks the instance metadata for its Region
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(options)
                .build();
    }

    @Override
    public void close() {
        open.values().forEach(SdkAutoCloseable::close);
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
