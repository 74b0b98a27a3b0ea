package dev.changeover.http.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do. Every role may read all but the audit. */
public enum Role {
    VIEWER,
    OPERATOR,
    APPROVER,
    AUDITOR;

    public static Optional<Role> named(String word) {
        return Arrays.stream(values())
                .filter(role -> role.toString().equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
