package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.shop.ShopConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;
import tools.jackson.databind.JsonNode;

/** The sample's servers: the same in both Regions, and of nothing in the other one. */
class SampleStackTest {
    private static final List<String> REGIONS = List.of("us-east-1", "us-west-2");

    private static Built built;

    @BeforeAll
    static void build() {
        built = Built.shop();
    }

    private static String stack(String region) {
        return "Changeover-Sample-" + region;
    }

    private static JsonNode only(String region, String type) {
        return built.only(stack(region), type);
    }

    private static JsonNode container(String region) {
        JsonNode containers = only(region, "AWS::ECS::TaskDefinition").path("ContainerDefinitions");
        assertThat(containers.size()).isEqualTo(1);
        return containers.path(0);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream()
                .map(one -> one.isString() ? one.asString() : one.toString())
                .toList();
    }

    @Test
    void isInBothRegionsAndOfNothingInTheOther() {
        for (String region : REGIONS) {
            String other = REGIONS.get(1 - REGIONS.indexOf(region));
            assertThat(built.template(stack(region)).toString())
                    .contains(region)
                    .doesNotContain(other);
            assertThat(built.stack(stack(region)).getDependencies())
                    .extracting(Stack::getStackName)
                    .containsExactly("Changeover-Database-" + region);
            assertThat(container(region).path("Image").toString())
                    .contains("111122223333.dkr.ecr." + region + ".")
                    .contains("cdk-hnb659fds-container-assets-111122223333-" + region);
        }
        assertThat(built.template(stack(REGIONS.getFirst())).toString().replace("us-east-1", "REGION"))
                .hasSameSizeAs(
                        built.template(stack(REGIONS.getLast())).toString().replace("us-west-2", "REGION"));
    }

    @Test
    void runsTwoTasksOverTheZonesWithoutAPublicAddress() {
        for (String region : REGIONS) {
            JsonNode service = only(region, "AWS::ECS::Service");
            JsonNode place = service.path("NetworkConfiguration").path("AwsvpcConfiguration");

            assertThat(service.path("DesiredCount").asInt()).isEqualTo(2);
            assertThat(service.path("LaunchType").asString("")).isEqualTo("FARGATE");
            assertThat(place.path("AssignPublicIp").asString("")).isEqualTo("DISABLED");
            assertThat(new TreeSet<>(texts(place.path("Subnets"))))
                    .hasSize(3)
                    .allSatisfy(subnet -> assertThat(subnet)
                            .contains("Fn::ImportValue")
                            .contains("Changeover-Database-" + region + ":ExportsOutputRefNetworkdataSubnet"));
        }
    }

    /** The way to the internet is of the load balancer's subnets alone. */
    @Test
    void leavesTheNetworkOfTheDataWithoutAWayOut() {
        for (String region : REGIONS) {
            var subnets = built.resources(stack(region), "AWS::EC2::Subnet");
            assertThat(subnets)
                    .hasSize(3)
                    .allSatisfy((_, subnet) -> assertThat(
                                    subnet.path("MapPublicIpOnLaunch").asBoolean(true))
                            .isFalse());
            assertThat(subnets.values())
                    .extracting(subnet -> subnet.path("CidrBlock").asString(""))
                    .allSatisfy(block -> assertThat(block).matches("10\\.[12]0\\.(128|129|130)\\.0/24"))
                    .doesNotHaveDuplicates();
            assertThat(built.resources(stack(region), "AWS::EC2::SubnetRouteTableAssociation")
                            .values())
                    .extracting(one -> one.path("SubnetId").path("Ref").asString(""))
                    .containsExactlyInAnyOrderElementsOf(subnets.keySet());
            assertThat(built.resources("Changeover-Database-" + region, "AWS::EC2::InternetGateway"))
                    .isEmpty();
        }
    }

    @Test
    void letsNobodyReachATaskButTheLoadBalancer() {
        for (String region : REGIONS) {
            var groups = built.resources(stack(region), "AWS::EC2::SecurityGroup");
            var open = new LinkedHashMap<String, JsonNode>();
            groups.forEach((id, group) -> {
                if (group.has("SecurityGroupIngress")) {
                    open.put(id, group.path("SecurityGroupIngress"));
                }
            });
            assertThat(open).hasSize(1);
            String entry = open.keySet().iterator().next();
            assertThat(only(region, "AWS::ElasticLoadBalancingV2::LoadBalancer")
                            .path("SecurityGroups")
                            .toString())
                    .contains(entry);
            assertThat(open.get(entry).toString()).contains("\"FromPort\":443").contains("\"ToPort\":443");
            JsonNode way = only(region, "AWS::EC2::SecurityGroupIngress");
            assertThat(way.path("SourceSecurityGroupId").toString()).contains(entry);
            assertThat(way.path("FromPort").asInt()).isEqualTo(8080);
        }
    }

    /** By an account, a Region opened since August 2022 would have no load balancer that may write. */
    @Test
    void letsLoadBalancersWriteTheirLogByTheNameThatEveryRegionKnows() {
        for (String region : REGIONS) {
            List<JsonNode> writers = only(region, "AWS::S3::BucketPolicy")
                    .path("PolicyDocument")
                    .path("Statement")
                    .valueStream()
                    .filter(statement -> statement.path("Action").toString().contains("s3:PutObject"))
                    .toList();
            assertThat(writers).hasSize(1);
            assertThat(writers.getFirst().path("Principal").toString())
                    .isEqualTo("{\"Service\":\"logdelivery.elasticloadbalancing.amazonaws.com\"}");
            assertThat(writers.getFirst().path("Resource").toString()).contains("/AWSLogs/111122223333/*");
        }
    }

