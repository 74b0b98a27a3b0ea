package dev.changeover.infra;

import java.util.List;

/**
 * Every action that a function of ours may be allowed, what it is allowed on, and which call of ours needs it. A test
 * holds this table against the calls that are in the classes of the adapters. For readers by duty: docs/lambda.md,
 * "Permissions"; where they differ, this list is right.
 */
enum Permission {
    READ_ITEM("dynamodb:GetItem", "the journal reads heads, leases, switches and the readiness board", Scope.JOURNAL),
    WRITE_ITEM("dynamodb:PutItem", "the journal appends an event under the condition that nobody did", Scope.JOURNAL),
    CHANGE_ITEM("dynamodb:UpdateItem", "the journal takes and gives back leases and exclusions", Scope.JOURNAL),
    QUERY_ITEMS("dynamodb:Query", "the journal reads the events of a changeover", Scope.JOURNAL),

    SEE_GLOBAL_DATABASE("rds:DescribeGlobalClusters", "who writes, and what moves", Scope.GLOBAL_CLUSTERS),
    SEE_CLUSTERS("rds:DescribeDBClusters", "whether the member is available", Scope.CLUSTERS),
    SEE_INSTANCES("rds:DescribeDBInstances", "whether an instance of the member is available", Scope.EVERYTHING),
    SWITCH_OVER("rds:SwitchoverGlobalCluster", "SwitchDatabase, graceful", Scope.GLOBAL_CLUSTERS, Scope.CLUSTERS),
    FAIL_OVER("rds:FailoverGlobalCluster", "SwitchDatabase, ungraceful", Scope.GLOBAL_CLUSTERS, Scope.CLUSTERS),

    READ_SECRET("secretsmanager:GetSecretValue", "which writer the secret names; proves decryption", Scope.SECRETS),
    SEE_SECRET("secretsmanager:DescribeSecret", "which version is current, and whether it is a replica", Scope.SECRETS),
    STAGE_SECRET("secretsmanager:PutSecretValue", "StageSecret", Scope.SECRETS),
    MOVE_SECRET("secretsmanager:UpdateSecretVersionStage", "RewriteSecret", Scope.SECRETS),
    PROMOTE_SECRET("secretsmanager:StopReplicationToReplica", "RewriteSecret where a plan allows it", Scope.PROMOTED),
    OPEN_SECRET("kms:Decrypt", "reading a secret under a customer key", Scope.SECRET_KEYS),
    CLOSE_SECRET("kms:GenerateDataKey", "writing a secret under a customer key", Scope.SECRET_KEYS),

    SEE_CONTROL("route53-recovery-cluster:GetRoutingControlState", "the state of one control", Scope.CONTROLS),
    FLIP_CONTROLS("route53-recovery-cluster:UpdateRoutingControlStates", "ShiftTraffic", Scope.CONTROLS),
    LIST_CONTROLS("route53-recovery-cluster:ListRoutingControls", "what each endpoint believes", Scope.EVERYTHING),
    LIST_RULES(
            "route53-recovery-control-config:ListSafetyRules",
            "whether a safety rule would refuse the move",
            Scope.EVERYTHING),

    READ_METRICS("cloudwatch:GetMetricData", "the replication lag", Scope.EVERYTHING),
    SEE_ALARMS("cloudwatch:DescribeAlarms", "the quorum of the alarms that the plans name", Scope.ALARMS),
    SEE_DATABASE_PARAMETERS("rds:DescribeDBClusterParameters", "whether a lag limit is set", Scope.EVERYTHING),
    SEE_DOCUMENT("ssm:DescribeDocument", "whether both Regions have the same document", Scope.DOCUMENTS),
    SEE_FUNCTION("lambda:GetFunctionConfiguration", "whether both Regions have the same code", Scope.FUNCTIONS),
    READ_PLANS("ssm:GetParametersByPath", "the plans of this Region", Scope.PLANS),

    START_AUTOMATION("ssm:StartAutomationExecution", "a changeover starts", Scope.DOCUMENTS, Scope.EXECUTIONS),
    PASS_ROLE("iam:PassRole", "Automation assumes its role", Scope.AUTOMATION_ROLE),
    INVOKE_RUNNER("lambda:InvokeFunction", "Systems Manager is out of reach, or the next round begins", Scope.RUNNERS),
    INVOKE_ALARM("lambda:InvokeFunction", "time is missing from the quorum: it looks again", Scope.ALARM_FUNCTION),
    INVOKE_STEP("lambda:InvokeFunction", "a step of a document; or it is to stand ready", Scope.STEPS),

    TELL_PEOPLE("sns:Publish", "notices for people", Scope.TOPIC),
    TELL_MACHINES("events:PutEvents", "notices for machines", Scope.BUS),
    OPEN_TOPIC("kms:Decrypt", "the topic is encrypted", Scope.TOPIC_KEY),
    CLOSE_TOPIC("kms:GenerateDataKey", "the topic is encrypted", Scope.TOPIC_KEY),

    OPEN_LOG("logs:CreateLogStream", "Lambda opens a stream for each sandbox", Scope.OWN_LOG),
    WRITE_LOG("logs:PutLogEvents", "what the function says", Scope.OWN_LOG);

    private final String action;
    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // the list is List.of, which nobody can change
    private final List<Scope> scopes;

    Permission(String action, String reason, Scope... scopes) {
        this.action = action;
        this.reason = reason;
        this.scopes = List.of(scopes);
    }

    String action() {
        return action;
    }

    String reason() {
        return reason;
    }

    List<Scope> scopes() {
        return scopes;
    }
}
