package dev.changeover.twin;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.route53.Route53;
import dev.changeover.twin.route53.Route53Service;
import dev.changeover.twin.routing.Routing;
import dev.changeover.twin.routing.RoutingClusterService;
import dev.changeover.twin.routing.RoutingConfigService;
import dev.changeover.twin.secrets.Secrets;
import dev.changeover.twin.secrets.SecretsService;
import dev.changeover.twin.wire.Gateways;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The models of these packages in real time behind real gateways, and AWS SDK clients for them. */
public final class Doors implements AutoCloseable {
    /** Short enough that a client that is held by a dark Region gives up at once. */
    private static final Duration CALL_MAX = Duration.ofSeconds(10);

    private static final int OPEN_TRIES = 20;

    public final Timeline timeline = Timeline.real();
    public final Regions regions = new Regions(timeline);
    public final Faults faults = new Faults(regions);
    public final Secrets secrets = new Secrets(timeline, Secrets.REPLICATION_LOCAL, regions::dark);
    public final Routing routing;
    public final Route53 route53;
    private final Ports ports;
    private final Gateways gateways;

    private Doors(Ports ports) {
        this.ports = ports;
        this.routing = Routing.start(timeline, ports, Routing.DEPLOYMENT_LOCAL, Routing.reachable(faults));
        this.route53 = new Route53(timeline, Route53.PROPAGATION_LOCAL, Route53.Health.of(routing.cluster()::isOn));
        this.gateways = Gateways.open(
                ports,
                faults,
                List.of(
                        SecretsService.over(secrets),
                        new RoutingConfigService(routing.config()),
                        new Route53Service(route53)),
                List.of(RoutingClusterService.over(routing.cluster())));
    }

    /** On any ports that are free. */
    public static Doors open() {
        for (int tries = 1; ; tries++) {
            int base = ThreadLocalRandom.current().nextInt(200, 600) * Ports.SPAN;
            try {
                return new Doors(new Ports(base));
            } catch (UncheckedIOException taken) {
                if (tries == OPEN_TRIES) {
                    throw taken;
                }
            }
        }
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + ports.gateway());
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
        timeline.close();
    }
}
