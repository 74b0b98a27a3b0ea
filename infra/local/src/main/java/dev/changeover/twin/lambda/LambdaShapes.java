package dev.changeover.twin.lambda;

import dev.changeover.twin.wire.Output;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Lambda's things as they stand in answers. */
final class LambdaShapes {
    private static final DateTimeFormatter MODIFIED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    /** The least there is; the twin bounds no disk. */
    private static final int STORAGE_MB = 512;

    private LambdaShapes() {}

    static Map<String, Object> configuration(FunctionVersion function) {
        FunctionSpec spec = function.spec();
        FunctionSpec.Terms terms = spec.terms();
        Output output = Output.of("FunctionName", spec.name())
                .with("FunctionArn", function.arn())
                .with("Role", terms.role())
                .with("CodeSize", spec.code().bytes())
                .with("Description", terms.description())
                .with("Timeout", terms.timeout().toSeconds())
                .with("MemorySize", terms.memoryMb())
                .with("LastModified", modified(function.modified()))
                .with("CodeSha256", spec.code().sha256())
                .with("Version", function.version())
                .with("TracingConfig", Map.of("Mode", "PassThrough"))
                .with("RevisionId", function.revision())
                .with("State", "Active")
                .with("LastUpdateStatus", "Successful")
                .with("Architectures", List.of(architecture()))
                .with("EphemeralStorage", Map.of("Size", STORAGE_MB))
                .with("SnapStart", Map.of("ApplyOn", "None", "OptimizationStatus", "Off"))
                .with("LoggingConfig", Map.of("LogFormat", "Text", "LogGroup", "/aws/lambda/" + spec.name()));
        packaging(output, spec);
        return (spec.environment().isEmpty()
                        ? output
                        : output.with("Environment", Map.of("Variables", spec.environment())))
                .map();
    }

    /** An image has no runtime and no handler of Lambda's: what it runs is its command. */
    private static void packaging(Output output, FunctionSpec spec) {
        if (spec.code() instanceof Code.Image) {
            output.with("PackageType", "Image")
                    .with("ImageConfigResponse", Map.of("ImageConfig", Map.of("Command", List.of(spec.handler()))));
        } else {
            output.with("PackageType", "Zip")
                    .with("Runtime", spec.terms().runtime())
                    .with("Handler", spec.handler());
        }
    }

    static Map<String, Object> alias(Alias alias) {
        return Output.of("AliasArn", alias.arn())
                .with("Name", alias.name())
                .with("FunctionVersion", alias.version())
                .with("Description", alias.description())
                .with("RevisionId", alias.revision())
                .map();
    }

    static Map<String, Object> eventTerms(EventTerms terms, String arn) {
        return Output.of("LastModified", terms.modified())
                .with("FunctionArn", arn)
                .with("MaximumRetryAttempts", terms.retriesMax())
                .with("MaximumEventAgeInSeconds", terms.ageMax().toSeconds())
                .with("DestinationConfig", Map.of("OnSuccess", Map.of(), "OnFailure", Map.of()))
                .map();
    }

    private static String modified(Instant at) {
        return MODIFIED.format(at);
    }

    /** That of this machine: functions run on it. */
    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    }
}
