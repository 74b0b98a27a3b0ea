package dev.changeover.core.model;

import java.util.regex.Pattern;

/** The name an operator types to say which application moves. */
public record ApplicationName(String value) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public ApplicationName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("application name '" + value
                    + "' must be 1 to 32 characters of a-z, 0-9 and '-', beginning with a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
