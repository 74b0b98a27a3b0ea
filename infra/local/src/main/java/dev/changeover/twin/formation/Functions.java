package dev.changeover.twin.formation;

import dev.changeover.core.model.Region;
import dev.changeover.twin.formation.Kind.Made;
import dev.changeover.twin.formation.Kind.Thing;
import dev.changeover.twin.lambda.Attachments;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.EventTerms;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.Permission;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.wire.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda. */
final class Functions {
    /** A name, or an ARN, with or without an alias behind it. */
    private static final Pattern NAMED =
            Pattern.compile("(?:arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:)?([A-Za-z0-9_-]+)(?::(.+))?");

    private static final int MEMORY_MB_DEFAULT = 128;
    private static final int TIMEOUT_SECONDS_DEFAULT = 3;

    private Functions() {}

    static Map<String, Kind> kinds() {
        return Map.of(
                "AWS::Lambda::Function",
                new Made(FUNCTION, FUNCTION_IDLE, Set.of("Arn"), Functions::function),
                "AWS::Lambda::Version",
                new Made(Set.of("FunctionName", "Description"), Set.of("CodeSha256"), VERSION, Functions::version),
                "AWS::Lambda::Alias",
                new Made(
                        Set.of("FunctionName", "FunctionVersion", "Name", "Description"),
                        Set.of(),
                        Set.of("AliasArn"),
                        Functions::alias),
                "AWS::Lambda::EventInvokeConfig",
                new Made(
                        Set.of("FunctionName", "Qualifier", "MaximumEventAgeInSeconds", "MaximumRetryAttempts"),
                        Set.of(),
                        Set.of(),
                        Functions::eventTerms),
                "AWS::Lambda::Permission",
                new Made(
                        Set.of("FunctionName", "Action", "Principal", "SourceArn", "SourceAccount"),
                        Set.of(),
                        Set.of("Id"),
                        Functions::permission));
    }

    private static final Set<String> VERSION = Set.of("Version", "FunctionArn");

    private static final Set<String> FUNCTION = Set.of(
            "FunctionName",
            "Code",
            "Handler",
            "Runtime",
            "Role",
            "Description",
            "Timeout",
            "MemorySize",
            "Environment");

    /** Reservations too: they are made of an account's hundreds, and a twin has the few that one machine can run. */
    private static final Set<String> FUNCTION_IDLE = Set.of(
            "Architectures",
            "EphemeralStorage",
            "LoggingConfig",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "SnapStart",
            "Tags",
            "TracingConfig");

    private static Attachments attachments(Place place) {
        return place.account().lambdas().attachments();
    }

    private static Thing function(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        String name = fields.maybeText("FunctionName").orElse(place.generated());
        var terms = new FunctionSpec.Terms(
                fields.text("Runtime"),
                fields.text("Role"),
                fields.maybeText("Description").orElse(""),
                Duration.ofSeconds(fields.maybeInteger("Timeout").orElse(TIMEOUT_SECONDS_DEFAULT)),
                fields.maybeInteger("MemorySize").orElse(MEMORY_MB_DEFAULT));
        Code code = place.ground().code().apply(Assembly.asset(place.folder(), Trees.map(properties.get("Code"))));
        Map<String, String> told = new LinkedHashMap<>();
        Trees.map(Trees.map(properties.get("Environment")).get("Variables"))
                .forEach((variable, value) -> told.put(variable, value.toString()));
        var spec = new FunctionSpec(
                name,
                code,
                fields.text("Handler"),
                terms,
                place.ground().environment().apply(told));
        place.account().lambdas().create(place.region(), spec, false);
        return new Thing(name, Map.of("Arn", Account.arn("lambda", place.region(), "function:" + name)));
    }

    private static Thing version(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        var asked = new Attachments.Publication(fields.maybeText("Description"), Optional.empty(), Optional.empty());
        var made = attachments(place).publish(place.region(), named(fields).name(), asked);
        return new Thing(made.arn(), Map.of("Version", made.version(), "FunctionArn", made.arn()));
    }

    private static Thing alias(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        String name = named(fields).name();
        attachments(place)
                .createAlias(
                        place.region(),
                        name,
                        fields.text("Name"),
                        fields.text("FunctionVersion"),
                        fields.maybeText("Description").orElse(""));
        String arn = Account.arn("lambda", place.region(), "function:" + name + ":" + fields.text("Name"));
        return new Thing(arn, Map.of("AliasArn", arn));
    }

    private static Thing eventTerms(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        Region region = place.region();
        Instant now = place.account().timeline().now();
        attachments(place)
                .setEventTerms(
                        region,
                        named(fields).name(),
                        fields.maybeText("Qualifier"),
                        present -> new EventTerms(
                                fields.maybeInteger("MaximumRetryAttempts").orElse(present.retriesMax()),
                                fields.maybeInteger("MaximumEventAgeInSeconds")
                                        .map(Duration::ofSeconds)
                                        .orElse(present.ageMax()),
                                now),
                        false);
        return new Thing(place.generated(), Map.of());
    }

    private static Thing permission(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        Named to = named(fields);
        attachments(place)
                .addPermission(
                        place.region(),
                        to.name(),
                        to.qualifier(),
                        new Permission(
                                place.generated(),
                                fields.text("Action"),
                                fields.text("Principal"),
                                fields.maybeText("SourceArn"),
                                fields.maybeText("SourceAccount")));
        return new Thing(place.generated(), Map.of("Id", place.generated()));
    }

    private record Named(String name, Optional<String> qualifier) {}

    private static Named named(Fields fields) {
        Matcher parts = NAMED.matcher(fields.text("FunctionName"));
        if (!parts.matches()) {
            throw new FormationTrouble(fields.text("FunctionName") + " names no function.");
        }
        return new Named(parts.group(1), Optional.ofNullable(parts.group(2)));
    }
}
