package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate.DomainValidationOptionProperty;
import software.amazon.awscdk.services.ec2.CfnInternetGateway;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.CfnRouteTable;
import software.amazon.awscdk.services.ec2.CfnSubnet;
import software.amazon.awscdk.services.ec2.CfnSubnetRouteTableAssociation;
import software.amazon.awscdk.services.ec2.CfnVPCGatewayAttachment;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener.ActionProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener.CertificateProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnLoadBalancer.LoadBalancerAttributeProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup.MatcherProperty;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup.TargetGroupAttributeProperty;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.amazon.awscdk.services.route53.CfnRecordSet.AliasTargetProperty;
import software.constructs.Construct;

/**
 * Where the sample is reached in a Region: public subnets with nothing in them but a load balancer that speaks TLS, and
 * the Region's own name, which {@code api.DOMAIN} leads to while the Region has the traffic.
 */
final class Entry {
    private static final int HTTPS = 443;
    private static final String EVERYWHERE = "0.0.0.0/0";

    /** The third number of the first public subnet's addresses. The network's own subnets count from nothing. */
    private static final int FIRST_SUBNET = 128;

    /** TLS 1.2 with forward secrecy, and 1.3 (Elastic Load Balancing, "Security policies", read 2026-11-22). */
    private static final String TLS = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

    /** Seconds. Ours: a task that does not answer is out of the way within half a minute. */
    private static final int LOOK_EVERY = 10;

    private static final int LOOKS_TO_LEAVE = 3;
    private static final int LOOKS_TO_COME = 2;

    /** Seconds; the shop's health page has its answer within one. */
    private static final int LOOK_MAX = 5;

    /** Seconds that a leaving task is given to finish: far more than the budget of a request. */
    private static final String LEAVING = "10";

    private final Construct stack;
    private final Parameters parameters;
    private final Home home;
    private final SecurityGroup group;
    private final CfnTargetGroup tasks;
    private final CfnLoadBalancer balancer;
    private final CfnListener listener;

