package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Where a Region's database lives: no internet gateway, no NAT; AWS is reached by endpoints. */
final class Network {
    private static final int HTTPS = 443;

    private final Vpc vpc;
    private final SecurityGroup endpoints;
    private final SecurityGroup application;
    private final SecurityGroup database;

    Network(Construct stack, Home home) {
        vpc = Vpc.Builder.create(stack, "Network")
                .ipAddresses(IpAddresses.cidr(home.network()))
                .availabilityZones(zones(home))
                .natGateways(0)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("data")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(24)
                        .build()))
                .gatewayEndpoints(Map.of(
                        "S3", gateway(GatewayVpcEndpointAwsService.S3),
                        "DynamoDb", gateway(GatewayVpcEndpointAwsService.DYNAMODB)))
                .flowLogs(Map.of("Flows", flows(stack)))
                .build();
        endpoints = group(stack, "EndpointGroup", "The endpoints");
        endpoints.addIngressRule(Peer.ipv4(home.network()), Port.tcp(HTTPS), "whoever is in the network");
        endpoint("Secrets", InterfaceVpcEndpointAwsService.SECRETS_MANAGER, endpoints);
        endpoint("LogLines", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS, endpoints);
        database = group(stack, "DatabaseGroup", "The database");
        application = group(stack, "ApplicationGroup", "What may speak to the database");
        database.addIngressRule(application, Port.tcp(DatabaseStack.PORT), "the application");
        application.addEgressRule(database, Port.tcp(DatabaseStack.PORT), "the database");
        application.addEgressRule(Peer.ipv4(home.network()), Port.tcp(HTTPS), "the endpoints");
    }

    /** Whatever the account calls them: the same letter is another place in another account. */
    static List<String> zones(Home home) {
        return IntStream.range(0, home.zones())
                .mapToObj(number -> Fn.select(number, Fn.getAzs(home.region().code())))
                .toList();
    }

    private static GatewayVpcEndpointOptions gateway(GatewayVpcEndpointAwsService service) {
        return GatewayVpcEndpointOptions.builder().service(service).build();
    }

    private static FlowLogOptions flows(Construct stack) {
        LogGroup group = LogGroup.Builder.create(stack, "FlowLog")
                .retention(RetentionDays.THREE_MONTHS)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        return FlowLogOptions.builder()
                .destination(FlowLogDestination.toCloudWatchLogs(group))
                .build();
    }

    private void endpoint(String id, InterfaceVpcEndpointAwsService service, SecurityGroup group) {
        vpc.addInterfaceEndpoint(
                id,
                InterfaceVpcEndpointOptions.builder()
                        .service(service)
                        .privateDnsEnabled(true)
                        .open(false)
                        .securityGroups(List.of(group))
                        .build());
    }

    /** A group in this network, of whichever stack, that may speak to nobody yet. */
    SecurityGroup group(Construct stack, String id, String description) {
        return SecurityGroup.Builder.create(stack, id)
                .vpc(vpc)
                .description(description)
                .allowAllOutbound(false)
                .build();
    }

    List<String> subnets() {
        return vpc.getIsolatedSubnets().stream()
                .map(subnet -> subnet.getSubnetId())
                .toList();
    }

    Vpc vpc() {
        return vpc;
    }

    SecurityGroup endpoints() {
        return endpoints;
    }

    SecurityGroup application() {
        return application;
    }

    SecurityGroup database() {
        return database;
    }
}
