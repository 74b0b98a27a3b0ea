package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate.DomainValidationOptionProperty;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.amazon.awscdk.services.route53.CfnRecordSet.AliasTargetProperty;

/** What shoppers and operators reach first: CloudFront over the Regions' private buckets. */
final class EdgeStack extends Stack {
    /** CloudFront's own zone, for alias records (Route 53 API, AliasTarget, read 2026-11-22). */
    private static final String CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

    private final Parameters parameters;
    private final String zone;

    EdgeStack(App app, Estate estate) {
        super(
                app,
                Stacks.EDGE,
                Stacks.properties(
                        estate.parameters(), Stacks.OF_THE_EDGE, "Changeover: the edge, over both Regions' buckets"));
        parameters = estate.parameters();
        zone = CfnParameter.Builder.create(this, "ZoneId")
                .type("AWS::Route53::HostedZone::Id")
                .description("ZoneId of the outputs of " + Stacks.GLOBAL)
                .build()
                .getValueAsString();
        addMetadata("changeover:parameters", Map.of("ZoneId", Stacks.GLOBAL + ".ZoneId")); // for the twin: README.md
        Buckets buckets = new Buckets(this, parameters, Stacks.OF_THE_EDGE, "edge-logs");
        String shield = new Shield(this, "Edge", Shield.EDGE).arn();
        Distributions distributions =
                new Distributions(this, shield, buckets.logs().getBucketRegionalDomainName());
        named("Site", parameters.edgeName(), name -> switch (parameters.sample()) {
            case SHOP -> distributions.overTheShop("Site", name, origins("site"), parameters.trafficName());
            case NONE -> distributions.overBoth("Site", name, origins("site"));
        });
        for (Home home : parameters.homes()) {
            String id = "Console-" + home.region();
            named(id, host(home.console()), name -> distributions.over(id, name, bucket(home, "console")));
        }
    }

    private static String host(String address) {
        return address.substring(address.indexOf("//") + 2).replaceFirst("/.*", "");
    }

    private List<String> origins(String purpose) {
        return parameters.homes().stream().map(home -> bucket(home, purpose)).toList();
    }

    private String bucket(Home home, String purpose) {
        return Buckets.name(parameters, home.region(), purpose) + ".s3." + home.region() + ".amazonaws.com";
    }

    /** Makes something under a name: its certificate, itself, and the record that leads to it. */
    private void named(String id, String name, java.util.function.Function<Distributions.Named, String> made) {
        CfnCertificate certificate = CfnCertificate.Builder.create(this, "Certificate-" + id)
                .domainName(name)
                .validationMethod("DNS")
                .domainValidationOptions(List.of(DomainValidationOptionProperty.builder()
                        .domainName(name)
                        .hostedZoneId(zone)
                        .build()))
                .build();
        String domain = made.apply(new Distributions.Named(name, certificate.getRef()));
        for (String type : List.of("A", "AAAA")) {
            CfnRecordSet.Builder.create(this, "Record-" + id + "-" + type)
                    .hostedZoneId(zone)
                    .name(name)
                    .type(type)
                    .aliasTarget(AliasTargetProperty.builder()
                            .dnsName(domain)
                            .hostedZoneId(CLOUDFRONT_ZONE)
                            .build())
                    .build();
        }
    }
}