    Entry(Construct stack, Parameters parameters, Home home, Network network, String zone) {
        this.stack = stack;
        this.parameters = parameters;
        this.home = home;
        this.group = network.group(stack, "EntryGroup", "The load balancer of the sample");
        group.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "shoppers, the edge, and probes of the functions");
        Suppressed.at(
                group,
                "AwsSolutions-EC23",
                "CloudFront, shoppers and the failover service's probes come from anywhere, over TLS");
        String net = network.vpc().getVpcId();
        this.balancer = balancer(subnets(net));
        this.tasks = tasks(net);
        this.listener = listener(zone);
        record(zone);
    }

    private List<String> subnets(String net) {
        var gateway = CfnInternetGateway.Builder.create(stack, "Gateway").build();
        var attached = CfnVPCGatewayAttachment.Builder.create(stack, "GatewayAttachment")
                .vpcId(net)
                .internetGatewayId(gateway.getRef())
                .build();
        var routes =
                CfnRouteTable.Builder.create(stack, "EntryRoutes").vpcId(net).build();
        CfnRoute.Builder.create(stack, "WayOut")
                .routeTableId(routes.getRef())
                .destinationCidrBlock(EVERYWHERE)
                .gatewayId(gateway.getRef())
                .build()
                .addResourceDependency(attached);
        List<String> zones = Network.zones(home);
        List<String> subnets = new ArrayList<>();
        for (int i = 0; i < zones.size(); i++) {
            var subnet = CfnSubnet.Builder.create(stack, "EntrySubnet" + (i + 1))
                    .vpcId(net)
                    .availabilityZone(zones.get(i))
                    .cidrBlock(home.network().replace("0.0/16", FIRST_SUBNET + i + ".0/24"))
                    .mapPublicIpOnLaunch(false)
                    .build();
            CfnSubnetRouteTableAssociation.Builder.create(stack, "EntryRoutes" + (i + 1))
                    .subnetId(subnet.getRef())
                    .routeTableId(routes.getRef())
                    .build();
            subnets.add(subnet.getRef());
        }
        return subnets;
    }

    private CfnLoadBalancer balancer(List<String> subnets) {
        var logs = new Buckets(stack, parameters, home.region(), "sample-logs").forTheLoadBalancer();
        CfnLoadBalancer made = CfnLoadBalancer.Builder.create(stack, "LoadBalancer")
                .name("changeover-sample")
                .type("application")
                .scheme("internet-facing")
                .ipAddressType("ipv4")
                .subnets(subnets)
                .securityGroups(List.of(group.getSecurityGroupId()))
                .loadBalancerAttributes(List.of(
                        attribute("access_logs.s3.enabled", "true"),
                        attribute("access_logs.s3.bucket", logs.getBucketName()),
                        attribute("routing.http.drop_invalid_header_fields.enabled", "true")))
                .build();
        made.getNode().addDependency(logs); // its policy too: a test file is written when logging is switched on
        return made;
    }

    private static LoadBalancerAttributeProperty attribute(String key, String value) {
        return LoadBalancerAttributeProperty.builder().key(key).value(value).build();
    }

    /**
     * A shop that says 503 is well itself: its database is away, and will be in another's hands. Another task in its
     * place would say the same, so only one that does not answer, or makes a mistake, is replaced.
     */
    private CfnTargetGroup tasks(String net) {
        return CfnTargetGroup.Builder.create(stack, "Tasks")
                .name("changeover-sample")
                .vpcId(net)
                .targetType("ip")
                .protocol("HTTP")
                .port(SampleShop.PORT)
                .healthCheckProtocol("HTTP")
                .healthCheckPath(SampleShop.HEALTH)
                .healthCheckIntervalSeconds(LOOK_EVERY)
                .healthCheckTimeoutSeconds(LOOK_MAX)
                .healthyThresholdCount(LOOKS_TO_COME)
                .unhealthyThresholdCount(LOOKS_TO_LEAVE)
                .matcher(MatcherProperty.builder().httpCode("200,503").build())
                .targetGroupAttributes(List.of(TargetGroupAttributeProperty.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value(LEAVING)
                        .build()))
                .build();
    }

    /** For the Region's own name, and for the one that follows the routing controls. */
    private CfnListener listener(String zone) {
        List<String> names = List.of(home.answer(), parameters.trafficName());
        CfnCertificate certificate = CfnCertificate.Builder.create(stack, "Certificate")
                .domainName(names.getFirst())
                .subjectAlternativeNames(List.of(names.getLast()))
                .validationMethod("DNS")
                .domainValidationOptions(names.stream()
                        .map(name -> DomainValidationOptionProperty.builder()
                                .domainName(name)
                                .hostedZoneId(zone)
                                .build())
                        .toList())
                .build();
        return CfnListener.Builder.create(stack, "Listener")
                .loadBalancerArn(balancer.getRef())
                .port(HTTPS)
                .protocol("HTTPS")
                .sslPolicy(TLS)
                .certificates(List.of(CertificateProperty.builder()
                        .certificateArn(certificate.getRef())
                        .build()))
                .defaultActions(List.of(ActionProperty.builder()
                        .type("forward")
                        .targetGroupArn(tasks.getRef())
                        .build()))
                .build();
    }

    /** Whatever its health: which Region answers is for the routing controls alone to say. */
    private void record(String zone) {
        CfnRecordSet.Builder.create(stack, "Record")
                .hostedZoneId(zone)
                .name(home.answer())
                .type("A")
                .aliasTarget(AliasTargetProperty.builder()
                        .dnsName(balancer.getAttrDnsName())
                        .hostedZoneId(balancer.getAttrCanonicalHostedZoneId())
                        .evaluateTargetHealth(false)
                        .build())
                .build();
    }

    /** Lets it speak to a group of tasks, and the tasks hear nobody else. */
    void leadTo(SecurityGroup group) {
        this.group.addEgressRule(group, Port.tcp(SampleShop.PORT), "the tasks");
        group.addIngressRule(this.group, Port.tcp(SampleShop.PORT), "the load balancer");
    }

    CfnTargetGroup tasks() {
        return tasks;
    }

    CfnListener listener() {
        return listener;
    }

    /** As alarms and charts name it. */
    String fullName() {
        return balancer.getAttrLoadBalancerFullName();
    }
}