    @Test
    void runsAsNobodyOnAFileSystemItCannotWrite() throws IOException {
        for (String region : REGIONS) {
            JsonNode container = container(region);
            assertThat(container.path("User").asString("")).isEqualTo("10001:10001");
            assertThat(container.path("ReadonlyRootFilesystem").asBoolean(false))
                    .isTrue();
            assertThat(texts(container
                            .path("LinuxParameters")
                            .path("Capabilities")
                            .path("Drop")))
                    .containsExactly("ALL");
            assertThat(only(region, "AWS::ECS::TaskDefinition")
                            .path("RuntimePlatform")
                            .path("CpuArchitecture")
                            .asString(""))
                    .isEqualTo("ARM64");
        }
        assertThat(Files.readString(Path.of("../shop/src/image/Containerfile")))
                .containsPattern("(?m)^FROM public\\.ecr\\.aws/amazoncorretto/amazoncorretto:25\\.\\d+\\.\\d+-")
                .contains("\nUSER 10001:10001\n")
                .doesNotContain("\nRUN ");
    }

    /** The shop refuses a setting it does not know, and an ARN of another Region. */
    @Test
    void tellsTheShopWhatItAsksFor() {
        for (String region : REGIONS) {
            Map<String, String> settings = new LinkedHashMap<>();
            container(region)
                    .path("Environment")
                    .forEach(one -> settings.put(
                            one.path("Name").asString(), one.path("Value").asString("")));
            settings.put("SHOP_SECRET_ID", "arn:aws:secretsmanager:" + region + ":111122223333:secret:shop-AbCdEf");

            ShopConfig told = ShopConfig.from(settings);

            assertThat(told.door()).hasToString("0.0.0.0:8080");
            assertThat(told.shoppers().table()).contains("shop-carts");
            assertThat(told.database().sslMode()).isEqualTo("require");
        }
    }

    /** The Region's own name leads to its load balancer, whose certificate is also for the name that moves. */
    @Test
    void answersOverTlsUnderTheNamesOfThePlan() {
        for (String region : REGIONS) {
            JsonNode listener = only(region, "AWS::ElasticLoadBalancingV2::Listener");
            assertThat(listener.path("Protocol").asString("")).isEqualTo("HTTPS");
            assertThat(listener.path("SslPolicy").asString("")).contains("TLS13");
            JsonNode certificate = only(region, "AWS::CertificateManager::Certificate");
            assertThat(certificate.path("DomainName").asString("")).isEqualTo(region + ".shop.example.com");
            assertThat(texts(certificate.path("SubjectAlternativeNames"))).containsExactly("api.shop.example.com");
            JsonNode record = only(region, "AWS::Route53::RecordSet");
            assertThat(record.path("Name").asString(""))
                    .isEqualTo(built.template("Changeover-Database-" + region)
                            .at("/Outputs/Answer/Value")
                            .asString());
            assertThat(record.path("HostedZoneId").toString()).isEqualTo("{\"Ref\":\"ZoneId\"}");
            assertThat(record.path("AliasTarget").toString())
                    .contains("LoadBalancer")
                    .contains("DNSName");
            assertThat(record.path("AliasTarget").path("EvaluateTargetHealth").asBoolean(true))
                    .isFalse();
        }
    }

    /** In an event the database is away, and no start would bring it back. */
    @Test
    void keepsATaskThatSaysItsDatabaseIsAway() {
        for (String region : REGIONS) {
            JsonNode tasks = only(region, "AWS::ElasticLoadBalancingV2::TargetGroup");
            assertThat(tasks.path("HealthCheckPath").asString("")).isEqualTo("/health");
            assertThat(tasks.path("Matcher").path("HttpCode").asString("")).isEqualTo("200,503");
        }
    }

    @Test
    void putsBackAVersionThatDoesNotStart() {
        for (String region : REGIONS) {
            JsonNode deployment = only(region, "AWS::ECS::Service").path("DeploymentConfiguration");
            assertThat(deployment.path("MinimumHealthyPercent").asInt()).isEqualTo(100);
            assertThat(deployment.path("DeploymentCircuitBreaker").toString())
                    .isEqualTo("{\"Enable\":true,\"Rollback\":true}");
        }
    }

    @Test
    void tellsTheRegionsOwnTopicWhenNobodyServes() {
        for (String region : REGIONS) {
            assertThat(built.resources(stack(region), "AWS::CloudWatch::Alarm").values())
                    .hasSize(2)
                    .allSatisfy(alarm -> assertThat(texts(alarm.path("AlarmActions")))
                            .containsExactly("arn:aws:sns:" + region + ":111122223333:changeover-notices"));
        }
    }

    /** As the plan writes what counts requests. */
    @Test
    void saysWhatCountsItsRequests() {
        for (String region : REGIONS) {
            assertThat(built.template(stack(region))
                            .at("/Outputs/Requests/Value")
                            .toString())
                    .contains("AWS/ApplicationELB RequestCount LoadBalancer=")
                    .contains("LoadBalancerFullName");
        }
    }

    @Test
    void isNotThereWithoutTheSample(@TempDir Path folder) {
        assertThat(Templates.of(Built.estate("sample: none"), folder).stacks())
                .extracting(Stack::getStackName)
                .contains("Changeover-Database-us-east-1")
                .noneMatch(name -> name.contains("Sample"));
    }
}
