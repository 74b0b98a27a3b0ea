package dev.changeover.acceptance;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.StepExecution;

/** What Systems Manager tells of a changeover. */
final class Executions {
    private static final List<String> STEPS =
            Stream.of(StepName.values()).map(StepName::toString).toList();

    private Executions() {}

    /** Those that took turns, by their ids, in order. */
    static List<String> of(LiveTwin twin, String changeover) {
        return twin.events(new ChangeoverId(changeover)).stream()
                .filter(Event.DriverTook.class::isInstance)
                .map(event -> ((Event.DriverTook) event).driver())
                .filter(driver -> driver.startsWith("ssm/"))
                .map(driver -> driver.substring("ssm/".length()))
                .distinct()
                .toList();
    }

    static AutomationExecution read(LiveTwin twin, String region, String execution) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin"));
        try (var systemsManager = SsmClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + twin.ports().gateway()))
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return systemsManager
                    .getAutomationExecution(read -> read.automationExecutionId(execution))
                    .automationExecution();
        }
    }

    /**
     * The runbook's steps as the execution shows them, in order: those that have ended well. A document asks for
     * Approve always, and is told that it is over where a changeover has no such step.
     */
    static List<String> stepsDone(AutomationExecution execution) {
        return execution.stepExecutions().stream()
                .filter(step -> step.stepStatusAsString().equals("Success"))
                .map(StepExecution::stepName)
                .filter(STEPS::contains)
                .toList();
    }
}
