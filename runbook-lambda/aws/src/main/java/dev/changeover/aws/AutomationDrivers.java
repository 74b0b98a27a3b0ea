package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.drive.Drivers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilter;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilterKey;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionMetadata;
import software.amazon.awssdk.services.ssm.model.SignalType;

/**
 * Drivers on AWS: an Automation execution in the Region being activated; where Systems Manager cannot be reached or
 * will not, the function that takes the turns by itself, there or else in the other Region.
 */
public final class AutomationDrivers implements Drivers {
    /**
     * How many waiting executions are looked at for the one that an approval is for. Each look is a call, and Systems
     * Manager takes 3 a second ("Systems Manager endpoints and quotas", read 2026-11-22).
     */
    static final int WAITING_MAX = 10;

    private final AwsAccount account;
    private final FunctionCalls functions;
    private final Names names;

    /**
     * What things are called in the account.
     *
     * @param step the function that a document's steps invoke, by name, maybe with an alias
     * @param runner the function that drives where Automation cannot
     * @param role what Automation assumes; empty is whoever starts it
     * @param approvers who may approve in Systems Manager itself, by user name or ARN; empty if approvals are given
     *     here alone
     */
    public record Names(String step, String runner, Optional<String> role, List<String> approvers) {
        public static final String STEP_DEFAULT = "changeover-step";
        public static final String RUNNER_DEFAULT = "changeover-runner";

        public Names {
            approvers = List.copyOf(approvers);
        }

        public static Names defaults() {
            return new Names(STEP_DEFAULT, RUNNER_DEFAULT, Optional.empty(), List.of());
        }
    }

    public AutomationDrivers(AwsAccount account, Names names) {
        this.account = account;
        this.functions = new FunctionCalls(account);
        this.names = names;
    }

    @Override
    public Hiring hire(ApplicationPlan plan, ChangeoverId id, Region in, int attempt) {
        Reply<String> started = account.caller()
                .ask(
                        "Systems Manager in " + in,
                        () -> systemsManager(in)
                                .startAutomationExecution(start -> start.documentName(document(plan, in))
                                        .clientToken(token(id, attempt))
                                        .parameters(parameters(plan, id)))
                                .automationExecutionId());
        return started.fold(execution -> new Hiring.Driving("ssm/" + execution, ""), why -> instead(plan, id, in, why));
    }

    /** The step function's sandbox starts now, rather than while its first step is waited for. */
    @Override
    public void standReady(ApplicationPlan plan, Region in) {
        Answer _ = functions.send(in, names.step(), readyEvent(plan));
    }

    private static String readyEvent(ApplicationPlan plan) {
        return "{\"ready\":\"" + plan.name() + "\"}";
    }

    private Hiring instead(ApplicationPlan plan, ChangeoverId id, Region in, PortFailure why) {
        List<PortFailure> failures = new ArrayList<>(List.of(why));
        Region other = plan.other(in).region();
        for (Region region : List.of(in, other)) {
            switch (functions.send(region, names.runner(), runnerEvent(id))) {
                case Answer.Accepted _ -> {
                    return new Hiring.Driving(runnerDriver(id), said(failures, region));
                }
                case Answer.Refused(var refusal) -> failures.add(refusal);
                case Answer.Unknown(var lost) -> failures.add(lost);
            }
        }
        return new Hiring.Nobody(failures);
    }

    private String said(List<PortFailure> failures, Region region) {
        return "The function " + names.runner() + " in " + region + " takes the turns, because "
                + String.join(
                        "; and ", failures.stream().map(PortFailure::message).toList())
                + ".";
    }

    /** What the runner is sent first; it counts the rounds on by itself. */
    private static String runnerEvent(ChangeoverId id) {
        return "{\"changeover\":\"" + id + "\",\"round\":1}";
    }

    /** As the runner signs in the journal. */
    public static String runnerDriver(ChangeoverId id) {
        return "lambda/" + id;
    }

    @Override
    public void approved(ApplicationPlan plan, ChangeoverId id, Region in) {
        if (!asksApprovers(plan)) {
            return;
        }
        // Whatever this comes to: the approval is in the journal, where the step function looks for it.
        account.caller()
                .ask("Systems Manager in " + in, account.caller().bound().multipliedBy(WAITING_MAX), () -> {
                    SsmClient systemsManager = systemsManager(in);
                    waiting(systemsManager, document(plan, in), id)
                            .ifPresent(execution -> systemsManager.sendAutomationSignal(
                                    signal -> signal.automationExecutionId(execution)
                                            .signalType(SignalType.APPROVE)
                                            .payload(Map.of("Comment", List.of("approved in the journal of " + id)))));
                    return id;
                });
    }

    /** An execution's summary does not tell its parameters, so each one that waits is looked at. */
    private static Optional<String> waiting(SsmClient systemsManager, String document, ChangeoverId id) {
        return systemsManager
                .describeAutomationExecutions(describe -> describe.maxResults(WAITING_MAX)
                        .filters(List.of(
                                filter(AutomationExecutionFilterKey.DOCUMENT_NAME_PREFIX, document),
                                filter(AutomationExecutionFilterKey.EXECUTION_STATUS, "Waiting"))))
                .automationExecutionMetadataList()
                .stream()
                .map(AutomationExecutionMetadata::automationExecutionId)
                .filter(execution -> systemsManager
                        .getAutomationExecution(read -> read.automationExecutionId(execution))
                        .automationExecution()
                        .parameters()
                        .getOrDefault("ChangeoverId", List.of())
                        .contains(id.value()))
                .findFirst();
    }

    private static AutomationExecutionFilter filter(AutomationExecutionFilterKey key, String value) {
        return AutomationExecutionFilter.builder().key(key).values(value).build();
    }

    private SsmClient systemsManager(Region region) {
        return account.clients().systemsManager(region);
    }

    private static String document(ApplicationPlan plan, Region to) {
        return plan.directionTo(to) == Direction.FAILOVER ? "Changeover-Failover" : "Changeover-Failback";
    }

    private Map<String, List<String>> parameters(ApplicationPlan plan, ChangeoverId id) {
        Map<String, List<String>> parameters = new HashMap<>();
        parameters.put("ChangeoverId", List.of(id.value()));
        parameters.put("StepFunction", List.of(names.step()));
        parameters.put("Approval", List.of(asksApprovers(plan) ? "required" : "none"));
        if (asksApprovers(plan)) {
            parameters.put("Approvers", names.approvers());
        }
        names.role().ifPresent(role -> parameters.put("AutomationAssumeRole", List.of(role)));
        return parameters;
    }

    private boolean asksApprovers(ApplicationPlan plan) {
        return plan.policy().approval() && !names.approvers().isEmpty();
    }

    /** In the form of a UUID, as Systems Manager wants it, and the same for the same changeover and attempt. */
    static String token(ChangeoverId id, int attempt) {
        return UUID.nameUUIDFromBytes((id + "/" + attempt).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
