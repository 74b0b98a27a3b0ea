package dev.changeover.twin.wire;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Calls;
import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Rds;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.ReplicationMetrics;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A twin of RDS, CloudWatch and STS behind a real gateway, and SDK clients for it. */
final class WireTwin implements AutoCloseable {
    /** Longer than any answer takes, short enough for tests of calls that get none. */
    private static final Duration CALL_MAX = Duration.ofSeconds(5);

    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    final Timeline timeline = Timeline.real();
    final Regions regions = new Regions(timeline);
    final Faults faults = new Faults(regions);
    final MemoryDataPlane dataPlane =
            new MemoryDataPlane(timeline, new Ports(4566), MemoryDataPlane.Speed.LIKE_POSTGRESQL);
    final Rds.Surroundings around = new Rds.Surroundings(timeline, Timing.local(), regions, dataPlane);
    final Rds rds = new Rds(around);
    final CloudWatch cloudWatch = new CloudWatch(timeline, Timing.local(), regions);
    final ReplicationMetrics metrics = new ReplicationMetrics(around, rds, cloudWatch);
    final Calls calls = new Calls();
    final Gateway gateway = Gateway.open(
            0,
            faults,
            calls,
            List.of(RdsService.service(rds), CloudWatchService.service(cloudWatch, timeline), TokenService.service()));

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, Region region) {
        return builder.endpointOverride(endpoint())
                .region(software.amazon.awssdk.regions.Region.of(region.code()))
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(CALL_MAX))
                .build();
    }

    @Override
    public void close() {
        gateway.close();
        timeline.close();
    }
}
