package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function as callers name it: by name, partial ARN or ARN, with a version or alias or without. */
record FunctionName(String name, Optional<String> qualifier) {
    static final String LATEST = "$LATEST";

    /** Source: FunctionName of botocore's lambda 2015-03-31 model; a name alone has at most 64 characters. */
    private static final Pattern PATTERN = Pattern.compile("(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?"
            + "(?:(?<region>[a-z]{2}(?:-gov)?-[a-z]+-\\d):)?(?:(?<account>\\d{12}):)?(?:function:)?"
            + "(?<name>[a-zA-Z0-9-_]{1,64})(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]{1,128}))?");

    /** {@code asked} is the Region that was called, {@code qualifier} what came beside the name. */
    static FunctionName parse(Region asked, String text, Optional<String> qualifier) {
        Matcher parts = PATTERN.matcher(text);
        if (!parts.matches()) {
            throw new AwsError(
                    "ValidationException",
                    400,
                    "1 validation error detected: Value '" + text + "' at 'functionName' failed to satisfy constraint:"
                            + " Member must be a function's name or ARN");
        }
        String region = parts.group("region");
        if (region != null && !region.equals(asked.code())) {
            throw LambdaErrors.otherRegion(region, asked);
        }
        String account = parts.group("account");
        Optional<String> derived = Optional.ofNullable(parts.group("qualifier"));
        if (derived.isPresent() && qualifier.isPresent() && !derived.equals(qualifier)) {
            throw LambdaErrors.invalid(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        var parsed = new FunctionName(parts.group("name"), derived.or(() -> qualifier));
        if (account != null && !account.equals(Account.ID)) {
            throw LambdaErrors.notFound(parsed.arn(asked));
        }
        return parsed;
    }

    String arn(Region region) {
        return arn(region, name) + qualifier.map(text -> ":" + text).orElse("");
    }

    static String arn(Region region, String name) {
        return Account.arn("lambda", region, "function:" + name);
    }
}
