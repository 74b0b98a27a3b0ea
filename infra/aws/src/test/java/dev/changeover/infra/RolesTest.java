package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What each function may do: the exact actions, on what is named, and no more. */
class RolesTest {
    private static final List<String> SERVICES =
            List.of("Changeover-Service-us-east-1", "Changeover-Service-us-west-2");

    /** Calls that need no permission, or that only people make, from the command line. */
    private static final Set<String> NEEDED_BY_NO_FUNCTION = Set.of(
            "sts:GetCallerIdentity", // answers whoever asks
            "ssm:PutParameter", // plan publish
            "ssm:CreateDocument", // documents published without these templates
            "ssm:UpdateDocument",
            "ssm:UpdateDocumentDefaultVersion",
            "ssm:DescribeAutomationExecutions", // where approvers are named to Systems Manager, which here nobody is
            "ssm:GetAutomationExecution",
            "ssm:SendAutomationSignal");

    /** Actions of the table that no call of the SDK bears the name of. */
    private static final Set<String> WITHOUT_A_CALL = Set.of(
            "iam:PassRole", // of StartAutomationExecution
            "kms:Decrypt", // of services that read for us
            "kms:GenerateDataKey",
            "logs:CreateLogStream", // of Lambda itself
            "logs:PutLogEvents");

    /** Actions that only read; anything else counts as a write. */
    private static final List<String> READS = List.of("Get", "Describe", "List", "Query", "Decrypt");

    private static Built built;

    @BeforeAll
    static void build() {
        built = Built.shop();
    }

    private static JsonNode role(String stack, String name) {
        return built.resources(stack, "AWS::IAM::Role").values().stream()
                .filter(role -> role.path("RoleName").asString("").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no role " + name + " in " + stack));
    }

    private static List<JsonNode> statements(JsonNode role) {
        List<JsonNode> statements = new ArrayList<>();
        role.path("Policies")
                .forEach(policy ->
                        policy.path("PolicyDocument").path("Statement").forEach(statements::add));
        return statements;
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(one -> texts.add(one.isString() ? one.asString() : one.toString()));
        } else {
            texts.add(oneOrMore.isString() ? oneOrMore.asString() : oneOrMore.toString());
        }
        return texts;
    }

    private static Set<String> actions(JsonNode role) {
        Set<String> actions = new TreeSet<>();
        statements(role).forEach(statement -> actions.addAll(texts(statement.path("Action"))));
        return actions;
    }

    /** The shop's secrets are independent and under no customer key, so two permissions have nothing to be used on. */
    private static Set<String> expected(Set<Permission> permissions) {
        Set<Permission> usable = EnumSet.copyOf(permissions);
        usable.removeAll(EnumSet.of(Permission.PROMOTE_SECRET, Permission.OPEN_SECRET, Permission.CLOSE_SECRET));
        return Roles.actions(usable);
    }

    @Test
    void allowEachFunctionWhatItsDutyNeedsAndNoMore() {
        for (String stack : SERVICES) {
            String region = stack.substring("Changeover-Service-".length());
            for (Duty duty : Duty.inOrder()) {
                JsonNode role = role(stack, duty.function() + "-" + region);
                assertThat(actions(role)).as(duty.function()).isEqualTo(expected(duty.permissions()));
                assertThat(role.has("ManagedPolicyArns")).as(duty.function()).isFalse();
            }
            assertThat(actions(role(stack, "changeover-automation-" + region)))
                    .containsExactly("lambda:InvokeFunction");
        }
    }

    /** Role policies made by the library for itself would be a second way in. */
    @Test
    void haveNoPolicyBesideTheirOwn() {
        for (String stack : built.documents().keySet()) {
            assertThat(built.resources(stack, "AWS::IAM::Policy"))
                    .as(stack)
                    .allSatisfy((id, _) -> assertThat(id).startsWith("NetworkFlows"));
            assertThat(built.resources(stack, "AWS::IAM::ManagedPolicy")).isEmpty();
        }
    }

