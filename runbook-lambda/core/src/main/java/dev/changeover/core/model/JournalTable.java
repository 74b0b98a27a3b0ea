package dev.changeover.core.model;

import java.util.regex.Pattern;

/** The DynamoDB table that an application's changeovers are written to, in both of its Regions. */
public record JournalTable(String name) {
    /** DynamoDB API reference, CreateTable, TableName (read 2026-11-22). */
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    public JournalTable {
        if (!SHAPE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no table name: 3 to 255 letters, digits, '_', '-' and '.'");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
