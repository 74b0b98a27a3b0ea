package dev.changeover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.JournalTable;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Objectives;
import dev.changeover.core.model.Policy;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanFileTest {
    private static final String SILENT = "arn:aws:cloudwatch:us-west-2:111122223333:alarm:shop-silent";
    private static final String ERRORS = "arn:aws:cloudwatch:us-west-2:111122223333:alarm:shop-errors";

    static ApplicationPlan plan(ShopPlan file) {
        return switch (file.read()) {
            case PlanFile.Reading.Valid(var plan) -> plan;
            case PlanFile.Reading.Faulty(var faults) -> throw new AssertionError("faults: " + faults);
        };
    }

    @Test
    void readsWhatTheFileSays() {
        ApplicationPlan plan = plan(ShopPlan.written());

        assertThat(plan.name().value()).isEqualTo("shop");
        assertThat(plan.globalCluster().value()).isEqualTo("shop");
        assertThat(plan.primary().region()).isEqualTo(new Region("us-east-1"));
        assertThat(plan.primary().database())
                .isEqualTo(new Endpoint("shop-us-east-1.cluster-abc.us-east-1.rds.amazonaws.com", 5432));
        assertThat(plan.secondary().dnsAnswers()).containsExactly("us-west-2.shop.example.com");
        assertThat(plan.secondary().health()).isEqualTo(URI.create("https://us-west-2.shop.example.com/health"));
        assertThat(plan.routingEndpoints()).hasSize(5);
        assertThat(plan.objectives()).isEqualTo(new Objectives(Duration.ofMinutes(5), Duration.ofSeconds(5)));
    }

    @Test
    void fillsInEveryDefault() {
        ApplicationPlan plan = plan(ShopPlan.written());

        assertThat(plan.secrets()).isEqualTo(new SecretLayout.Independent());
        assertThat(plan.traffic().resolver()).isEmpty();
        assertThat(plan.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(3), Map.of()));
        assertThat(plan.policy()).isEqualTo(new Policy(false));
        assertThat(plan.twin()).isEmpty();
        assertThat(plan(ShopPlan.written().and("secrets: { layout: replicated, home: us-east-1 }\n"))
                        .secrets())
                .isEqualTo(new SecretLayout.Replicated(new Region("us-east-1"), false));
        assertThat(plan(ShopPlan.written().and("secrets: {}\n")).secrets()).isEqualTo(new SecretLayout.Independent());
        assertThat(plan(ShopPlan.written().and("timeouts: {}\npolicy: {}\n")).timeouts())
                .isEqualTo(Timeouts.defaults());
    }

    @Test
    void readsEverythingThatCanBeChosen() {
        ApplicationPlan plan = plan(chosen());

        assertThat(plan.secrets()).isEqualTo(new SecretLayout.Replicated(new Region("us-west-2"), true));
        assertThat(plan.traffic().resolver()).contains(new Endpoint("10.0.0.2", 53));
        assertThat(plan.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Map.of("SwitchDatabase", Duration.ofMinutes(20), "Approve", Duration.ofHours(1))));
        assertThat(plan.policy().approval()).isTrue();
    }

    @Test
    void writesAFileThatReadsBackEqual() {
        for (ShopPlan file : List.of(ShopPlan.written(), chosen(), ofTwin(), triggered())) {
            ApplicationPlan plan = plan(file);

            String written = PlanFile.write(plan);

            assertThat(plan(new ShopPlan(written))).isEqualTo(plan);
            assertThat(written).contains("# Both Regions.");
        }
    }

    @Test
    void quotesWhatYamlWouldReadOtherwise() {
        ApplicationPlan plan = plan(ShopPlan.written().with("application: shop", "application: 'null'"));

        assertThat(plan(new ShopPlan(PlanFile.write(plan)))).isEqualTo(plan);
    }

    @Test
    void readsThePlanOfATwin() {
        assertThat(plan(ofTwin()).twin()).isEqualTo(Optional.of(URI.create("http://127.0.0.1:4566")));
    }

    @Test
    void readsWhereChangeoversAreWritten() {
        assertThat(plan(ShopPlan.written()).journal()).isEmpty();
        assertThat(plan(ShopPlan.written().and("journal: { table: changeover-journal }\n"))
                        .journal())
                .contains(new JournalTable("changeover-journal"));
    }

    @Test
    void readsWhatAlarmsMayStart() {
        assertThat(plan(ShopPlan.written()).alarmTrigger()).isEmpty();
        assertThat(plan(triggered()).alarmTrigger())
                .contains(new AlarmPolicy(
                        List.of(new AlarmArn(SILENT), new AlarmArn(ERRORS)),
                        1,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofHours(12),
                        Duration.ofSeconds(30),
                        Set.of(Mode.GRACEFUL, Mode.UNGRACEFUL)));
        assertThat(plan(ShopPlan.written().and("alarm-trigger: { alarms: [" + SILENT + "], modes: [graceful] }\n"))
                        .alarmTrigger())
                .contains(new AlarmPolicy(
                        List.of(new AlarmArn(SILENT)),
                        1,
                        AlarmPolicy.SUSTAINED_DEFAULT,
                        AlarmPolicy.EVENT_AGE_DEFAULT,
                        AlarmPolicy.RECOVERY_PERIOD_DEFAULT,
                        Duration.ZERO,
                        Set.of(Mode.GRACEFUL)));
    }

    static ShopPlan triggered() {
        return ShopPlan.written().and("alarm-trigger:\n  alarms: [" + SILENT + ", " + ERRORS + "]\n" + """
                  quorum: 1
                  sustained: 2m
                  event-age: 10m
                  recovery-period: 12h
                  loss-limit: 30s
                  modes: [ungraceful, graceful]
                """);
    }

    static ShopPlan chosen() {
        return ShopPlan.written().with("  name: shop.example.com\n", """
                          name: shop.example.com
                          resolver: 10.0.0.2:53
                          requests-primary: AWS/ApplicationELB RequestCount LoadBalancer=app/shop/50dc6c495c0c9188
                          requests-secondary: AWS/ApplicationELB RequestCount LoadBalancer=app/shop/6d0ecf831eec9f09
                        """).and("""
                        secrets: { layout: replicated, home: us-west-2, promote-replica-when-home-is-dark: true }
                        timeouts: { connect: 500ms, call: 2s, steps: { SwitchDatabase: 20m, Approve: 1h } }
                        policy: { approval: true }
                        """);
    }

    static ShopPlan ofTwin() {
        ShopPlan plan = ShopPlan.written().and("twin: http://127.0.0.1:4566\n");
        for (int index = 0; index < 5; index++) {
            Region region =
                    plan(ShopPlan.written()).routingEndpoints().get(index).region();
            String host = "https://host-" + (char) ('a' + index) + "." + region + ".example.com/v1";
            plan = plan.with(host, "http://127.0.0.1:" + (4567 + index));
        }
        return plan;
    }
}
