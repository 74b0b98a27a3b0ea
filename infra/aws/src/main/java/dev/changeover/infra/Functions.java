package dev.changeover.infra;

import dev.changeover.core.model.Region;
import dev.changeover.infra.Parameters.Home;
import dev.changeover.infra.Parameters.Packaging;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.AssetImageCodeProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Handler;
import software.amazon.awscdk.services.lambda.RecursiveLoop;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.RuntimeFamily;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The functions of one Region, each with a role of its own, and invoked by its alias only. */
final class Functions {
    /** Lambda's managed runtime (Lambda Developer Guide, "Runtimes", read 2026); the library has no constant for it. */
    private static final Runtime JAVA_25 = new Runtime("java25", RuntimeFamily.JAVA);

    /** What makes a cold start shorter on the managed runtime: docs/lambda.md. */
    private static final String JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Construct stack;
    private final Estate estate;
    private final Home home;
    private final Map<Scope, String> known;
    private final Map<Duty, Alias> aliases = new EnumMap<>(Duty.class);

    private final Map<String, String> ofTheApi;

    /**
     * Makes them all.
     *
     * @param known the ARNs of what is made in the same stack, by scope
     * @param ofTheApi what the failover API's function alone is told
     */
    Functions(Construct stack, Estate estate, Home home, Map<Scope, String> known, Map<String, String> ofTheApi) {
        this.ofTheApi = ofTheApi;
        this.stack = stack;
        this.estate = estate;
        this.home = home;
        this.known = known;
        for (Duty duty : Duty.inOrder()) {
            aliases.put(duty, alias(duty, function(duty)));
        }
    }

    private boolean image() {
        return estate.parameters().functions() == Packaging.IMAGE;
    }

    /** One image for all; which function it is, its command says. */
    private Code code(Duty duty) {
        return image()
                ? Code.fromAssetImage(
                        estate.functions().toString(),
                        AssetImageCodeProps.builder()
                                .file("Containerfile")
                                .cmd(List.of(duty.handler() + "::handleRequest"))
                                .platform(Platform.LINUX_ARM64)
                                .build())
                : Code.fromAsset(estate.functions().toString());
    }

    Alias alias(Duty duty) {
        return aliases.get(duty);
    }

    private Function function(Duty duty) {
        LogGroup log = LogGroup.Builder.create(stack, "Log-" + duty.function())
                .logGroupName("/aws/lambda/" + duty.function())
                .retention(RetentionDays.THIRTEEN_MONTHS)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        Function.Builder function = Function.Builder.create(stack, duty.function())
                .functionName(duty.function())
                .runtime(image() ? Runtime.FROM_IMAGE : JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(image() ? Handler.FROM_IMAGE : duty.handler())
                .code(code(duty))
                .role(role(duty).withoutPolicyUpdates())
                .logGroup(log)
                .timeout(Duration.seconds(duty.limits().timeoutSeconds()))
                .memorySize(duty.limits().memoryMb())
                .reservedConcurrentExecutions(duty.limits().reserved())
                .environment(environment(duty));
        if (duty == Duty.RUNNER || duty == Duty.ALARM) { // they invoke themselves, and count: docs/lambda.md
            function.recursiveLoop(RecursiveLoop.ALLOW);
        }
        Function made = function.build();
        Suppressed.at(made, "AwsSolutions-L1", "java25 is the newest runtime; the rule knows older ones");
        return made;
    }

    private Role role(Duty duty) {
        Map<Scope, String> own = new LinkedHashMap<>(known);
        own.put(
                Scope.OWN_LOG,
                "arn:aws:logs:" + home.region() + ":" + estate.parameters().account() + ":log-group:/aws/lambda/"
                        + duty.function() + ":*");
        return new Roles(stack, new Resources(estate, home.region()), own)
                .role(
                        duty.function() + "-" + home.region(),
                        new ServicePrincipal("lambda.amazonaws.com"),
                        duty.permissions());
    }

    private Map<String, String> environment(Duty duty) {
        Resources resources = new Resources(estate, home.region());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                "CHANGEOVER_REGIONS",
                estate.parameters().regions().stream().map(Region::code).collect(Collectors.joining(",")));
        environment.put("CHANGEOVER_JOURNAL_TABLE", Estate.JOURNAL_TABLE);
        environment.put("CHANGEOVER_STEP_FUNCTION", Duty.STEP.aliased());
        environment.put("CHANGEOVER_RUNNER_FUNCTION", Duty.RUNNER.aliased());
        environment.put(
                "CHANGEOVER_AUTOMATION_ROLE",
                resources.of(Scope.AUTOMATION_ROLE).getFirst());
        environment.put(
                "CHANGEOVER_FUNCTIONS",
                Duty.inOrder().stream().map(Duty::aliased).collect(Collectors.joining(",")));
        environment.put("CHANGEOVER_BUS", Resources.BUS);
        environment.put("CHANGEOVER_TOPIC", resources.of(Scope.TOPIC).getFirst());
        if (!image()) { // it has its own, with the cache's name among them
            environment.put("JAVA_TOOL_OPTIONS", JAVA_OPTIONS);
        }
        if (duty == Duty.API) {
            environment.putAll(ofTheApi);
        }
        return environment;
    }

    private Alias alias(Duty duty, Function function) {
        return Alias.Builder.create(stack, "Alias-" + duty.function())
                .aliasName(Duty.ALIAS)
                .version(function.getCurrentVersion())
                .retryAttempts(duty.retries())
                .maxEventAge(Duration.seconds(duty.eventAgeMax().toSeconds()))
                .build();
    }
}
