package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What hangs on functions besides their code: versions, aliases, permissions, concurrency, terms for events. */
public final class Attachments {
    private final Lambdas lambdas;
    private final Hosting.Terms hosting;

    Attachments(Lambdas lambdas, Hosting.Terms hosting) {
        this.lambdas = lambdas;
        this.hosting = hosting;
    }

    /** Asked for by whoever has seen the function with this revision or this code, if they say so. */
    public record Publication(Optional<String> description, Optional<String> revision, Optional<String> sha256) {}

    public FunctionVersion publish(Region region, String name, Publication asked) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> {
            Lambdas.requireRevision(asked.revision(), function.latest().revision());
            asked.sha256()
                    .ifPresent(
                            seen -> requireCode(seen, function.latest().spec().code()));
            return function.publish(asked.description(), lambdas.now());
        });
    }

    private static void requireCode(String seen, Code code) {
        if (!seen.equals(code.sha256())) {
            throw LambdaErrors.invalid("CodeSHA256 (" + seen + ") is different from current CodeSHA256 in $LATEST ("
                    + code.sha256() + "). Please try again with the CodeSHA256 in $LATEST.");
        }
    }

    /** The latest first, as Lambda lists them. */
    public List<FunctionVersion> versions(Region region, String name) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> {
            var all = new ArrayList<>(List.of(function.latest()));
            all.addAll(function.published());
            return List.copyOf(all);
        });
    }

    public Alias createAlias(Region region, String name, String alias, String version, String description) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> {
            if (function.aliases.containsKey(alias)) {
                throw LambdaErrors.conflict("Alias already exists: " + arn(function, alias));
            }
            function.version(Optional.of(version));
            return put(function, new Alias(arn(function), alias, version, description, function.nextRevision()));
        });
    }

    public Alias updateAlias(
            Region region, String name, String alias, Optional<String> revision, UnaryOperator<Alias> change) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> {
            Alias present = require(function, alias);
            Lambdas.requireRevision(revision, present.revision());
            Alias changed = change.apply(present);
            function.version(Optional.of(changed.version()));
            return put(
                    function,
                    new Alias(arn(function), alias, changed.version(), changed.description(), function.nextRevision()));
        });
    }

    public Alias alias(Region region, String name, String alias) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> require(function, alias));
    }

    public List<Alias> aliases(Region region, String name) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> List.copyOf(function.aliases.values()));
    }

    /** No such alias is no error, as on AWS. */
    public void deleteAlias(Region region, String name, String alias) {
        lambdas.at(region, name, Optional.empty(), (function, _) -> function.aliases.remove(alias));
    }

    /** What is left out of the change keeps its default, or with {@code onto} what it is. */
    public EventTerms setEventTerms(
            Region region, String name, Optional<String> qualifier, UnaryOperator<EventTerms> change, boolean onto) {
        return lambdas.at(region, name, qualifier, (function, parsed) -> {
            function.version(parsed);
            EventTerms from = onto ? requireTerms(function, parsed) : EventTerms.DEFAULT;
            EventTerms made = change.apply(from);
            function.eventTerms.put(parsed.orElse(FunctionName.LATEST), made);
            return made;
        });
    }

    public EventTerms eventTerms(Region region, String name, Optional<String> qualifier) {
        return lambdas.at(region, name, qualifier, Attachments::requireTerms);
    }

    public void deleteEventTerms(Region region, String name, Optional<String> qualifier) {
        lambdas.at(region, name, qualifier, (function, parsed) -> {
            requireTerms(function, parsed);
            return function.eventTerms.remove(parsed.orElse(FunctionName.LATEST));
        });
    }

    /** Returns the statement as it stands in the policy. */
    public String addPermission(Region region, String name, Optional<String> qualifier, Permission permission) {
        return lambdas.at(region, name, qualifier, (function, parsed) -> {
            function.version(parsed);
            Map<String, Permission> policy = policy(function, parsed);
            if (policy.putIfAbsent(permission.statementId(), permission) != null) {
                throw LambdaErrors.conflict("The statement id (" + permission.statementId()
                        + ") provided already exists. Please provide a new statement id, or remove the existing"
                        + " statement.");
            }
            return permission.statement(resource(function, parsed)).toString();
        });
    }

    public void removePermission(Region region, String name, Optional<String> qualifier, String statementId) {
        lambdas.at(region, name, qualifier, (function, parsed) -> {
            if (policy(function, parsed).remove(statementId) == null) {
                throw LambdaErrors.noSuch("Statement " + statementId + " is not found in resource policy.");
            }
            return statementId;
        });
    }

    /** The policy as JSON. */
    public String policy(Region region, String name, Optional<String> qualifier) {
        return lambdas.at(region, name, qualifier, (function, parsed) -> {
            Map<String, Permission> policy = policy(function, parsed);
            if (policy.isEmpty()) {
                throw LambdaErrors.noSuch("The resource you requested does not exist.");
            }
            ObjectNode document = JsonMapper.shared()
                    .createObjectNode()
                    .put("Version", "2012-10-17")
                    .put("Id", "default");
            ArrayNode statements = document.putArray("Statement");
            policy.values().forEach(permission -> statements.add(permission.statement(resource(function, parsed))));
            return document.toString();
        });
    }

    public int reserve(Region region, String name, int executions) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> {
            int others = lambdas.unreserved(region) + function.reserved.orElse(0);
            if (executions < 0 || executions > others) {
                throw LambdaErrors.invalid("Specified ReservedConcurrentExecutions for function decreases account's"
                        + " UnreservedConcurrentExecution below its minimum value of [0]: the twin has "
                        + hosting.concurrency() + " in a Region.");
            }
            function.reserved = Optional.of(executions);
            return executions;
        });
    }

    public Optional<Integer> reserved(Region region, String name) {
        return lambdas.at(region, name, Optional.empty(), (function, _) -> function.reserved);
    }

    public void release(Region region, String name) {
        lambdas.at(region, name, Optional.empty(), (function, _) -> function.reserved = Optional.empty());
    }

    Instant now() {
        return lambdas.now();
    }

    private static Alias put(LambdaFunction function, Alias alias) {
        function.aliases.put(alias.name(), alias);
        return alias;
    }

    private static Alias require(LambdaFunction function, String alias) {
        return Optional.ofNullable(function.aliases.get(alias))
                .orElseThrow(() -> LambdaErrors.noSuch("Cannot find alias arn: " + arn(function, alias)));
    }

    private static EventTerms requireTerms(LambdaFunction function, Optional<String> qualifier) {
        return Optional.ofNullable(function.eventTerms.get(qualifier.orElse(FunctionName.LATEST)))
                .orElseThrow(() -> LambdaErrors.noSuch(
                        "The function " + resource(function, qualifier) + " doesn't have an EventInvokeConfig"));
    }

    private static Map<String, Permission> policy(LambdaFunction function, Optional<String> qualifier) {
        return function.policies.computeIfAbsent(qualifier.orElse(""), _ -> new TreeMap<>());
    }

    private static String resource(LambdaFunction function, Optional<String> qualifier) {
        return arn(function) + qualifier.map(text -> ":" + text).orElse("");
    }

    private static String arn(LambdaFunction function) {
        return FunctionName.arn(function.region, function.name);
    }

    private static String arn(LambdaFunction function, String alias) {
        return arn(function) + ":" + alias;
    }
}
