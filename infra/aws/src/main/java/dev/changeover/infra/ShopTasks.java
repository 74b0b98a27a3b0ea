package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.CfnCluster;
import software.amazon.awscdk.services.ecs.CfnCluster.ClusterSettingsProperty;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.CfnService.AwsVpcConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnService.DeploymentCircuitBreakerProperty;
import software.amazon.awscdk.services.ecs.CfnService.DeploymentConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnService.LoadBalancerProperty;
import software.amazon.awscdk.services.ecs.CfnService.NetworkConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.ContainerDefinitionProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.KernelCapabilitiesProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.KeyValuePairProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.LinuxParametersProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.LogConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.PortMappingProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.RuntimePlatformProperty;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The shop of one Region at work: two tasks of Fargate, where nothing from outside reaches but the load balancer. */
final class ShopTasks {
    private static final int HTTPS = 443;
    private static final String CONTAINER = "shop";

    /** Whoever this is on the machine, it is nobody; the image says the same. */
    private static final String USER = "10001:10001";

    /** As the table of Fargate's sizes has them. Ours: a login costs a third of a second of a processor. */
    private static final String CPU_UNITS = "512";

    private static final String MEMORY_MB = "1024";

    /** One can be lost with its zone, and the Region still has what it needs without anything being started. */
    private static final int COUNT = 2;

    /** Per cent of them, while a new version comes. */
    private static final int SERVING_MIN = 100;

    private static final int SERVING_MAX = 200;

    /** Seconds. Ours: a start takes a few. */
    private static final int START_MAX = 60;

    private final Construct stack;
    private final Home home;
    private final SecurityGroup group;
    private final CfnCluster cluster;
    private final CfnService service;

    ShopTasks(Construct stack, Estate estate, Home home, DatabaseStack database, Entry entry) {
        this.stack = stack;
        this.home = home;
        Network network = database.network();
        this.group = network.group(stack, "TaskGroup", "The tasks of the sample");
        entry.leadTo(group);
        // By addresses that only an account could look up; the only ways out of these subnets are the two gateways.
        group.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "DynamoDB and S3 by their gateway endpoints");
        this.cluster = CfnCluster.Builder.create(stack, "Cluster")
                .clusterName("changeover-sample")
                .clusterSettings(List.of(ClusterSettingsProperty.builder()
                        .name("containerInsights")
                        .value("enabled")
                        .build()))
                .build();
        this.service = service(network, entry, definition(estate, database.secretArn()));
    }

    private CfnTaskDefinition definition(Estate estate, String secret) {
        LogGroup log = LogGroup.Builder.create(stack, "Log")
                .logGroupName(SampleShop.LOG)
                .retention(RetentionDays.THREE_MONTHS)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        DockerImageAsset image = DockerImageAsset.Builder.create(stack, "Image")
                .directory(estate.shop().toString())
                .file("Containerfile")
                .platform(Platform.LINUX_ARM64)
                .build();
        var roles = new SampleRoles(stack, estate.parameters(), home.region());
        CfnTaskDefinition definition = CfnTaskDefinition.Builder.create(stack, "Definition")
                .family("changeover-sample-shop")
                .requiresCompatibilities(List.of("FARGATE"))
                .networkMode("awsvpc")
                .cpu(CPU_UNITS)
                .memory(MEMORY_MB)
                .runtimePlatform(RuntimePlatformProperty.builder()
                        .cpuArchitecture("ARM64")
                        .operatingSystemFamily("LINUX")
                        .build())
                .taskRoleArn(roles.task(secret).getRoleArn())
                .executionRoleArn(roles.execution(image.getRepository().getRepositoryName())
                        .getRoleArn())
                .containerDefinitions(List.of(container(image.getImageUri(), log, secret)))
                .build();
        Suppressed.at(
                definition,
                "AwsSolutions-ECS2",
                "the settings name a Region, a port, a table and a secret; what is secret the shop reads itself, since "
                        + "a changeover rewrites it while the task runs");
        return definition;
    }

    private ContainerDefinitionProperty container(String image, LogGroup log, String secret) {
        return ContainerDefinitionProperty.builder()
                .name(CONTAINER)
                .image(image)
                .essential(true)
                .user(USER)
                .readonlyRootFilesystem(true)
                .linuxParameters(LinuxParametersProperty.builder()
                        .capabilities(KernelCapabilitiesProperty.builder()
                                .drop(List.of("ALL"))
                                .build())
                        .build())
                .portMappings(List.of(PortMappingProperty.builder()
                        .containerPort(SampleShop.PORT)
                        .protocol("tcp")
                        .build()))
                .environment(environment(secret))
                .logConfiguration(LogConfigurationProperty.builder()
                        .logDriver("awslogs")
                        .options(Map.of(
                                "awslogs-group",
                                log.getLogGroupName(),
                                "awslogs-region",
                                home.region().code(),
                                "awslogs-stream-prefix",
                                CONTAINER))
                        .build())
                .build();
    }

    private List<KeyValuePairProperty> environment(String secret) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SHOP_REGION", home.region().code());
        settings.put("SHOP_ADDRESS", "0.0.0.0");
        settings.put("SHOP_PORT", Integer.toString(SampleShop.PORT));
        settings.put("SHOP_SECRET_ID", secret);
        settings.put("SHOP_TABLE", SampleShop.TABLE);
        settings.put("SHOP_DATABASE_SSLMODE", "require");
        return settings.entrySet().stream()
                .map(setting -> KeyValuePairProperty.builder()
                        .name(setting.getKey())
                        .value(setting.getValue())
                        .build())
                .toList();
    }

    private CfnService service(Network network, Entry entry, CfnTaskDefinition definition) {
        CfnService made = CfnService.Builder.create(stack, "Service")
                .serviceName("shop")
                .cluster(cluster.getRef())
                .taskDefinition(definition.getRef())
                .launchType("FARGATE")
                .platformVersion("1.4.0")
                .desiredCount(COUNT)
                .availabilityZoneRebalancing("ENABLED")
                .healthCheckGracePeriodSeconds(START_MAX)
                .enableExecuteCommand(false)
                .deploymentConfiguration(DeploymentConfigurationProperty.builder()
                        .minimumHealthyPercent(SERVING_MIN)
                        .maximumPercent(SERVING_MAX)
                        .deploymentCircuitBreaker(DeploymentCircuitBreakerProperty.builder()
                                .enable(true)
                                .rollback(true)
                                .build())
                        .build())
                .networkConfiguration(NetworkConfigurationProperty.builder()
                        .awsvpcConfiguration(AwsVpcConfigurationProperty.builder()
                                .assignPublicIp("DISABLED")
                                .subnets(network.subnets())
                                .securityGroups(
                                        List.of(network.application().getSecurityGroupId(), group.getSecurityGroupId()))
                                .build())
                        .build())
                .loadBalancers(List.of(LoadBalancerProperty.builder()
                        .containerName(CONTAINER)
                        .containerPort(SampleShop.PORT)
                        .targetGroupArn(entry.tasks().getRef())
                        .build()))
                .build();
        made.addResourceDependency(entry.listener()); // a target group without a listener takes no tasks
        return made;
    }

    CfnService service() {
        return service;
    }

    String clusterName() {
        return cluster.getRef();
    }
}
