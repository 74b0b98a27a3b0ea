package dev.changeover.twin.lambda;

import dev.changeover.twin.model.Account;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a function is to be. Limits are those of "Lambda quotas", Lambda developer guide, read 2026-11-22. */
public record FunctionSpec(String name, Code code, String handler, Terms terms, Map<String, String> environment) {
    static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(3);
    static final Duration TIMEOUT_MAX = Duration.ofMinutes(15);
    static final int MEMORY_MB_MIN = 128;
    static final int MEMORY_MB_MAX = 10_240;
    static final int ENVIRONMENT_BYTES_MAX = 4 * 1024;

    /** The runtimes the twin can stand for; each runs on the Java that the twin itself runs on. */
    static final List<String> RUNTIMES = List.of("java25", "java21", "java17");

    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");
    private static final Pattern ROLE =
            Pattern.compile("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
    private static final Pattern HANDLER = Pattern.compile("[^\\s]{1,128}");

    /** Variables that Lambda sets. Source: "Defined runtime environment variables", Lambda developer guide. */
    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT");

    /** What does not change what is run. {@code role} is kept and gives nothing: the twin knows no permissions. */
    public record Terms(String runtime, String role, String description, Duration timeout, int memoryMb) {
        static final int DESCRIPTION_LENGTH_MAX = 256;

        public Terms {
            if (!RUNTIMES.contains(runtime)) {
                throw LambdaErrors.invalid("Value " + runtime
                        + " at 'runtime' failed to satisfy constraint: the twin runs " + String.join(", ", RUNTIMES));
            }
            if (!ROLE.matcher(role).matches()) {
                throw LambdaErrors.invalid("Value '" + role + "' at 'role' is not the ARN of a role");
            }
            if (description.length() > DESCRIPTION_LENGTH_MAX) {
                throw LambdaErrors.invalid("The description is longer than " + DESCRIPTION_LENGTH_MAX + " characters");
            }
            if (!timeout.isPositive() || timeout.compareTo(TIMEOUT_MAX) > 0) {
                throw LambdaErrors.invalid("Value '" + timeout.toSeconds()
                        + "' at 'timeout' failed to satisfy constraint: Member must have value between 1 and "
                        + TIMEOUT_MAX.toSeconds());
            }
            if (memoryMb < MEMORY_MB_MIN || memoryMb > MEMORY_MB_MAX) {
                throw LambdaErrors.invalid("Value '" + memoryMb
                        + "' at 'memorySize' failed to satisfy constraint: Member must have value between "
                        + MEMORY_MB_MIN + " and " + MEMORY_MB_MAX);
            }
        }

        /** Under which the function calls AWS; in the twin it is the access key, so no comma may be in it. */
        public String roleName() {
            return role.substring(role.lastIndexOf('/') + 1).replace(',', '-');
        }
    }

    public FunctionSpec {
        environment = Map.copyOf(environment);
        if (!HANDLER.matcher(handler).matches()) {
            throw LambdaErrors.invalid("Value '" + handler + "' at 'handler' is not a handler's name");
        }
        requireSettable(environment);
    }

    /** A function of the newest runtime with ample memory, for whoever deploys without the wire. */
    public static FunctionSpec of(String name, Code code, String handler, Duration timeout) {
        var terms = new Terms(RUNTIMES.getFirst(), Account.arn("iam", "role/" + name), "", timeout, 512);
        return new FunctionSpec(name, code, handler, terms, Map.of());
    }

    public FunctionSpec withEnvironment(Map<String, String> other) {
        return new FunctionSpec(name, code, handler, terms, other);
    }

    public FunctionSpec withCode(Code other) {
        return new FunctionSpec(name, other, handler, terms, environment);
    }

    private static void requireSettable(Map<String, String> environment) {
        List<String> reserved = environment.keySet().stream()
                .filter(RESERVED::contains)
                .sorted()
                .toList();
        if (!reserved.isEmpty()) {
            throw LambdaErrors.invalid(
                    "Lambda was unable to configure your environment variables because the environment variables you"
                            + " have provided contains reserved keys that are currently not supported for modification."
                            + " Reserved keys used in this request: " + String.join(", ", reserved));
        }
        environment.keySet().stream()
                .filter(key -> !VARIABLE.matcher(key).matches())
                .findFirst()
                .ifPresent(key -> {
                    throw LambdaErrors.invalid("Value '" + key + "' at 'environment.variables' is not a name");
                });
        int bytes = environment.entrySet().stream()
                .mapToInt(entry -> (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > ENVIRONMENT_BYTES_MAX) {
            throw LambdaErrors.invalid(
                    "Lambda was unable to configure your environment variables because the environment variables you"
                            + " have provided exceeded the 4KB limit.");
        }
    }

    /** The environment may hold what is secret to a practising user. */
    @Override
    public String toString() {
        return "FunctionSpec[" + name + ", " + handler + ", ***]";
    }
}
