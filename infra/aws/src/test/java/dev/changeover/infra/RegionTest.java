package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.documents.Document;
import dev.changeover.documents.Documents;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import tools.jackson.databind.JsonNode;

/** What each Region has: the same in both, but for its own names. */
class RegionTest {
    private static final List<String> REGIONS = List.of("us-east-1", "us-west-2");

    private static Built built;
    private static Template service;

    @BeforeAll
    static void build() {
        built = Built.shop();
        service = Template.fromStack(built.stack("Changeover-Service-us-west-2"));
    }

    @Test
    void runsEveryFunctionOnJava25ByAnAliasWithLimits() {
        for (Duty duty : Duty.inOrder()) {
            service.hasResourceProperties(
                    "AWS::Lambda::Function",
                    Match.objectLike(Map.of(
                            "FunctionName", duty.function(),
                            "Runtime", "java25",
                            "Handler", duty.handler(),
                            "Timeout", duty.limits().timeoutSeconds(),
                            "ReservedConcurrentExecutions", duty.limits().reserved())));
        }
        service.resourceCountIs("AWS::Lambda::Function", 5);
        service.resourceCountIs("AWS::Lambda::Alias", 5);
        service.allResourcesProperties("AWS::Lambda::Alias", Match.objectLike(Map.of("Name", "live")));
        service.resourceCountIs("AWS::Lambda::EventInvokeConfig", 5);
    }

    /** An alarm's event that Lambda keeps or repeats would move an application hours after the alarm is over. */
    @Test
    void keepsNoAlarmsEventForLater() {
        service.hasResourceProperties(
                "AWS::Lambda::EventInvokeConfig",
                Match.objectLike(Map.of(
                        "FunctionName",
                        Match.objectLike(Map.of("Ref", Match.stringLikeRegexp("changeoveralarm.*"))),
                        "MaximumEventAgeInSeconds",
                        300,
                        "MaximumRetryAttempts",
                        0,
                        "Qualifier",
                        Match.anyValue())));
    }

    @Test
    void letsFunctionsInvokeThemselvesThatCountTheirRounds() {
        var loops = built.resources("Changeover-Service-us-west-2", "AWS::Lambda::Function").values().stream()
                .filter(function -> function.path("RecursiveLoop").asString("").equals("Allow"))
                .map(function -> function.path("FunctionName").asString())
                .toList();
        assertThat(loops).containsExactlyInAnyOrder("changeover-runner", "changeover-alarm");
    }

    @Test
    void publishesTheDocumentsAsTheyAre() {
        for (String region : REGIONS) {
            var published = built.resources("Changeover-Service-" + region, "AWS::SSM::Document").values().stream()
                    .map(document -> new Document(
                            document.path("Name").asString(),
                            document.path("Content").asString("")))
                    .toList();
            assertThat(published).containsExactlyInAnyOrderElementsOf(Documents.all());
        }
    }

    @Test
    void holdsThePlanWhereFunctionsReadIt() {
        service.hasResourceProperties(
                "AWS::SSM::Parameter",
                Match.objectLike(Map.of(
                        "Name", "/changeover/plans/shop",
                        "Tier", "Advanced",
                        "Value", Built.estate().applications().getFirst().text())));
    }

    @Test
    void looksAtReadinessEveryFiveMinutes() {
        service.hasResourceProperties(
                "AWS::Events::Rule", Match.objectLike(Map.of("ScheduleExpression", "rate(5 minutes)")));
    }

    @Test
    void admitsTokensOfItsOwnPoolAndLogsEveryRequest() {
        service.hasResourceProperties(
                "AWS::ApiGatewayV2::Authorizer", Match.objectLike(Map.of("AuthorizerType", "JWT")));
        service.hasResourceProperties(
                "AWS::ApiGatewayV2::Route",
                Match.objectLike(Map.of("RouteKey", "ANY /v1/{proxy+}", "AuthorizationType", "JWT")));
        service.hasResourceProperties(
                "AWS::ApiGatewayV2::Stage",
                Match.objectLike(Map.of("AccessLogSettings", Match.objectLike(Map.of("Format", Match.anyValue())))));
        List<String> open =
                built.resources("Changeover-Service-us-west-2", "AWS::ApiGatewayV2::Route").values().stream()
                        .filter(route ->
                                !route.path("AuthorizationType").asString("").equals("JWT"))
                        .map(route -> route.path("RouteKey").asString())
                        .toList();
        assertThat(open).containsExactlyInAnyOrder("GET /v1/health", "GET /v1/sign-in");
    }

