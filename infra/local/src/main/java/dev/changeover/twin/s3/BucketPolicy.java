package dev.changeover.twin.s3;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bucket's policy, of which the twin asks one thing: may everybody read this object? */
public record BucketPolicy(String text, List<Statement> statements) {
    private static final String READ = "s3:GetObject";

    /** Bytes; Amazon S3 user guide, "Bucket policies", read 2026-11-22. */
    private static final int BYTES_MAX = 20 * 1024;

    /** One statement, so far as it is about everybody. */
    public record Statement(boolean allows, boolean everybody, List<String> actions, List<String> resources) {
        private boolean covers(String action, String resource) {
            return everybody
                    && actions.stream()
                            .anyMatch(pattern ->
                                    matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)))
                    && resources.stream().anyMatch(pattern -> matches(pattern, resource));
        }
    }

    public BucketPolicy {
        statements = List.copyOf(statements);
    }

    public static BucketPolicy parse(String bucket, String text) {
        if (text.length() > BYTES_MAX) {
            throw S3Errors.malformedPolicy("Policies are limited to 20 KB");
        }
        JsonNode statements = tree(text).path("Statement");
        if (statements.isMissingNode() || statements.isEmpty()) {
            throw S3Errors.malformedPolicy("Missing required field Statement");
        }
        return new BucketPolicy(
                text,
                (statements.isArray() ? statements.valueStream() : Stream.of(statements))
                        .map(statement -> statement(bucket, statement))
                        .toList());
    }

    /** Whether it grants anything to everybody. */
    public boolean grantsPublic() {
        return statements.stream().anyMatch(statement -> statement.allows() && statement.everybody());
    }

    /** Whether everybody may read the object. A statement that denies comes before any that allows. */
    public boolean letsEverybodyRead(String bucket, String key) {
        String resource = arn(bucket) + "/" + key;
        return statements.stream().anyMatch(one -> one.allows() && one.covers(READ, resource))
                && statements.stream().noneMatch(one -> !one.allows() && one.covers(READ, resource));
    }

    static String arn(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }

    private static Statement statement(String bucket, JsonNode node) {
        for (String unknown : List.of("Condition", "NotAction", "NotPrincipal", "NotResource")) {
            if (node.has(unknown)) {
                throw S3Errors.notModelled(unknown + " in bucket policies");
            }
        }
        String effect = node.path("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw S3Errors.malformedPolicy("Invalid effect: " + effect);
        }
        List<String> resources = texts(node.path("Resource"));
        if (resources.isEmpty() || !resources.stream().allMatch(one -> one.startsWith(arn(bucket)))) {
            throw S3Errors.malformedPolicy("Policy has invalid resource");
        }
        List<String> actions = texts(node.path("Action"));
        if (actions.isEmpty()) {
            throw S3Errors.malformedPolicy("Missing required field Action");
        }
        return new Statement(effect.equals("Allow"), everybody(node.path("Principal")), actions, resources);
    }

    private static boolean everybody(JsonNode principal) {
        if (principal.isMissingNode()) {
            throw S3Errors.malformedPolicy("Missing required field Principal");
        }
        return texts(principal.isObject() ? principal.path("AWS") : principal).contains("*");
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? node.valueStream().map(JsonNode::asString).toList()
                : node.isString() ? List.of(node.asString()) : List.of();
    }

    private static JsonNode tree(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException notJson) {
            throw S3Errors.malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
        }
    }

    private static boolean matches(String pattern, String text) {
        String regex = pattern.chars()
                .mapToObj(letter -> switch (letter) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(letter));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }
}
