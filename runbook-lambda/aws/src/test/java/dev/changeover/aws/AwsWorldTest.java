package dev.changeover.aws;

import static dev.changeover.aws.Plans.OREGON;
import static dev.changeover.aws.Plans.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.PortFailure.Code;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class AwsWorldTest {
    private static final URI HERE = URI.create("http://127.0.0.1:4566");
    private static final URI AWS = URI.create("https://host.us-east-1.example.com/v1");

    @Test
    void refusesATwinsPlanThatLeadsElsewhere() {
        ApplicationPlan endpoint = Plans.at(HERE, List.of(HERE, HERE, AWS, HERE, HERE), Plans.timeouts());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsWorld.open(endpoint).close())
                .withMessageContaining("host.us-east-1.example.com");
        ApplicationPlan resolver =
                with(Plans.at(HERE), new TrafficName("shop.example.com", Optional.of(new Endpoint("192.0.2.53", 53))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsWorld.open(resolver).close())
                .withMessageContaining("192.0.2.53");
    }

    @Test
    void reachesAwsByItsOwnNamesWhateverTheEnvironmentSays() {
        ApplicationPlan real = Plans.at(AWS);
        System.setProperty("aws.endpointUrl", HERE.toString());
        try (Transport transport = Transport.rehearsed(UrlConnectionHttpClient.create());
                var clients = new Clients(real, () -> transport)) {
            assertThat(clients.rds(VIRGINIA).serviceClientConfiguration().endpointOverride())
                    .contains(URI.create("https://rds.us-east-1.amazonaws.com"));
            assertThat(clients.secrets(OREGON).serviceClientConfiguration().endpointOverride())
                    .contains(URI.create("https://secretsmanager.us-west-2.amazonaws.com"));
            assertThat(clients.metrics(OREGON).serviceClientConfiguration().endpointOverride())
                    .contains(URI.create("https://monitoring.us-west-2.amazonaws.com"));
            assertThat(clients.routing(real.routingEndpoints().getFirst())
                            .serviceClientConfiguration()
                            .endpointOverride())
                    .contains(AWS);
        } finally {
            System.clearProperty("aws.endpointUrl");
        }
    }

    @Test
    void makesOneClientForEachServiceAndRegion() {
        try (Transport transport = Transport.rehearsed(UrlConnectionHttpClient.create());
                var clients = new Clients(Plans.at(HERE), () -> transport)) {
            assertThat(clients.rds(VIRGINIA)).isSameAs(clients.rds(VIRGINIA)).isNotSameAs(clients.rds(OREGON));
        }
    }

    @Test
    void asksNobodyAnythingWhenItIsOpened() {
        try (FarSide far = FarSide.silent();
                var caller = new Caller(Plans.timeouts())) {
            Rehearsal.run(Plans.at(far.url()), caller);
            assertThat(far.requests()).isEmpty();
        }
    }

    @Test
    void readsSideBySideAndInOrder() {
        try (AwsWorld world = AwsWorld.open(Plans.at(HERE))) {
            var both = new CountDownLatch(2);
            assertThat(world.sideBySide(List.of(() -> meet(both, "first"), () -> meet(both, "second"))))
                    .containsExactly("first", "second");
        }
    }

    private static String meet(CountDownLatch both, String name) throws InterruptedException {
        both.countDown();
        both.await(); // never ends unless both run at once
        return name;
    }

    @Test
    void letsABugThrough() {
        try (AwsWorld world = AwsWorld.open(Plans.at(HERE))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> world.sideBySide(List.of(() -> {
                        throw new IllegalStateException("a bug");
                    })));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> Failures.reply("anybody", new IllegalStateException("a bug")));
    }

    @Test
    void saysThatThereAreNoCredentials() {
        var none = new NoCredentials(new IllegalStateException("none found"));
        Reply<Object> reply = Failures.reply("RDS in us-east-1", new RuntimeException("wrapped", none));
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        assertThat(reply.failure()).get().extracting("code").isEqualTo(Code.DENIED);
    }

    private static ApplicationPlan with(ApplicationPlan plan, TrafficName traffic) {
        return new ApplicationPlan(
                plan.name(),
                plan.globalCluster(),
                plan.primary(),
                plan.secondary(),
                plan.secrets(),
                plan.routingEndpoints(),
                traffic,
                plan.objectives(),
                plan.timeouts(),
                plan.policy(),
                plan.twin(),
                plan.alarmTrigger(),
                plan.journal());
    }
}
