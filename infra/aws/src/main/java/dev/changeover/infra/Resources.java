package dev.changeover.infra;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The ARNs behind each scope, for what runs in one Region. All are known before anything is created. */
record Resources(Estate estate, Region here) {
    static final String TOPIC = "changeover-notices";
    static final String BUS = "changeover";

    private static final List<String> DOCUMENTS =
            List.of("Changeover-Failover", "Changeover-Failback", "Changeover-Drill");

    List<String> of(Scope scope) {
        return switch (scope) {
            case JOURNAL -> everywhere("dynamodb", "table/" + Estate.JOURNAL_TABLE);
            case GLOBAL_CLUSTERS ->
                estate.each(plan -> Stream.of("arn:aws:rds::" + account() + ":global-cluster:" + plan.globalCluster()));
            case CLUSTERS -> sites(site -> site.cluster().value());
            case SECRETS -> sites(site -> site.secret().value());
            case PROMOTED -> estate.each(Resources::promoted);
            case SECRET_KEYS -> estate.parameters().secretKeys();
            case CONTROLS -> sites(site -> site.control().value());
            case ALARMS -> estate.each(Resources::alarms);
            case DOCUMENTS -> documents();
            case FUNCTIONS -> functions();
            case PLANS -> List.of(local("ssm", "parameter/changeover/plans"));
            case AUTOMATION_ROLE -> List.of("arn:aws:iam::" + account() + ":role/" + automationRole());
            case RUNNERS -> everywhere("lambda", "function:" + Duty.RUNNER.aliased());
            case STEPS -> everywhere("lambda", "function:" + Duty.STEP.aliased());
            case ALARM_FUNCTION -> List.of(local("lambda", "function:" + Duty.ALARM.aliased()));
            case TOPIC -> List.of(local("sns", TOPIC));
            case BUS -> List.of(local("events", "event-bus/" + BUS));
            case EXECUTIONS -> everywhere("ssm", "automation-execution/*");
            case EVERYTHING -> List.of("*");
            case TOPIC_KEY, OWN_LOG -> throw new IllegalArgumentException(scope + " is known to the stack alone");
        };
    }

    String automationRole() {
        return "changeover-automation-" + here;
    }

    private static Stream<String> promoted(ApplicationPlan plan) {
        return switch (plan.secrets()) {
            case SecretLayout.Independent _ -> Stream.of();
            case SecretLayout.Replicated(var home, var promote) ->
                promote ? Stream.of(plan.other(home).secret().value()) : Stream.of();
        };
    }

    private static Stream<String> alarms(ApplicationPlan plan) {
        return plan.alarmTrigger().stream()
                .flatMap(policy -> policy.alarms().stream())
                .map(alarm -> alarm.value());
    }

    /** IAM asks about the document, and asked about the definition before (IAM examples of Automation, 2026-11-22). */
    private List<String> documents() {
        return DOCUMENTS.stream()
                .flatMap(name -> Stream.of("document/" + name, "automation-definition/" + name + ":$DEFAULT"))
                .flatMap(resource -> everywhere("ssm", resource).stream())
                .toList();
    }

    private List<String> functions() {
        return Duty.inOrder().stream()
                .flatMap(duty -> Stream.of(duty.function(), duty.aliased()))
                .flatMap(name -> everywhere("lambda", "function:" + name).stream())
                .toList();
    }

    private List<String> sites(Function<Site, String> what) {
        return estate.each(plan -> Stream.of(plan.primary(), plan.secondary()).map(what));
    }

    private List<String> everywhere(String service, String resource) {
        return estate.parameters().regions().stream()
                .map(region -> arn(service, region, resource))
                .toList();
    }

    String local(String service, String resource) {
        return arn(service, here, resource);
    }

    private String arn(String service, Region region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account() + ":" + resource;
    }

    private String account() {
        return estate.parameters().account();
    }
}