    @Test
    void letNobodyButDriversTouchDatabaseSecretsAndControls() {
        Set<String> acting = Set.of(
                "rds:SwitchoverGlobalCluster",
                "rds:FailoverGlobalCluster",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage",
                "route53-recovery-cluster:UpdateRoutingControlStates");
        for (Duty duty : List.of(Duty.API, Duty.ALARM, Duty.READINESS)) {
            assertThat(Roles.actions(duty.permissions())).as(duty.function()).doesNotContainAnyElementsOf(acting);
        }
        assertThat(Roles.actions(Duty.STEP.permissions())).containsAll(acting);
        assertThat(Roles.actions(Duty.RUNNER.permissions())).containsAll(acting);
    }

    /** The shop's own calls, each on what its Region has. */
    @Test
    void allowTheShopWhatItAsksForInItsOwnRegion() {
        Set<String> calls = SdkCalls.ofTheShop();
        for (String region : List.of("us-east-1", "us-west-2")) {
            JsonNode role = role("Changeover-Sample-" + region, "changeover-sample-shop-" + region);

            assertThat(actions(role)).isEqualTo(calls).hasSize(5);
            assertThat(statements(role))
                    .extracting(statement -> texts(statement.path("Resource")).getFirst())
                    .satisfiesExactly(
                            table -> assertThat(table)
                                    .isEqualTo("arn:aws:dynamodb:" + region + ":111122223333:table/shop-carts"),
                            secret -> assertThat(secret)
                                    .startsWith("{\"Fn::ImportValue\":\"Changeover-Database-" + region
                                            + ":ExportsOutputRefSecret"));
            assertOnlyTasksOfTheAccountTake(role);
        }
    }

