package dev.changeover.aws;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Objectives;
import dev.changeover.core.model.Policy;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of a shop in two Regions, for tests. */
final class Plans {
    static final Region VIRGINIA = new Region("us-east-1");
    static final Region OREGON = new Region("us-west-2");
    static final String PANEL = "arn:aws:route53-recovery-control::123456789012:controlpanel/0123456789abcdef/";
    static final GlobalClusterId DATABASE = new GlobalClusterId("shop-global");

    private static final List<String> ENDPOINT_REGIONS =
            List.of("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "ap-southeast-2");

    private Plans() {}

    /** Short timeouts, so that what waits for them is soon over. */
    static Timeouts timeouts() {
        return new Timeouts(Duration.ofMillis(400), Duration.ofMillis(800), Map.of());
    }

    /** Everything is at {@code place}. */
    static ApplicationPlan at(URI place) {
        return at(place, List.of(place, place, place, place, place), timeouts());
    }

    static ApplicationPlan at(URI place, List<URI> routing, Timeouts timeouts) {
        List<RoutingEndpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < routing.size(); i++) {
            endpoints.add(new RoutingEndpoint(new Region(ENDPOINT_REGIONS.get(i)), routing.get(i)));
        }
        return new ApplicationPlan(
                new ApplicationName("shop"),
                DATABASE,
                site(VIRGINIA, "aaaa", place),
                site(OREGON, "bbbb", place),
                new SecretLayout.Independent(),
                endpoints,
                new TrafficName("shop.example.com", Optional.empty()),
                new Objectives(Duration.ofMinutes(15), Duration.ofSeconds(5)),
                timeouts,
                Policy.defaults(),
                Optional.of(place).filter(there -> "127.0.0.1".equals(there.getHost())),
                Optional.empty(),
                Optional.empty());
    }

    static ClusterArn cluster(Region region) {
        return new ClusterArn("arn:aws:rds:" + region + ":123456789012:cluster:shop-" + region);
    }

    static Site site(Region region, String control, URI place) {
        return new Site(
                region,
                cluster(region),
                new Endpoint("db." + region + ".example.com", 5432),
                new SecretArn("arn:aws:secretsmanager:" + region + ":123456789012:secret:shop-AbCdEf"),
                new RoutingControlArn(PANEL + "routingcontrol/" + control),
                List.of(region + ".shop.example.com"),
                URI.create(place + "/probe"),
                URI.create(place + "/health"));
    }
}
