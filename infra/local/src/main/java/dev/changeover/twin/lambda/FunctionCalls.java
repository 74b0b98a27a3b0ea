package dev.changeover.twin.lambda;

import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.RestJson;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The calls about functions themselves. */
final class FunctionCalls {
    private static final List<String> UNSUPPORTED = List.of(
            "CapacityProviderConfig",
            "CodeSigningConfigArn",
            "DeadLetterConfig",
            "DurableConfig",
            "FileSystemConfigs",
            "ImageConfig",
            "KMSKeyArn",
            "Layers",
            "TenancyConfig",
            "VpcConfig");

    private final Lambdas lambdas;

    FunctionCalls(Lambdas lambdas) {
        this.lambdas = lambdas;
    }

    Map<String, Function<LambdaCall, AwsReply>> operations() {
        return Map.of(
                "CreateFunction", this::create,
                "ListFunctions", this::list,
                "GetFunction", this::function,
                "GetFunctionConfiguration",
                        call -> configuration(200, lambdas.function(call.region(), call.name(), call.qualifier())),
                "UpdateFunctionCode", this::updateCode,
                "UpdateFunctionConfiguration", this::updateConfiguration,
                "DeleteFunction", this::delete);
    }

    private AwsReply create(LambdaCall call) {
        Fields input = call.input();
        LambdaCall.requireModelled(input, UNSUPPORTED);
        if (!input.maybeText("PackageType").orElse("Zip").equals("Zip")) {
            throw LambdaErrors.invalid("The twin runs functions of PackageType Zip only.");
        }
        Fields code = input.maybeStructure("Code")
                .orElseThrow(() -> LambdaErrors.invalid("The request must contain the parameter Code."));
        var name = FunctionName.parse(call.region(), input.text("FunctionName"), Optional.empty());
        var terms = new FunctionSpec.Terms(
                input.text("Runtime"),
                input.text("Role"),
                input.maybeText("Description").orElse(""),
                input.maybeInteger("Timeout").map(Duration::ofSeconds).orElse(FunctionSpec.TIMEOUT_DEFAULT),
                input.maybeInteger("MemorySize").orElse(FunctionSpec.MEMORY_MB_MIN));
        var spec = new FunctionSpec(
                name.name(),
                code(code),
                input.text("Handler"),
                terms,
                variables(input).orElse(Map.of()));
        return configuration(201, lambdas.create(call.region(), spec, input.flag("Publish")));
    }

    private static Code code(Fields input) {
        if (Stream.of("S3Bucket", "S3Key", "ImageUri").anyMatch(input::has)) {
            throw LambdaErrors.invalid("The twin has neither S3 nor a registry of images: send the code as ZipFile.");
        }
        String archive = input.maybeText("ZipFile")
                .orElseThrow(() -> LambdaErrors.invalid("Please provide a source for function code."));
        try {
            return Code.zip(Base64.getDecoder().decode(archive));
        } catch (IllegalArgumentException notBase64) {
            throw LambdaErrors.notAZip();
        }
    }

    private static Optional<Map<String, String>> variables(Fields input) {
        return input.maybeStructure("Environment").map(environment -> {
            var variables = new LinkedHashMap<String, String>();
            environment
                    .maybeStructure("Variables")
                    .ifPresent(all -> all.values().keySet().forEach(name -> variables.put(name, all.text(name))));
            return variables;
        });
    }

    private AwsReply list(LambdaCall call) {
        boolean everyVersion = call.query("FunctionVersion").orElse("").equals("ALL");
        var attachments = lambdas.attachments();
        List<FunctionVersion> all = lambdas.list(call.region()).stream()
                .flatMap(latest ->
                        everyVersion ? attachments.versions(call.region(), latest.name()).stream() : Stream.of(latest))
                .toList();
        return call.page("Functions", all, LambdaShapes::configuration);
    }

    /** There is no S3 to fetch the code from, so no place is given. */
    private AwsReply function(LambdaCall call) {
        FunctionVersion function = lambdas.function(call.region(), call.name(), call.qualifier());
        Optional<Integer> reserved = lambdas.attachments().reserved(call.region(), call.name());
        return RestJson.reply(
                200,
                Output.of("Configuration", LambdaShapes.configuration(function))
                        .with("Code", Map.of("RepositoryType", "S3"))
                        .maybe("Concurrency", reserved.map(count -> Map.of("ReservedConcurrentExecutions", count)))
                        .map());
    }

    private AwsReply updateCode(LambdaCall call) {
        Fields input = call.input();
        Code code = code(input);
        if (input.flag("DryRun")) {
            return configuration(200, lambdas.function(call.region(), call.name(), Optional.empty()));
        }
        FunctionVersion updated = lambdas.update(
                call.region(), call.name(), input.maybeText("RevisionId"), present -> present.withCode(code));
        if (input.flag("Publish")) {
            var publication =
                    new Attachments.Publication(Optional.empty(), Optional.of(updated.revision()), Optional.empty());
            return configuration(200, lambdas.attachments().publish(call.region(), call.name(), publication));
        }
        return configuration(200, updated);
    }

    private AwsReply updateConfiguration(LambdaCall call) {
        Fields input = call.input();
        LambdaCall.requireModelled(input, UNSUPPORTED);
        return configuration(
                200,
                lambdas.update(
                        call.region(), call.name(), input.maybeText("RevisionId"), present -> changed(present, input)));
    }

    private static FunctionSpec changed(FunctionSpec present, Fields input) {
        FunctionSpec.Terms terms = present.terms();
        var changed = new FunctionSpec.Terms(
                input.maybeText("Runtime").orElse(terms.runtime()),
                input.maybeText("Role").orElse(terms.role()),
                input.maybeText("Description").orElse(terms.description()),
                input.maybeInteger("Timeout").map(Duration::ofSeconds).orElse(terms.timeout()),
                input.maybeInteger("MemorySize").orElse(terms.memoryMb()));
        return new FunctionSpec(
                present.name(),
                present.code(),
                input.maybeText("Handler").orElse(present.handler()),
                changed,
                variables(input).orElse(present.environment()));
    }

    private AwsReply delete(LambdaCall call) {
        lambdas.delete(call.region(), call.name(), call.qualifier());
        return LambdaCall.done();
    }

    private static AwsReply configuration(int status, FunctionVersion function) {
        return RestJson.reply(status, LambdaShapes.configuration(function));
    }
}
