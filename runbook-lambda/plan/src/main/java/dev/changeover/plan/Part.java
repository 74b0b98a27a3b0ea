package dev.changeover.plan;

import dev.changeover.core.step.StepName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of a plan file, each with the keys it knows and an example of each. */
enum Part {
    FILE(
            "the top level",
            "application: shop",
            "global-cluster: shop",
            "regions: with primary and secondary under it",
            "secrets: with layout under it",
            "routing-endpoints: a list of five, each with region and url",
            "traffic: with name under it",
            "objectives: with rto and rpo under it",
            "timeouts: with connect, call or steps under it",
            "policy: with approval under it",
            "alarm-trigger: with alarms and loss-limit under it",
            "journal: with table under it",
            "twin: http://127.0.0.1:4566"),
    REGIONS("regions", "primary: with region, cluster and the rest under it", "secondary: with the same keys"),
    SITE(
            "regions.primary and regions.secondary",
            "region: us-east-1",
            "cluster: arn:aws:rds:us-east-1:111122223333:cluster:shop-us-east-1",
            "endpoint: shop-us-east-1.cluster-abc.us-east-1.rds.amazonaws.com:5432",
            "secret: arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-db-AbCdEf",
            "routing-control: arn:aws:route53-recovery-control::111122223333:controlpanel/…/routingcontrol/…",
            "dns-answers: [us-east-1.shop.example.com]",
            "write-probe: https://us-east-1.shop.example.com/probe/write",
            "health: https://us-east-1.shop.example.com/health"),
    SECRETS("secrets", "layout: independent", "home: us-east-1", "promote-replica-when-home-is-dark: false"),
    ROUTING_ENDPOINT("routing-endpoints", "region: us-east-1", "url: https://host-aaaaaa.us-east-1.example.com/v1"),
    TRAFFIC(
            "traffic",
            "name: shop.example.com",
            "resolver: 10.0.0.2:53",
            "requests-primary: AWS/ApplicationELB RequestCount LoadBalancer=app/shop/0123456789abcdef",
            "requests-secondary: AWS/ApplicationELB RequestCount LoadBalancer=app/shop/fedcba9876543210"),
    OBJECTIVES("objectives", "rto: 5m", "rpo: 5s"),
    TIMEOUTS("timeouts", "connect: 1s", "call: 3s", "steps: with step names under it"),
    STEPS("timeouts.steps", Arrays.stream(StepName.values()).map(step -> step + ": 15m")),
    POLICY("policy", "approval: false"),
    JOURNAL("journal", "table: changeover-journal"),
    ALARM_TRIGGER(
            "alarm-trigger",
            "alarms: [arn:aws:cloudwatch:us-west-2:111122223333:alarm:shop-silent]",
            "quorum: 1",
            "sustained: 3m",
            "event-age: 5m",
            "recovery-period: 6h",
            "loss-limit: 5s",
            "modes: [graceful, ungraceful]");

    private final String shown;
    /** Filled by the constructor and never changed; Map.copyOf would lose the order that people read. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> examples = new LinkedHashMap<>();

    Part(String shown, String... keys) {
        this(shown, Arrays.stream(keys));
    }

    Part(String shown, Stream<String> keys) {
        this.shown = shown;
        keys.forEach(key -> examples.put(key.substring(0, key.indexOf(':')), key));
    }

    Set<String> keys() {
        return examples.keySet();
    }

    /** How the key is written, for whoever left it out. */
    String example(String key) {
        return examples.get(key);
    }

    /** The part that knows {@code key}; people indent by one level too few or too many. */
    static Optional<Part> knowing(String key) {
        return Arrays.stream(values())
                .filter(part -> part.examples.containsKey(key))
                .findFirst();
    }

    @Override
    public String toString() {
        return shown;
    }
}
