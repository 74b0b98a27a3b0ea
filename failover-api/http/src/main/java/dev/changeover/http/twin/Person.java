package dev.changeover.http.twin;

import dev.changeover.http.auth.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The people of the twin. They are what they may do. */
public enum Person {
    VIEWER,
    OPERATOR,
    /** May start as well, so that the second person can be shown to be refused as the first. */
    APPROVER,
    AUDITOR;

    public Set<Role> roles() {
        return switch (this) {
            case VIEWER -> Set.of(Role.VIEWER);
            case OPERATOR -> Set.of(Role.VIEWER, Role.OPERATOR);
            case APPROVER -> Set.of(Role.VIEWER, Role.OPERATOR, Role.APPROVER);
            case AUDITOR -> Set.of(Role.VIEWER, Role.AUDITOR);
        };
    }

    public static Optional<Person> named(String name) {
        return Arrays.stream(values())
                .filter(person -> person.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
