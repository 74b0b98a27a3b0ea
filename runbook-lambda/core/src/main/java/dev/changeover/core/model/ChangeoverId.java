package dev.changeover.core.model;

import java.util.regex.Pattern;

/** Names one changeover for ever. Made by whoever starts it, since core draws no random numbers. */
public record ChangeoverId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{7,79}");

    public ChangeoverId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a changeover id: 8 to 80 characters of a-z, 0-9 and '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
