package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.plan.PlanFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a deployed application. */
class FromOutputsTest {
    private static final String GLOBAL = """
            {"Changeover-Global": {
              "Application": "shop", "PrimaryRegion": "us-east-1", "SecondaryRegion": "us-west-2",
              "PrimaryControlArn": "arn:aws:route53-recovery-control::111122223333:controlpanel/01/routingcontrol/e",
              "SecondaryControlArn": "arn:aws:route53-recovery-control::111122223333:controlpanel/01/routingcontrol/w",
              "TrafficName": "api.shop.example.com", "JournalTable": "changeover-journal", "Rto": "5m", "Rpo": "5s",
              "ZoneId": "Z1"}}
            """;

    private static final String CLUSTER = """
            {"Cluster": {"ClusterArn": "arn:aws:route53-recovery-control::111122223333:cluster/1", "ClusterEndpoints": [
              {"Endpoint": "https://a.route53-recovery-cluster.us-east-1.amazonaws.com/v1/", "Region": "us-east-1"},
              {"Endpoint": "https://b.route53-recovery-cluster.us-west-2.amazonaws.com/v1", "Region": "us-west-2"},
              {"Endpoint": "https://c.route53-recovery-cluster.eu-west-1.amazonaws.com/v1", "Region": "eu-west-1"},
              {"Endpoint": "https://d.route53-recovery-cluster.ap-northeast-1.amazonaws.com/v1",
               "Region": "ap-northeast-1"},
              {"Endpoint": "https://e.route53-recovery-cluster.ap-southeast-2.amazonaws.com/v1",
               "Region": "ap-southeast-2"}]}}
            """;

    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
    }

    private static String database(String region) {
        return """
                {"Changeover-Database-REGION": {
                  "GlobalCluster": "shop", "ClusterArn": "arn:aws:rds:REGION:111122223333:cluster:shop-REGION",
                  "ClusterEndpoint": "shop-REGION.cluster-abc.REGION.rds.amazonaws.com:5432",
                  "SecretArn": "arn:aws:secretsmanager:REGION:111122223333:secret:shop-database-AbCdEf",
                  "Answer": "REGION.shop.example.com", "WriteProbe": "https://REGION.shop.example.com/probe/write",
                  "Health": "https://REGION.shop.example.com/health"}}
                """.replace("REGION", region);
    }

    private Operator.Said makes(String... texts) {
        String[] words = new String[texts.length + 2];
        words[0] = "plan";
        words[1] = "from-outputs";
        for (int i = 0; i < texts.length; i++) {
            words[i + 2] = operator.keep("outputs-" + i + ".json", texts[i]).toString();
        }
        return operator.types(words);
    }

    @Test
    void writesAPlanThatReadsBack() {
        var said = makes(GLOBAL, database("us-east-1"), database("us-west-2"), CLUSTER);

        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        ApplicationPlan plan = ((PlanFile.Reading.Valid) PlanFile.parse(said.out(), "said")).plan();
        assertThat(plan.name().value()).isEqualTo("shop");
        assertThat(plan.secondary().cluster().value()).endsWith("us-west-2:111122223333:cluster:shop-us-west-2");
        assertThat(plan.primary().dnsAnswers()).isEqualTo(List.of("us-east-1.shop.example.com"));
        assertThat(plan.routingEndpoints()).hasSize(5);
        assertThat(plan.routingEndpoints().getFirst().url().getPath()).isEqualTo("/v1");
        assertThat(plan.journal().orElseThrow().name()).isEqualTo("changeover-journal");
    }

    @Test
    void aTwinsStacksMakeATwinsPlan() {
        String twin = """
                {"Twin": {"Gateway": "http://127.0.0.1:4566", "Resolver": "127.0.0.1:4572",
                  "Application-us-east-1": "http://127.0.0.1:4574", "Application-us-west-2": "http://127.0.0.1:4575"}}
                """;
        String cluster = CLUSTER.replaceAll("https://([a-e])[^\"]+", "http://127.0.0.1:456$1")
                .replace("456a", "4567")
                .replace("456b", "4568")
                .replace("456c", "4569")
                .replace("456d", "4570")
                .replace("456e", "4571");
        var said = makes(
                GLOBAL.replace("111122223333", "000000000000"),
                database("us-east-1").replace("111122223333", "000000000000"),
                database("us-west-2").replace("111122223333", "000000000000"),
                cluster,
                twin);

        assertThat(said.err()).isEmpty();
        ApplicationPlan plan = ((PlanFile.Reading.Valid) PlanFile.parse(said.out(), "said")).plan();
        assertThat(plan.twin().orElseThrow()).hasToString("http://127.0.0.1:4566");
        assertThat(plan.traffic().resolver().orElseThrow().port()).isEqualTo(4572);
        assertThat(plan.secondary().writeProbe()).hasToString("http://127.0.0.1:4575/probe/write");
    }

    /** Both or neither: half of a chart would be wrong in the other half. */
    @Test
    void takesWhatCountsRequestsWhereBothRegionsTellIt() {
        String east = database("us-east-1")
                .replace(
                        "\"GlobalCluster\"",
                        "\"Requests\": \"AWS/ApplicationELB RequestCount LoadBalancer=app/e/1\", \"GlobalCluster\"");
        String west = database("us-west-2")
                .replace(
                        "\"GlobalCluster\"",
                        "\"Requests\": \"AWS/ApplicationELB RequestCount LoadBalancer=app/w/2\", \"GlobalCluster\"");

        var both = makes(GLOBAL, east, west, CLUSTER);
        var one = makes(GLOBAL, east, database("us-west-2"), CLUSTER);

        ApplicationPlan plan = ((PlanFile.Reading.Valid) PlanFile.parse(both.out(), "said")).plan();
        assertThat(plan.traffic().requests().orElseThrow().secondary().value()).isEqualTo("app/w/2");
        assertThat(one.err()).isEmpty();
        assertThat(one.out()).doesNotContain("requests-");
    }

    /** The sample's servers are in a stack of their own. */
    @Test
    void takesWhatCountsTheSamplesRequests() {
        String sample = """
                {"Changeover-Sample-REGION": {
                  "ShopCluster": "changeover-sample", "ShopService": "shop",
                  "Requests": "AWS/ApplicationELB RequestCount LoadBalancer=app/changeover-sample/REGION"}}
                """;

        var said = makes(
                GLOBAL,
                database("us-east-1"),
                database("us-west-2"),
                CLUSTER,
                sample.replace("REGION", "us-east-1"),
                sample.replace("REGION", "us-west-2"));

        assertThat(said.err()).isEmpty();
        ApplicationPlan plan = ((PlanFile.Reading.Valid) PlanFile.parse(said.out(), "said")).plan();
        assertThat(plan.traffic().requests().orElseThrow().primary().value())
                .isEqualTo("app/changeover-sample/us-east-1");
        assertThat(plan.traffic().requests().orElseThrow().secondary().value())
                .isEqualTo("app/changeover-sample/us-west-2");
    }

    @Test
    void namesAllThatIsMissing() {
        var said = makes(GLOBAL.replace("\"Rto\": \"5m\", ", ""), database("us-east-1"));

        assertThat(said.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(said.err())
                .contains("Changeover-Global.Rto")
                .contains("Changeover-Database-us-west-2.SecretArn")
                .contains("describe-cluster");
    }

    @Test
    void saysWhatIsWrongWithWhatWasTold() {
        var said =
                makes(GLOBAL.replace("us-west-2", "us-east-1"), database("us-east-1"), database("us-west-2"), CLUSTER);

        assertThat(said.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(said.out() + said.err()).contains("differ");
    }

    @Test
    void refusesWhatIsNeitherOutputsNorACluster() {
        assertThat(makes("[1]").err()).contains("neither");
        assertThat(makes("{\"a\": 1}").err()).contains("neither");
        assertThat(makes("{").err()).contains("is not JSON");
        assertThat(operator.types("plan", "from-outputs", "nowhere.json").err()).contains("cannot be read");
    }
}
