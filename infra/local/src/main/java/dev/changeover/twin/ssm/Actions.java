package dev.changeover.twin.ssm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What each action does, but for aws:loop, which is a way through the document. Source: each action's page in the
 * Systems Manager user guide, read 2026.
 */
final class Actions {
    /** Longest answer of a function. */
    static final int PAYLOAD_BYTES_MAX = 200 * 1024;

    /** Longest sleep: a second less than a week. */
    static final Duration SLEEP_MAX = Duration.ofSeconds(604_799);

    /** Between two looks at a property. A choice: AWS names no figure. */
    static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

    private static final Set<String> INVOCATION_TYPES = Set.of("RequestResponse", "Event", "DryRun");
    private static final Set<String> OWN_INPUTS = Set.of("Service", "Api", "PropertySelector", "DesiredValues");

    private final Functions functions;
    private final AwsCalls calls;

    Actions(Functions functions, AwsCalls calls) {
        this.functions = functions;
        this.calls = calls;
    }

    void begin(Attempt attempt) {
        switch (attempt.run.step.action()) {
            case INVOKE_LAMBDA -> invoke(attempt);
            case BRANCH -> branch(attempt);
            case APPROVE -> Approval.begin(attempt);
            case PAUSE -> pause(attempt);
            case SLEEP -> sleep(attempt);
            case UPDATE_VARIABLE -> updateVariable(attempt);
            case EXECUTE_API -> call(attempt, seen -> attempt.succeed(Map.of(), seen));
            case WAIT_FOR_PROPERTY -> lookUntilDesired(attempt);
            case ASSERT_PROPERTY -> call(attempt, seen -> assertProperty(attempt, seen));
            case LOOP -> throw new IllegalStateException("a loop is entered, not begun");
        }
    }

    private void invoke(Attempt attempt) {
        String type = attempt.input("InvocationType").map(Tree::text).orElse("RequestResponse");
        if (!INVOCATION_TYPES.contains(type)) {
            throw new StepFailure("InvalidInput", "The InvocationType " + type + " is not one of Lambda's.");
        }
        String payload = attempt.input("InputPayload")
                .or(() -> attempt.input("Payload"))
                .map(Tree::text)
                .orElse("{}");
        var invocation = new Functions.Invocation(
                attempt.text("FunctionName"), attempt.input("Qualifier").map(Tree::text), type, payload);
        functions.invoke(
                attempt.execution.region, invocation, answer -> attempt.arrive(() -> answered(attempt, answer)));
    }

    private static void answered(Attempt attempt, Functions.Answer answer) {
        switch (answer) {
            case Functions.Answer.Refused(var why) -> attempt.fail(why.code(), why.getMessage());
            case Functions.Answer.Returned returned -> returned(attempt, returned);
        }
    }

