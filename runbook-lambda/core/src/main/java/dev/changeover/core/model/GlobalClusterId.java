package dev.changeover.core.model;

import java.util.regex.Pattern;

/** The identifier of an Aurora global database. */
public record GlobalClusterId(String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9:._-]{0,254}");

    public GlobalClusterId {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("not a global cluster identifier: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
