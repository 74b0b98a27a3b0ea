package dev.changeover.twin.lambda;

import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.RestJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The calls about what hangs on functions. */
final class AttachmentCalls {
    /** Source: AddPermissionRequest of botocore's lambda 2015-03-31 model. */
    private static final Pattern STATEMENT = Pattern.compile("[a-zA-Z0-9-_]{1,100}");

    private static final Pattern ACTION = Pattern.compile("lambda:[*]|lambda:[a-zA-Z]+|[*]");

    private final Attachments attachments;

    AttachmentCalls(Attachments attachments) {
        this.attachments = attachments;
    }

    Map<String, Function<LambdaCall, AwsReply>> operations() {
        return Map.ofEntries(
                Map.entry("PublishVersion", this::publish),
                Map.entry(
                        "ListVersionsByFunction",
                        call -> call.page(
                                "Versions",
                                attachments.versions(call.region(), call.name()),
                                LambdaShapes::configuration)),
                Map.entry("CreateAlias", this::createAlias),
                Map.entry("UpdateAlias", this::updateAlias),
                Map.entry("GetAlias", call -> alias(200, attachments.alias(call.region(), call.name(), named(call)))),
                Map.entry("ListAliases", this::listAliases),
                Map.entry("DeleteAlias", this::deleteAlias),
                Map.entry("AddPermission", this::addPermission),
                Map.entry("GetPolicy", this::policy),
                Map.entry("RemovePermission", this::removePermission),
                Map.entry("PutFunctionEventInvokeConfig", call -> setEventTerms(call, false)),
                Map.entry("UpdateFunctionEventInvokeConfig", call -> setEventTerms(call, true)),
                Map.entry("GetFunctionEventInvokeConfig", this::eventTerms),
                Map.entry("DeleteFunctionEventInvokeConfig", this::deleteEventTerms),
                Map.entry("PutFunctionConcurrency", this::reserve),
                Map.entry("GetFunctionConcurrency", this::reserved),
                Map.entry("DeleteFunctionConcurrency", this::release));
    }

    private AwsReply publish(LambdaCall call) {
        Fields input = call.input();
        var publication = new Attachments.Publication(
                input.maybeText("Description"), input.maybeText("RevisionId"), input.maybeText("CodeSha256"));
        return RestJson.reply(
                201, LambdaShapes.configuration(attachments.publish(call.region(), call.name(), publication)));
    }

    private AwsReply createAlias(LambdaCall call) {
        Fields input = call.input();
        LambdaCall.requireModelled(input, List.of("RoutingConfig"));
        return alias(
                201,
                attachments.createAlias(
                        call.region(),
                        call.name(),
                        input.text("Name"),
                        input.text("FunctionVersion"),
                        input.maybeText("Description").orElse("")));
    }

    private AwsReply updateAlias(LambdaCall call) {
        Fields input = call.input();
        LambdaCall.requireModelled(input, List.of("RoutingConfig"));
        return alias(
                200,
                attachments.updateAlias(
                        call.region(),
                        call.name(),
                        named(call),
                        input.maybeText("RevisionId"),
                        present -> new Alias(
                                present.functionArn(),
                                present.name(),
                                input.maybeText("FunctionVersion").orElse(present.version()),
                                input.maybeText("Description").orElse(present.description()),
                                present.revision())));
    }

    private AwsReply listAliases(LambdaCall call) {
        List<Alias> all = attachments.aliases(call.region(), call.name()).stream()
                .filter(alias -> call.query("FunctionVersion")
                        .map(alias.version()::equals)
                        .orElse(true))
                .toList();
        return call.page("Aliases", all, LambdaShapes::alias);
    }

    private AwsReply deleteAlias(LambdaCall call) {
        attachments.deleteAlias(call.region(), call.name(), named(call));
        return LambdaCall.done();
    }

    private AwsReply addPermission(LambdaCall call) {
        Fields input = call.input();
        String statement = input.text("StatementId");
        String action = input.text("Action");
        if (!STATEMENT.matcher(statement).matches() || !ACTION.matcher(action).matches()) {
            throw LambdaErrors.invalid("StatementId or Action is not what a permission may have.");
        }
        var permission = new Permission(
                statement,
                action,
                input.text("Principal"),
                input.maybeText("SourceArn"),
                input.maybeText("SourceAccount"));
        String added = attachments.addPermission(call.region(), call.name(), call.qualifier(), permission);
        return RestJson.reply(201, Output.of("Statement", added).map());
    }

    private AwsReply policy(LambdaCall call) {
        String policy = attachments.policy(call.region(), call.name(), call.qualifier());
        return RestJson.reply(200, Output.of("Policy", policy).map());
    }

    private AwsReply removePermission(LambdaCall call) {
        attachments.removePermission(
                call.region(), call.name(), call.qualifier(), call.path().get("StatementId"));
        return LambdaCall.done();
    }

    private AwsReply setEventTerms(LambdaCall call, boolean onto) {
        Fields input = call.input();
        boolean destinations = input.maybeStructure("DestinationConfig")
                .filter(config -> List.of("OnSuccess", "OnFailure").stream()
                        .flatMap(side -> config.maybeStructure(side).stream())
                        .anyMatch(side -> side.has("Destination")))
                .isPresent();
        if (destinations) {
            throw LambdaErrors.invalid("The twin does not send to destinations: leave DestinationConfig out.");
        }
        EventTerms made = attachments.setEventTerms(
                call.region(),
                call.name(),
                call.qualifier(),
                present -> new EventTerms(
                        input.maybeInteger("MaximumRetryAttempts").orElse(present.retriesMax()),
                        input.maybeInteger("MaximumEventAgeInSeconds")
                                .map(Duration::ofSeconds)
                                .orElse(present.ageMax()),
                        attachments.now()),
                onto);
        return shown(call, made);
    }

    private AwsReply eventTerms(LambdaCall call) {
        return shown(call, attachments.eventTerms(call.region(), call.name(), call.qualifier()));
    }

    private static AwsReply shown(LambdaCall call, EventTerms terms) {
        var name = FunctionName.parse(call.region(), call.name(), call.qualifier());
        String arn = FunctionName.arn(call.region(), name.name()) + ":"
                + name.qualifier().orElse(FunctionName.LATEST);
        return RestJson.reply(200, LambdaShapes.eventTerms(terms, arn));
    }

    private AwsReply deleteEventTerms(LambdaCall call) {
        attachments.deleteEventTerms(call.region(), call.name(), call.qualifier());
        return LambdaCall.done();
    }

    private AwsReply reserve(LambdaCall call) {
        int asked = call.input()
                .maybeInteger("ReservedConcurrentExecutions")
                .orElseThrow(() ->
                        LambdaErrors.invalid("The request must contain the parameter ReservedConcurrentExecutions."));
        return concurrency(attachments.reserve(call.region(), call.name(), asked));
    }

    private AwsReply reserved(LambdaCall call) {
        return attachments
                .reserved(call.region(), call.name())
                .map(AttachmentCalls::concurrency)
                .orElseGet(() -> RestJson.reply(200, Output.empty()));
    }

    private AwsReply release(LambdaCall call) {
        attachments.release(call.region(), call.name());
        return LambdaCall.done();
    }

    private static AwsReply concurrency(int executions) {
        return RestJson.reply(
                200, Output.of("ReservedConcurrentExecutions", executions).map());
    }

    private static AwsReply alias(int status, Alias alias) {
        return RestJson.reply(status, LambdaShapes.alias(alias));
    }

    private static String named(LambdaCall call) {
        return call.path().get("Name");
    }
}
