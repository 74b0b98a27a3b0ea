package dev.changeover.twin.lambda;

import dev.changeover.twin.model.AwsError;
import java.util.regex.Pattern;

/** A name for a version. The twin sends all of an alias's traffic to one version. */
public record Alias(String functionArn, String name, String version, String description, String revision) {
    private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)[a-zA-Z0-9-_]{1,128}");

    public Alias {
        if (!NAME.matcher(name).matches()) {
            throw new AwsError(
                    "ValidationException", 400, "Value '" + name + "' at 'name' is not the name of an alias");
        }
    }

    public String arn() {
        return functionArn + ":" + name;
    }
}