    /** What ECS does before the shop says its first word, and nothing that the shop does. */
    @Test
    void allowEcsToFetchTheImageAndKeepTheLines() {
        for (String region : List.of("us-east-1", "us-west-2")) {
            JsonNode role = role("Changeover-Sample-" + region, "changeover-sample-start-" + region);
            Map<String, List<String>> on = new java.util.TreeMap<>();
            statements(role)
                    .forEach(statement -> texts(statement.path("Action"))
                            .forEach(action -> on.put(action, texts(statement.path("Resource")))));
            List<String> images = List.of("arn:aws:ecr:" + region
                    + ":111122223333:repository/cdk-hnb659fds-container-assets-111122223333-" + region);
            List<String> streams =
                    List.of("arn:aws:logs:" + region + ":111122223333:log-group:/changeover/sample-shop:*");

            assertThat(on)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "ecr:GetAuthorizationToken", List.of("*"),
                            "ecr:BatchCheckLayerAvailability", images,
                            "ecr:BatchGetImage", images,
                            "ecr:GetDownloadUrlForLayer", images,
                            "logs:CreateLogStream", streams,
                            "logs:PutLogEvents", streams));
            assertOnlyTasksOfTheAccountTake(role);
        }
    }

    private static void assertOnlyTasksOfTheAccountTake(JsonNode role) {
        assertThat(role.has("ManagedPolicyArns")).isFalse();
        assertThat(role.path("AssumeRolePolicyDocument").path("Statement").size())
                .isEqualTo(1);
        assertThat(role.path("AssumeRolePolicyDocument").toString())
                .contains("ecs-tasks.amazonaws.com")
                .contains("\"aws:SourceAccount\":\"111122223333\"");
    }

    /** The table against the calls that are in the adapters' classes: nothing is missing, nothing is idle. */
    @Test
    void areDerivedFromTheCallsThatTheAdaptersMake() {
        Set<String> calls = SdkCalls.ofTheAdapters();
        Set<String> table = Roles.actions(EnumSet.allOf(Permission.class));

        Set<String> needed = new TreeSet<>(calls);
        needed.removeAll(NEEDED_BY_NO_FUNCTION);
        Set<String> allowed = new TreeSet<>(table);
        allowed.removeAll(WITHOUT_A_CALL);

        assertThat(calls).containsAll(NEEDED_BY_NO_FUNCTION);
        assertThat(allowed).isEqualTo(needed);
        for (Permission permission : Permission.values()) {
            assertThat(permission.reason()).as(permission.action()).isNotBlank();
        }
    }

    @Test
    void nameNoWildcardOnAWriteButTheTwoThatAwsLeavesNoChoiceAbout() {
        Set<String> wild = new TreeSet<>();
        built.documents()
                .keySet()
                .forEach(stack -> built.resources(stack, "AWS::IAM::Role").values().stream()
                        .flatMap(role -> statements(role).stream())
                        .forEach(statement -> wild.addAll(wildWrites(statement))));

        assertThat(wild)
                .containsExactlyInAnyOrder(
                        "logs:CreateLogStream on a stream of a function's own log",
                        "logs:PutLogEvents on a stream of a function's own log",
                        "logs:CreateLogStream on a stream of the sample's own log",
                        "logs:PutLogEvents on a stream of the sample's own log",
                        "ssm:StartAutomationExecution on the execution it makes");
    }

    private static Set<String> wildWrites(JsonNode statement) {
        Set<String> wild = new TreeSet<>();
        for (String action : texts(statement.path("Action"))) {
            assertThat(action).doesNotContain("*");
            for (String resource : texts(statement.path("Resource"))) {
                if (resource.contains("*") && isWrite(action)) {
                    wild.add(action + " on " + named(resource));
                }
            }
        }
        return wild;
    }

    private static boolean isWrite(String action) {
        String verb = action.substring(action.indexOf(':') + 1);
        return READS.stream().noneMatch(verb::startsWith);
    }

    private static String named(String resource) {
        if (resource.matches("arn:aws:logs:[a-z0-9-]+:\\d{12}:log-group:/aws/lambda/changeover-[a-z]+:\\*")) {
            return "a stream of a function's own log";
        }
        if (resource.matches("arn:aws:logs:[a-z0-9-]+:\\d{12}:log-group:/changeover/sample-shop:\\*")) {
            return "a stream of the sample's own log";
        }
        return resource.matches("arn:aws:ssm:[a-z0-9-]+:\\d{12}:automation-execution/\\*")
                ? "the execution it makes"
                : resource;
    }

    @Test
    void nameWhatTheyAreAllowedOn() {
        JsonNode step = role(SERVICES.getLast(), "changeover-step-us-west-2");
        Map<String, List<String>> on = new java.util.TreeMap<>();
        statements(step)
                .forEach(statement -> texts(statement.path("Action"))
                        .forEach(action -> on.put(action, texts(statement.path("Resource")))));

        assertThat(on.get("rds:FailoverGlobalCluster"))
                .containsExactly(
                        "arn:aws:rds::111122223333:global-cluster:shop",
                        "arn:aws:rds:us-east-1:111122223333:cluster:shop-us-east-1",
                        "arn:aws:rds:us-west-2:111122223333:cluster:shop-us-west-2");
        assertThat(on.get("secretsmanager:PutSecretValue"))
                .containsExactly(
                        "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-db-AbCdEf",
                        "arn:aws:secretsmanager:us-west-2:111122223333:secret:shop-db-GhIjKl");
        assertThat(on.get("route53-recovery-cluster:UpdateRoutingControlStates"))
                .hasSize(2);
        assertThat(on.get("dynamodb:PutItem"))
                .containsExactly(
                        "arn:aws:dynamodb:us-east-1:111122223333:table/changeover-journal",
                        "arn:aws:dynamodb:us-west-2:111122223333:table/changeover-journal");
    }

    @Test
    void letOnlySystemsManagerBePassedARole() {
        for (Duty duty : List.of(Duty.API, Duty.ALARM, Duty.READINESS)) {
            JsonNode role = role(SERVICES.getFirst(), duty.function() + "-us-east-1");
            JsonNode passing = statements(role).stream()
                    .filter(statement -> texts(statement.path("Action")).contains("iam:PassRole"))
                    .findFirst()
                    .orElseThrow();
            assertThat(passing.path("Condition").toString()).contains("\"iam:PassedToService\":\"ssm.amazonaws.com\"");
            assertThat(texts(passing.path("Resource")))
                    .containsExactly("arn:aws:iam::111122223333:role/changeover-automation-us-east-1");
        }
    }
}
