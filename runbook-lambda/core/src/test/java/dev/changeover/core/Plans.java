package dev.changeover.core;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Mode;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The plan and the requests that tests of core share. */
public final class Plans {
    public static final Region EAST = new Region("us-east-1");
    public static final Region WEST = new Region("us-west-2");

    private Plans() {}

    private static ApplicationPlan shop(SecretLayout layout, Policy policy) {
        return new ApplicationPlan(
                new ApplicationName("shop"),
                new GlobalClusterId("shop"),
                site(EAST),
                site(WEST),
                layout,
                Stream.of("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "ap-southeast-2")
                        .map(region -> new RoutingEndpoint(
                                new Region(region), URI.create("https://arc." + region + ".example.com/v1")))
                        .toList(),
                new TrafficName("shop.example.com", Optional.empty()),
                new Objectives(Duration.ofMinutes(5), Duration.ofSeconds(5)),
                Timeouts.defaults(),
                policy,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static ApplicationPlan shop() {
        return shop(new SecretLayout.Independent());
    }

    public static ApplicationPlan needingApproval() {
        return shop(new SecretLayout.Independent(), new Policy(true));
    }

    public static ApplicationPlan shop(SecretLayout layout) {
        return shop(layout, Policy.defaults());
    }

    public static ChangeoverRequest graceful(String id, Region from, Region to) {
        return request(id, from, to, Mode.GRACEFUL, Optional.empty());
    }

    public static ChangeoverRequest ungraceful(String id, Region from, Region to) {
        return request(id, from, to, Mode.UNGRACEFUL, Optional.of(Duration.ofSeconds(10)));
    }

    private static ChangeoverRequest request(String id, Region from, Region to, Mode mode, Optional<Duration> loss) {
        return new ChangeoverRequest(
                new ChangeoverId(id), from, to, mode, new Actor("ana", "a test"), loss, Set.of(), List.of());
    }

    private static Site site(Region region) {
        return new Site(
                region,
                new ClusterArn("arn:aws:rds:" + region + ":111122223333:cluster:shop-" + region),
                new Endpoint("shop-" + region + ".example.com", 5432),
                new SecretArn("arn:aws:secretsmanager:" + region + ":111122223333:secret:shop-AbCdEf"),
                new RoutingControlArn(
                        "arn:aws:route53-recovery-control::111122223333:controlpanel/p/routingcontrol/" + region),
                List.of(region + ".shop.example.com"),
                URI.create("https://" + region + ".shop.example.com/probe/write"),
                URI.create("https://" + region + ".shop.example.com/health"));
    }
}
