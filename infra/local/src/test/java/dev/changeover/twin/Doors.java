package dev.changeover.twin;

import dev.changeover.core.model.Region;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.LambdaService;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.route53.Route53Service;
import dev.changeover.twin.routing.RoutingClusterService;
import dev.changeover.twin.routing.RoutingConfigService;
import dev.changeover.twin.s3.S3Service;
import dev.changeover.twin.secrets.SecretsService;
import dev.changeover.twin.wire.Gateways;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** An account in real time behind real gateways, without databases of its own, and AWS SDK clients for it. */
public final class Doors implements AutoCloseable {
    /** Short enough that a client that is held by a dark Region gives up at once. */
    private static final Duration CALL_MAX = Duration.ofSeconds(10);

    public final TwinAccount account;
    private final Gateways gateways;

    private Doors(Ports ports) {
        Timeline timeline = Timeline.real();
        var databases = new MemoryDataPlane(timeline, ports, MemoryDataPlane.Speed.LIKE_POSTGRESQL);
        this.account = TwinAccount.on(
                new TwinAccount.Ground(timeline, Timing.local(), TwinAccount.Delays.local(), ports, databases));
        this.gateways = Gateways.open(
                ports,
                account.faults(),
                List.of(
                        LambdaService.over(account.lambdas()),
                        SecretsService.over(account.secrets()),
                        RoutingConfigService.over(account.routing().config()),
                        S3Service.over(account.buckets()),
                        Route53Service.over(account.route53())),
                List.of(RoutingClusterService.over(account.routing().cluster())));
    }

    /** On any ports that are free. */
    public static Doors open() {
        return new Doors(FreePorts.next());
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + account.ports().gateway());
    }

    /** One of the five ARC endpoints. */
    public URI endpoint(int index) {
        return URI.create("http://127.0.0.1:" + account.ports().arcEndpoint(index));
    }

    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, Region region) {
        return client(builder, region, gateway());
    }

    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, Region region, URI endpoint) {
        return builder.region(software.amazon.awssdk.regions.Region.of(region.code()))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(retry -> retry.maxAttempts(1))
                        .apiCallTimeout(CALL_MAX))
                .build();
    }

    @Override
    public void close() {
        gateways.close();
        account.timeline().close();
    }
}
