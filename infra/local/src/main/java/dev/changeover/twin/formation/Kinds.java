package dev.changeover.twin.formation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every type of resource the twin knows: those it makes, and those it makes nothing of. docs/twin.md lists both. */
final class Kinds {
    private static final Map<String, Kind> MADE = new HashMap<>();

    /** By the service, or by the type where a service has both kinds. */
    private static final Map<String, String> NOT_MODELLED = new LinkedHashMap<>();

    static {
        MADE.putAll(Databases.kinds());
        MADE.putAll(Traffic.kinds());
        MADE.putAll(Functions.kinds());
        MADE.putAll(Notices.kinds());
        NOT_MODELLED.put("AWS::IAM", "the twin checks no permissions: whoever calls may");
        NOT_MODELLED.put("AWS::KMS", "nothing is encrypted, so no key can be missing or refuse");
        NOT_MODELLED.put("AWS::EC2", "there is no network but 127.0.0.1: everything reaches everything in its Region");
        NOT_MODELLED.put("AWS::Logs", "functions write to files in the twin's folder");
        NOT_MODELLED.put("AWS::WAFv2", "no request is filtered");
        NOT_MODELLED.put("AWS::S3", "no bucket is made, and no policy of one");
        NOT_MODELLED.put("AWS::Cognito", "operators sign in at the twin's own token issuer");
        NOT_MODELLED.put("AWS::ApiGatewayV2", "the failover API answers on the twin's own ports, without a gateway");
        NOT_MODELLED.put("AWS::CloudFront", "no distribution is made");
        NOT_MODELLED.put("AWS::CertificateManager", "nothing on 127.0.0.1 speaks TLS");
        NOT_MODELLED.put("AWS::ECS", "no container runs: the twin's shop is a process of this build");
        NOT_MODELLED.put(
                "AWS::ElasticLoadBalancingV2",
                "the shop answers on the twin's own ports; a request's count is told as a load balancer would");
        NOT_MODELLED.put("AWS::CloudWatch::Dashboard", "there is no page to show it on");
        NOT_MODELLED.put("AWS::RDS::DBSubnetGroup", "there is no network but 127.0.0.1");
        NOT_MODELLED.put("AWS::RDS::DBClusterParameterGroup", "the servers keep the twin's own settings");
        NOT_MODELLED.put("AWS::SNS::TopicPolicy", "the twin checks no permissions: whoever publishes may");
        NOT_MODELLED.put("AWS::CDK::Metadata", "it says which library wrote the template");
        NOT_MODELLED.put(
                "AWS::Route53::RecordSet AliasTarget",
                "aliases lead to CloudFront or a load balancer, of which none is made");
    }

    private Kinds() {}

    static Kind of(Resource resource) {
        if (resource.type().equals("AWS::Route53::RecordSet")
                && resource.properties().containsKey("AliasTarget")) {
            return new Kind.NotModelled(NOT_MODELLED.get("AWS::Route53::RecordSet AliasTarget"));
        }
        return Optional.ofNullable(MADE.get(resource.type()))
                .or(() -> meaning(resource.type()).map(Kind.NotModelled::new))
                .orElseGet(Kind.Unknown::new);
    }

    private static Optional<String> meaning(String type) {
        int second = type.lastIndexOf("::");
        String service = second < 0 ? type : type.substring(0, second);
        return Optional.ofNullable(NOT_MODELLED.get(type)).or(() -> Optional.ofNullable(NOT_MODELLED.get(service)));
    }
}
