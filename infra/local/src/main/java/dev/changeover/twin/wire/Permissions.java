package dev.changeover.twin.wire;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Calls;
import dev.changeover.twin.model.Faults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What IAM would be asked about when a call arrives: the action by its name there, on each thing the call names. The
 * twin permits everything; this is for whoever keeps count. Source of names and resource types: "Actions, resources,
 * and condition keys for AWS services" (Service Authorization Reference, read 2026-11-22).
 */
record Permissions(String caller, Region region, String service, String action, Fields members) {
    /** Signing names that are not the prefix of the actions. */
    private static final Map<String, String> PREFIXES = Map.of("monitoring", "cloudwatch");

    /** Calls whose action has another name. */
    private static final Map<String, String> RENAMED = Map.of("lambda:Invoke", "lambda:InvokeFunction");

    /** The twin reads who calls from the same header that it reads Region and service from. */
    static List<Calls.Call> of(AwsRequest request, String action, Service service) {
        String caller = Credential.of(request.headers(), request.query())
                .map(Credential::accessKey)
                .orElse("");
        try {
            Fields members = service.members(request);
            return new Permissions(caller, request.region(), request.service(), action, members).all();
        } catch (AwsError unreadable) { // its answer will say so
            return List.of();
        }
    }

    List<Calls.Call> all() {
        String name = PREFIXES.getOrDefault(service, service) + ":" + action;
        List<String> named = named().toList();
        Stream<Calls.Call> own = (named.isEmpty() ? Stream.of(Calls.NOTHING_NAMED) : named.stream())
                .map(on -> call(RENAMED.getOrDefault(name, name), on));
        return Stream.concat(own, passedRole().map(role -> call("iam:PassRole", role)).stream())
                .toList();
    }

    private Calls.Call call(String what, String on) {
        return new Calls.Call(caller, region, what, on);
    }

    /** Whoever has Automation act under a role must be allowed to hand it that role. */
    private Optional<String> passedRole() {
        return action.equals("StartAutomationExecution")
                ? members.maybeStructure("Parameters")
                        .flatMap(parameters -> parameters.texts("AutomationAssumeRole").stream()
                                .findFirst())
                : Optional.empty();
    }

    private Stream<String> named() {
        return switch (service) {
            case "dynamodb" -> one("TableName", table -> regional("table/" + table));
            case "rds" -> databases();
            case "secretsmanager" -> one("SecretId", secret -> regional("secret:" + secret));
            case Faults.ARC ->
                Stream.concat(
                        one("RoutingControlArn", control -> control),
                        each("UpdateRoutingControlStateEntries", "RoutingControlArn", control -> control));
            case "ssm" -> documentsAndParameters();
            case "lambda" -> functions();
            case "sns" -> one("TopicArn", topic -> topic);
            case "events" -> each("Entries", "EventBusName", bus -> regional("event-bus/" + bus));
            case "monitoring" -> members.texts("AlarmNames").stream().map(alarm -> regional("alarm:" + alarm));
            default -> Stream.of();
        };
    }

    private Stream<String> databases() {
        return Stream.of(
                        one("GlobalClusterIdentifier", id -> Account.arn("rds", "global-cluster:" + id)),
                        one("DBClusterIdentifier", id -> regional("cluster:" + id)),
                        one("TargetDbClusterIdentifier", id -> regional("cluster:" + id)))
                .flatMap(ids -> ids);
    }

    private Stream<String> documentsAndParameters() {
        String parameter = "parameter";
        return switch (action) {
            case "StartAutomationExecution" -> one("DocumentName", name -> regional("document/" + name));
            case "GetParametersByPath" -> one("Path", path -> regional(parameter + path));
            case "GetParameter", "PutParameter" -> one("Name", name -> regional(parameter + name));
            default -> one("Name", name -> regional("document/" + name));
        };
    }

    private Stream<String> functions() {
        String alias = members.maybeText("Qualifier").map(text -> ":" + text).orElse("");
        return one("FunctionName", name -> regional("function:" + name)).map(function -> function + alias);
    }

    private Stream<String> one(String member, Function<String, String> arn) {
        return members.maybeText(member).stream().map(text -> text.startsWith("arn:") ? text : arn.apply(text));
    }

    private Stream<String> each(String list, String member, Function<String, String> arn) {
        return members.structures(list).stream()
                .flatMap(entry -> entry.maybeText(member).stream())
                .map(text -> text.startsWith("arn:") ? text : arn.apply(text));
    }

    private String regional(String resource) {
        return Account.arn(PREFIXES.getOrDefault(service, service), region, resource);
    }
}