    @Test
    void knowsFourRolesAndAClientWithoutASecret() {
        Stream.of("viewer", "operator", "approver", "auditor")
                .forEach(role -> service.hasResourceProperties(
                        "AWS::Cognito::UserPoolGroup", Match.objectLike(Map.of("GroupName", role))));
        service.hasResourceProperties(
                "AWS::Cognito::UserPoolClient",
                Match.objectLike(Map.of("GenerateSecret", false, "AllowedOAuthFlows", List.of("code"))));
        service.hasResourceProperties("AWS::Cognito::UserPool", Match.objectLike(Map.of("MfaConfiguration", "ON")));
        service.resourceCountIs("AWS::WAFv2::WebACLAssociation", 1);
    }

    @Test
    void letsOnlyTheAlarmsOfThePlanInvokeTheTrigger() {
        var alarms = built.resources("Changeover-Service-us-west-2", "AWS::Lambda::Permission").values().stream()
                .filter(permission -> permission.path("Principal").asString("").startsWith("lambda.alarms."))
                .toList();
        assertThat(alarms).hasSize(2).allSatisfy(permission -> {
            assertThat(permission.path("SourceAccount").asString()).isEqualTo("111122223333");
            assertThat(permission.path("SourceArn").asString())
                    .startsWith("arn:aws:cloudwatch:us-west-2:111122223333:");
        });
        assertThat(built.resources("Changeover-Service-us-east-1", "AWS::Lambda::Permission")
                        .values())
                .noneMatch(
                        permission -> permission.path("Principal").asString("").startsWith("lambda.alarms."));
    }

    @Test
    void putsTheBreakGlassRoleInTheHandsOfOneWhoShowedASecondFactor() {
        JsonNode role = built.resources("Changeover-Service-us-west-2", "AWS::IAM::Role").values().stream()
                .filter(one -> one.path("RoleName").asString("").equals("changeover-break-glass-us-west-2"))
                .findFirst()
                .orElseThrow();
        assertThat(role.path("AssumeRolePolicyDocument").toString())
                .contains("arn:aws:iam::111122223333:user/break-glass")
                .contains("\"aws:MultiFactorAuthPresent\":\"true\"");
    }

    @Test
    void isTheSameInBothRegions() {
        assertThat(shape("us-east-1", "Service"))
                .isEqualTo(shape("us-west-2", "Service").replace(alarms(), ""));
    }

    /** The resources' types and names, sorted, without what is of the Region or a digest. */
    private static String shape(String region, String stack) {
        return built.template("Changeover-" + stack + "-" + region).path("Resources").properties().stream()
                .map(resource -> resource.getValue().path("Type").asString() + " "
                        + resource.getKey()
                                .replaceAll("useast1|uswest2", "")
                                .replaceAll("CurrentVersion.*", "")
                                .replaceAll("[0-9A-F]{8}$", ""))
                .sorted()
                .reduce("", (all, one) -> all + one + "\n");
    }

    /** The plan's alarms are in the second Region, where they watch the first. */
    private static String alarms() {
        return "AWS::Lambda::Permission Alarm1\nAWS::Lambda::Permission Alarm2\n";
    }

    @Test
    void isAMemberOfTheGlobalDatabaseWithASecretOfItsOwn() {
        for (String region : REGIONS) {
            Template database = Template.fromStack(built.stack("Changeover-Database-" + region));
            database.hasResource(
                    "AWS::RDS::DBCluster",
                    Map.of(
                            "DeletionPolicy",
                            "Retain",
                            "Properties",
                            Match.objectLike(Map.of(
                                    "DBClusterIdentifier",
                                    "shop-" + region,
                                    "GlobalClusterIdentifier",
                                    "shop",
                                    "StorageEncrypted",
                                    true,
                                    "DeletionProtection",
                                    true))));
            database.resourceCountIs("AWS::SecretsManager::Secret", 1);
            database.resourceCountIs("AWS::RDS::DBInstance", 2);
            database.resourceCountIs("AWS::EC2::NatGateway", 0);
            database.resourceCountIs("AWS::EC2::InternetGateway", 0);
            assertThat(built.only("Changeover-Database-" + region, "AWS::SecretsManager::Secret")
                            .has("ReplicaRegions"))
                    .isFalse();
        }
        assertThat(built.only("Changeover-Database-us-west-2", "AWS::RDS::DBCluster")
                        .has("MasterUsername"))
                .isFalse();
    }
}
