package dev.changeover.infra;

import dev.changeover.documents.Document;
import dev.changeover.documents.Documents;
import dev.changeover.infra.Parameters.Home;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.CfnRule.TargetProperty;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.ssm.CfnDocument;
import software.amazon.awscdk.services.ssm.CfnParameter;

/** One Region of the failover service: all that a changeover needs, and nothing of it elsewhere. */
final class ServiceStack extends Stack {
    private final Estate estate;
    private final Home home;
    private final Resources resources;

    ServiceStack(App app, Estate estate, Home home) {
        super(
                app,
                Stacks.service(home.region()),
                Stacks.properties(
                        estate.parameters(), home.region(), "Changeover: the failover service in this Region"));
        this.estate = estate;
        this.home = home;
        this.resources = new Resources(estate, home.region());
        Notices notices = new Notices(this, estate.parameters());
        Roles roles = new Roles(this, resources, Map.of(Scope.TOPIC_KEY, notices.keyArn()));
        automationRole(roles);
        breakGlassRole(roles, notices);
        SignIn signIn = new SignIn(this, estate.parameters(), home);
        Functions functions = new Functions(this, estate, home, roles.known(), door(signIn));
        documents();
        plans();
        alarmTrigger(functions);
        schedule(functions);
        new FailoverApi(this, estate.parameters(), functions.alias(Duty.API), signIn);
        new Watch(this, estate, home, notices.topic());
        Buckets buckets = new Buckets(this, estate.parameters(), home.region(), "logs");
        buckets.make("Artefacts", "artefacts");
        buckets.makeForTheEdge("Console", "console");
        Stacks.output(this, "ArtefactBucket", Buckets.name(estate.parameters(), home.region(), "artefacts"));
        Stacks.output(this, "ConsoleBucket", Buckets.name(estate.parameters(), home.region(), "console"));
    }

    /** Whose tokens the failover API believes, and whose pages may call it. */
    private Map<String, String> door(SignIn signIn) {
        return Map.of(
                "CHANGEOVER_ISSUERS",
                toJsonString(List.of(signIn.provider())),
                "CHANGEOVER_ORIGINS",
                String.join(",", FailoverApi.origins(estate.parameters())));
    }

    /** What Automation may do: invoke the step function. It has to be of this account, and an execution's. */
    private void automationRole(Roles roles) {
        String executions = "arn:aws:ssm:*:" + estate.parameters().account() + ":automation-execution/*";
        IPrincipal automation = new PrincipalWithConditions(
                new ServicePrincipal("ssm.amazonaws.com"),
                Map.of(
                        "StringEquals",
                                Map.of("aws:SourceAccount", estate.parameters().account()),
                        "ArnLike", Map.of("aws:SourceArn", executions)));
        roles.role(resources.automationRole(), automation, EnumSet.of(Permission.INVOKE_STEP));
    }

    /** For a person at a laptop when nothing of ours runs. Taking it is told to people. */
    private void breakGlassRole(Roles roles, Notices notices) {
        IPrincipal person = new PrincipalWithConditions(
                new ArnPrincipal(estate.parameters().people().breakGlass()),
                Map.of("Bool", Map.of("aws:MultiFactorAuthPresent", "true")));
        Role role = roles.role("changeover-break-glass-" + home.region(), person, Duty.breakGlass());
        Map<String, Object> pattern = new LinkedHashMap<>();
        pattern.put("source", List.of("aws.sts"));
        pattern.put("detail-type", List.of("AWS API Call via CloudTrail"));
        pattern.put(
                "detail",
                Map.of(
                        "eventName", List.of("AssumeRole"),
                        "requestParameters", Map.of("roleArn", List.of(role.getRoleArn()))));
        CfnRule.Builder.create(this, "BrokenGlass")
                .description("Somebody took the break-glass role")
                .eventPattern(pattern)
                .targets(List.of(TargetProperty.builder()
                        .id("people")
                        .arn(notices.topic().getTopicArn())
                        .build()))
                .build();
        Stacks.output(this, "BreakGlassRole", role.getRoleArn());
    }

    /** The same text in both Regions, so that their hashes agree. */
    private void documents() {
        for (Document document : Documents.all()) {
            CfnDocument.Builder.create(this, document.name())
                    .name(document.name())
                    .documentType("Automation")
                    .documentFormat("YAML")
                    .content(Map.of()) // the library takes objects alone; CloudFormation takes the text as well
                    .updateMethod("NewVersion")
                    .build()
                    .addPropertyOverride("Content", document.content());
        }
    }

    private void plans() {
        for (Estate.Application application : estate.applications()) {
            String name = application.plan().name().value();
            CfnParameter.Builder.create(this, "Plan-" + name)
                    .name("/changeover/plans/" + name)
                    .type("String")
                    .tier("Advanced")
                    .description("The plan of " + name + ", as its file has it")
                    .value(application.text())
                    .build()
                    .applyRemovalPolicy(RemovalPolicy.RETAIN);
        }
    }

    /** Alarms of this Region that plans name may invoke the function; those of other Regions send their events. */
    private void alarmTrigger(Functions functions) {
        int number = 0;
        for (String alarm : resources.of(Scope.ALARMS)) {
            if (alarm.contains(":" + home.region() + ":")) {
                CfnPermission.Builder.create(this, "Alarm" + ++number)
                        .functionName(functions.alias(Duty.ALARM).getFunctionArn())
                        .action("lambda:InvokeFunction")
                        .principal("lambda.alarms.cloudwatch.amazonaws.com")
                        .sourceAccount(estate.parameters().account())
                        .sourceArn(alarm)
                        .build();
            }
        }
    }

    private void schedule(Functions functions) {
        String function = functions.alias(Duty.READINESS).getFunctionArn();
        CfnRule rule = CfnRule.Builder.create(this, "Readiness")
                .name("changeover-readiness")
                .description("Looks whether a changeover would succeed now")
                .scheduleExpression("rate(5 minutes)")
                .targets(List.of(
                        TargetProperty.builder().id("readiness").arn(function).build()))
                .build();
        CfnPermission.Builder.create(this, "ReadinessMayRun")
                .functionName(function)
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com")
                .sourceArn(rule.getAttrArn())
                .build();
    }
}