    private static void returned(Attempt attempt, Functions.Answer.Returned returned) {
        int bytes = returned.payload().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > PAYLOAD_BYTES_MAX) {
            throw new StepFailure(
                    "OutputTooLarge",
                    "The function returned " + bytes + " bytes, the limit is " + PAYLOAD_BYTES_MAX + ".");
        }
        if (returned.error().isPresent()) {
            throw new StepFailure(
                    "FunctionError",
                    "Lambda function returned an error (" + returned.error().get() + "): " + returned.payload());
        }
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("StatusCode", returned.statusCode());
        outputs.put("Payload", returned.payload());
        attempt.succeed(outputs, root(returned));
    }

    /** AWS's pages select both {@code $.Payload.a} and {@code $.a} from a function's answer; so both are here. */
    private static Object root(Functions.Answer.Returned returned) {
        var root = new LinkedHashMap<String, Object>();
        Optional<Object> payload = Tree.json(returned.payload());
        payload.filter(Map.class::isInstance).map(Tree::map).ifPresent(root::putAll);
        root.put("StatusCode", returned.statusCode());
        root.put("Payload", payload.orElse(returned.payload()));
        return root;
    }

    private static void branch(Attempt attempt) {
        Execution execution = attempt.execution;
        List<?> choices = (List<?>) attempt.run.step.inputs().get("Choices");
        Optional<String> chosen = choices.stream()
                .map(Tree::map)
                .filter(choice -> Conditions.hold(choice, tree -> Templates.resolve(tree, execution::value)))
                .findFirst()
                .map(choice -> choice.get("NextStep").toString())
                .or(() -> attempt.input("Default").map(Tree::text));
        attempt.end(new Ending.Succeeded(Map.of(), Map.of(), chosen));
    }

    private static void pause(Attempt attempt) {
        attempt.awaitPerson(signal -> {
            if (signal.type() != Signal.Type.Resume) {
                throw SsmFaults.signal("A paused step waits for Resume, not " + signal.type() + ".");
            }
            String step = signal.member("StepName")
                    .orElseThrow(() -> SsmFaults.signal("Resume needs the StepName of the paused step."));
            if (!step.equals(attempt.run.step.name())) {
                throw SsmFaults.noStep(step);
            }
            attempt.succeed(Map.of());
        });
    }

    private static void sleep(Attempt attempt) {
        Duration asked;
        try {
            asked = attempt.input("Duration").isPresent()
                    ? Duration.parse(attempt.text("Duration"))
                    : Duration.between(attempt.execution.now(), Instant.parse(attempt.text("Timestamp")));
        } catch (DateTimeParseException _) {
            throw new StepFailure(
                    "InvalidInput", "A sleep takes a Duration such as PT10M, or a Timestamp in ISO 8601.");
        }
        if (asked.compareTo(SLEEP_MAX) > 0) {
            throw new StepFailure("InvalidInput", "A sleep is at most " + SLEEP_MAX.toSeconds() + " seconds long.");
        }
        Duration slept = attempt.input("Duration").isPresent()
                ? Duration.between(attempt.run.attempted, attempt.execution.now())
                : Duration.ZERO;
        Duration left = asked.minus(slept);
        attempt.after(left.isNegative() ? Duration.ZERO : left, () -> attempt.succeed(Map.of()));
    }

    private static void updateVariable(Attempt attempt) {
        String name = attempt.text("Name").substring("variable:".length());
        attempt.execution.variables.put(name, attempt.input("Value").orElseThrow());
        attempt.succeed(Map.of());
    }

    private void call(Attempt attempt, Consumer<Map<String, Object>> then) {
        var inputs = new LinkedHashMap<>(attempt.run.inputs);
        inputs.keySet().removeAll(OWN_INPUTS);
        var request = new AwsCalls.Request(attempt.text("Service"), attempt.text("Api"), inputs);
        calls.call(
                attempt.execution.region,
                request,
                outcome -> attempt.arrive(() -> {
                    switch (outcome) {
                        case AwsCalls.Outcome.Answered(var members) -> then.accept(members);
                        case AwsCalls.Outcome.Refused(var why) -> attempt.fail(why.code(), why.getMessage());
                    }
                }));
    }

    private void lookUntilDesired(Attempt attempt) {
        call(attempt, seen -> {
            if (desired(attempt, seen)) {
                attempt.succeed(Map.of(), seen);
            } else {
                attempt.after(LOOK_INTERVAL, () -> lookUntilDesired(attempt));
            }
        });
    }

    private static void assertProperty(Attempt attempt, Map<String, Object> seen) {
        if (!desired(attempt, seen)) {
            throw new StepFailure(
                    "PropertyMismatch",
                    "The property " + attempt.text("PropertySelector") + " is "
                            + property(attempt, seen).map(Tree::text).orElse("not there") + ", not one of "
                            + attempt.text("DesiredValues") + ".");
        }
        attempt.succeed(Map.of(), seen);
    }

    private static Optional<Object> property(Attempt attempt, Map<String, Object> seen) {
        String selector = attempt.text("PropertySelector");
        return Selector.select(selector.startsWith("$") ? selector : "$." + selector, seen);
    }

    /** Booleans are written "True" and "False" there, as Python does. */
    private static boolean desired(Attempt attempt, Map<String, Object> seen) {
        List<String> wanted = Tree.texts(attempt.input("DesiredValues").orElseThrow());
        return property(attempt, seen)
                .filter(value -> value instanceof Boolean
                        ? wanted.stream().anyMatch(Tree.text(value)::equalsIgnoreCase)
                        : wanted.contains(Tree.text(value)))
                .isPresent();
    }
}
