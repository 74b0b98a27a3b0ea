package dev.changeover.twin.ssm;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The actions the twin runs. Sources: the pages "Systems Manager Automation actions reference" and those of each
 * action, Systems Manager user guide, read 2026.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists and sets are made by List.of and Set.of
enum ActionKind {
    INVOKE_LAMBDA(
            "aws:invokeLambdaFunction",
            List.of("FunctionName"),
            Set.of("StatusCode", "FunctionError", "LogResult", "Payload"),
            Duration.ofMinutes(5)),
    BRANCH("aws:branch", List.of("Choices"), Set.of(), null),
    APPROVE("aws:approve", List.of("Approvers"), Set.of("ApprovalStatus", "ApproverDecisions"), Duration.ofDays(7)),
    PAUSE("aws:pause", List.of(), Set.of(), Duration.ofDays(7)),
    SLEEP("aws:sleep", List.of(), Set.of(), null),
    LOOP("aws:loop", List.of("Steps"), Set.of("CurrentIteration", "CurrentIteratorValue"), null),
    UPDATE_VARIABLE("aws:updateVariable", List.of("Name", "Value"), Set.of(), null),
    EXECUTE_API("aws:executeAwsApi", List.of("Service", "Api"), Set.of(), Duration.ofSeconds(25)),
    WAIT_FOR_PROPERTY(
            "aws:waitForAwsResourceProperty",
            List.of("Service", "Api", "PropertySelector", "DesiredValues"),
            Set.of(),
            Duration.ofHours(1)),
    ASSERT_PROPERTY(
            "aws:assertAwsResourceProperty",
            List.of("Service", "Api", "PropertySelector", "DesiredValues"),
            Set.of(),
            Duration.ofHours(1));

    /** Longest that an approval or a pause may wait. */
    static final Duration PERSON_MAX = Duration.ofDays(30);

    /** Inputs resolved by the action itself, when it comes to them. */
    static final Set<String> RESOLVED_LATE = Set.of("Steps", "LoopCondition", "Choices");

    /** AWS's other actions; a document that has one is a good document which the twin cannot run. */
    private static final Set<String> NOT_RUN_HERE = Set.of(
            "aws:changeInstanceState",
            "aws:copyImage",
            "aws:createImage",
            "aws:createStack",
            "aws:createTags",
            "aws:deleteImage",
            "aws:deleteStack",
            "aws:executeAutomation",
            "aws:executeScript",
            "aws:executeStateMachine",
            "aws:invokeWebhook",
            "aws:runCommand",
            "aws:runInstances");

    private static final Set<ActionKind> CANCEL_WORKFLOW =
            Set.of(INVOKE_LAMBDA, EXECUTE_API, WAIT_FOR_PROPERTY, ASSERT_PROPERTY);

    final String wireName;
    final List<String> required;
    final Set<String> outputs;
    final Optional<Duration> timeoutDefault;

    ActionKind(String wireName, List<String> required, Set<String> outputs, Duration timeoutDefault) {
        this.wireName = wireName;
        this.required = required;
        this.outputs = outputs;
        this.timeoutDefault = Optional.ofNullable(timeoutDefault);
    }

    static ActionKind of(String wireName, String step) {
        if (NOT_RUN_HERE.contains(wireName)) {
            throw SsmFaults.content(
                    "The twin does not run " + wireName + ", which step " + step + " asks for. It runs " + all() + ".");
        }
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> SsmFaults.content("Step " + step + " has the unknown action " + wireName + "."));
    }

    private static List<String> all() {
        return Arrays.stream(values()).map(kind -> kind.wireName).toList();
    }

    /** Whether {@code onCancel} may name a step; what waits or only computes has nothing to clean up. */
    boolean hasCancelWorkflow() {
        return CANCEL_WORKFLOW.contains(this);
    }

    /** Whether {@code onCancel} may lead to such a step. */
    boolean mayFollowCancel() {
        return switch (this) {
            case APPROVE, LOOP, PAUSE, SLEEP -> false;
            case INVOKE_LAMBDA, BRANCH, UPDATE_VARIABLE, EXECUTE_API, WAIT_FOR_PROPERTY, ASSERT_PROPERTY -> true;
        };
    }

    /** The longest time one attempt may be given, where AWS has one. */
    Optional<Duration> timeoutMax() {
        return switch (this) {
            case APPROVE, PAUSE -> Optional.of(PERSON_MAX);
            case INVOKE_LAMBDA, EXECUTE_API -> timeoutDefault;
            case BRANCH, SLEEP, LOOP, UPDATE_VARIABLE, WAIT_FOR_PROPERTY, ASSERT_PROPERTY -> Optional.empty();
        };
    }
}
