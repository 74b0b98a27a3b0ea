package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBClusterParameterGroup;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.CfnDBSubnetGroup;
import software.amazon.awscdk.services.rds.CfnGlobalCluster;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;

/** One Region of an application's data: a network, a member of the global database, and a secret of its own. */
final class DatabaseStack extends Stack {
    private static final String ENGINE = "aurora-postgresql";
    private static final String USER = "owner";
    static final int PORT = 5432;

    /** Days. Ours: two weekends to notice that something was deleted. */
    private static final int BACKUPS_KEPT = 14;

    private final Parameters parameters;
    private final Home home;
    private final Network network;
    private final boolean first;
    private final String secretArn;

    DatabaseStack(App app, Estate estate, Home home) {
        super(
                app,
                Stacks.database(home.region()),
                Stacks.properties(
                        estate.parameters(), home.region(), "Changeover: the application's database in this Region"));
        this.parameters = estate.parameters();
        this.home = home;
        this.first = home.equals(parameters.primary());
        this.network = new Network(this, home);
        Secret secret = secret();
        CfnDBCluster cluster = cluster(secret);
        if (first) {
            CfnGlobalCluster global = globalCluster();
            cluster.addResourceDependency(global);
        }
        instances(cluster);
        if (parameters.create().edge()) {
            new Buckets(this, parameters, home.region(), "site-logs").makeForTheEdge("Site", "site");
        }
        outputs(cluster, secret);
        this.secretArn = secret.getSecretArn();
    }

    Home home() {
        return home;
    }

    Network network() {
        return network;
    }

    String secretArn() {
        return secretArn;
    }

    private void outputs(CfnDBCluster cluster, Secret secret) {
        Stacks.output(this, "GlobalCluster", parameters.application());
        Stacks.output(
                this,
                "ClusterArn",
                Fn.join(
                        "",
                        List.of("arn:aws:rds:" + home.region() + ":" + parameters.account() + ":cluster:", name())));
        Stacks.output(
                this,
                "ClusterEndpoint",
                Fn.join(":", List.of(cluster.getAttrEndpointAddress(), cluster.getAttrEndpointPort())));
        Stacks.output(this, "SecretArn", secret.getSecretArn());
        Stacks.output(this, "Answer", home.answer());
        Stacks.output(this, "WriteProbe", "https://" + home.answer() + "/probe/write");
        Stacks.output(this, "Health", "https://" + home.answer() + "/health");
        Stacks.output(this, "ApplicationSecurityGroup", network.application().getSecurityGroupId());
    }

    private String name() {
        return parameters.application() + "-" + home.region();
    }

    /** The second Region's gets the first one's words by hand, once: no Region's secret depends on another's. */
    private Secret secret() {
        Secret secret = Secret.Builder.create(this, "Secret")
                .secretName(parameters.application() + "-database")
                .description("Where the writer is, and how to speak to it")
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"username\":\"" + USER + "\",\"engine\":\"postgres\",\"dbname\":\""
                                + databaseName() + "\",\"port\":" + PORT + "}")
                        .generateStringKey("password")
                        .excludeCharacters("/@\" '\\")
                        .passwordLength(32)
                        .build())
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        Suppressed.at(
                secret,
                "AwsSolutions-SMG4",
                "both Regions' secrets must change together, and not while a changeover rewrites them: rotate by hand");
        return secret;
    }

    private String databaseName() {
        return parameters.application().replace('-', '_');
    }

    private CfnGlobalCluster globalCluster() {
        CfnGlobalCluster global = CfnGlobalCluster.Builder.create(this, "GlobalDatabase")
                .globalClusterIdentifier(parameters.application())
                .engine(ENGINE)
                .engineVersion(parameters.database().engineVersion())
                .storageEncrypted(true)
                .deletionProtection(true)
                .build();
        global.applyRemovalPolicy(RemovalPolicy.RETAIN);
        return global;
    }

    private CfnDBCluster cluster(Secret secret) {
        Key key = Key.Builder.create(this, "Key")
                .description("Storage of " + name())
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        CfnDBSubnetGroup subnets = CfnDBSubnetGroup.Builder.create(this, "Subnets")
                .dbSubnetGroupDescription("No way in or out but by endpoints")
                .subnetIds(network.subnets())
                .build();
        CfnDBCluster.Builder cluster = CfnDBCluster.Builder.create(this, "Database")
                .dbClusterIdentifier(name())
                .globalClusterIdentifier(parameters.application())
                .engine(ENGINE)
                .engineVersion(parameters.database().engineVersion())
                .storageEncrypted(true)
                .kmsKeyId(key.getKeyArn())
                .port(PORT)
                .dbSubnetGroupName(subnets.getRef())
                .vpcSecurityGroupIds(List.of(network.database().getSecurityGroupId()))
                .dbClusterParameterGroupName(parameterGroup().getRef())
                .enableIamDatabaseAuthentication(true)
                .enableCloudwatchLogsExports(List.of("postgresql"))
                .backupRetentionPeriod(BACKUPS_KEPT)
                .copyTagsToSnapshot(true)
                .deletionProtection(true);
        if (first) { // a later member takes both from the first
            cluster.masterUsername(USER)
                    .masterUserPassword(secret.secretValueFromJson("password").unsafeUnwrap())
                    .databaseName(databaseName());
        }
        CfnDBCluster made = cluster.build();
        made.applyRemovalPolicy(RemovalPolicy.RETAIN);
        Suppressed.at(
                made,
                "AwsSolutions-RDS11",
                "the port is no secret: only the application's security group reaches it, and another port would "
                        + "have to be told to every client");
        return made;
    }

    private CfnDBClusterParameterGroup parameterGroup() {
        String major = parameters.database().engineVersion().split("\\.", 2)[0];
        return CfnDBClusterParameterGroup.Builder.create(this, "Parameters")
                .description("TLS only")
                .family(ENGINE + major)
                .parameters(Map.of("rds.force_ssl", "1"))
                .build();
    }

    private void instances(CfnDBCluster cluster) {
        List<String> zones = Network.zones(home);
        for (int i = 1; i <= parameters.database().instances(); i++) {
            CfnDBInstance.Builder.create(this, "Instance" + i)
                    .dbInstanceIdentifier(name() + "-" + i)
                    .dbClusterIdentifier(cluster.getRef())
                    .dbInstanceClass(parameters.database().instanceClass())
                    .engine(ENGINE)
                    .availabilityZone(zones.get((i - 1) % zones.size()))
                    .publiclyAccessible(false)
                    .autoMinorVersionUpgrade(false) // both Regions change their version together, and on purpose
                    .enablePerformanceInsights(true)
                    .build();
        }
    }
}
