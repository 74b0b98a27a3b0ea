package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycontrolconfig.Route53RecoveryControlConfigClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The AWS clients, one for each service and Region, made when first needed. With a twin they reach the twin and nothing
 * else, whatever the machine's AWS settings say.
 */
final class Clients implements AutoCloseable {
    static final Region ROUTING_CONFIG = new Region("us-west-2");

    private final Map<Key, SdkClient> open = new ConcurrentHashMap<>();
    private final Optional<URI> twin;
    private final Supplier<Transport> transport;

    private record Key(Class<?> service, Region region) {}

    /** {@code transport} is asked when the first client is made: it takes a while to be ready. */
    Clients(ApplicationPlan plan, Supplier<Transport> transport) {
        this(plan.twin(), transport);
    }

    /** For calls that belong to no one plan. */
    Clients(Optional<URI> twin, Supplier<Transport> transport) {
        this.twin = twin;
        this.transport = transport;
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

    EventBridgeClient events(Region region) {
        return EventBridgeClient.class.cast(open.computeIfAbsent(
                new Key(EventBridgeClient.class, region),
                _ -> regional(EventBridgeClient.builder(), region, EventBridgeClient.serviceMetadata())));
    }

    SnsClient topics(Region region) {
        return SnsClient.class.cast(open.computeIfAbsent(
                new Key(SnsClient.class, region),
                _ -> regional(SnsClient.builder(), region, SnsClient.serviceMetadata())));
    }

    /** The control plane of ARC, which is in one Region (ARC developer guide, "Data and control planes", 2026). */
    Route53RecoveryControlConfigClient routingConfig() {
        return Route53RecoveryControlConfigClient.class.cast(open.computeIfAbsent(
                new Key(Route53RecoveryControlConfigClient.class, ROUTING_CONFIG),
                _ -> regional(
                        Route53RecoveryControlConfigClient.builder(),
                        ROUTING_CONFIG,
                        Route53RecoveryControlConfigClient.serviceMetadata())));
    }

    /** The Region's own STS, never the global one, which lives in us-east-1. */
    StsClient identity(Region region) {
        return StsClient.class.cast(open.computeIfAbsent(
                new Key(StsClient.class, region),
                _ -> regional(StsClient.builder(), region, StsClient.serviceMetadata())));
    }

    SsmClient systemsManager(Region region) {
        return SsmClient.class.cast(open.computeIfAbsent(
                new Key(SsmClient.class, region),
                _ -> regional(SsmClient.builder(), region, SsmClient.serviceMetadata())));
    }

    LambdaClient functions(Region region) {
        return LambdaClient.class.cast(open.computeIfAbsent(
                new Key(LambdaClient.class, region),
                _ -> regional(LambdaClient.builder(), region, LambdaClient.serviceMetadata())));
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
                twin.orElseGet(() -> URI.create(
                        "https://" + service.endpointFor(software.amazon.awssdk.regions.Region.of(region.code())))));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C configured(
            B builder, Region region, URI endpoint) {
        return builder.region(software.amazon.awssdk.regions.Region.of(region.code()))
                .endpointOverride(endpoint)
                .fipsEnabled(false)
                .dualstackEnabled(false)
                .defaultsMode(DefaultsMode.LEGACY) // not "auto", which asks the instance metadata for its Region
                .credentialsProvider(transport.get().credentials())
                .httpClient(transport.get().http())
                .overrideConfiguration(transport.get().options())
                .build();
    }

    @Override
    public void close() {
        open.values().forEach(SdkAutoCloseable::close);
    }
}
