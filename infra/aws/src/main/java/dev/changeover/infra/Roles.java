package dev.changeover.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Makes roles of permissions: one statement for each set of resources, and none for a permission that has nothing to be
 * allowed on.
 *
 * @param known the ARNs of what is made in the same stack, by scope
 */
record Roles(Construct stack, Resources resources, Map<Scope, String> known) {
    Role role(String name, IPrincipal who, Set<Permission> permissions) {
        Role role = Role.Builder.create(stack, "Role-" + name)
                .roleName(name)
                .assumedBy(who)
                .inlinePolicies(Map.of("duty", document(permissions)))
                .build();
        Suppressed.wildcards(role, permissions);
        return role;
    }

    private PolicyDocument document(Set<Permission> permissions) {
        PolicyDocument document = new PolicyDocument();
        statements(permissions).forEach(document::addStatements);
        return document;
    }

    private List<PolicyStatement> statements(Set<Permission> permissions) {
        Map<List<String>, Set<String>> actions = new LinkedHashMap<>();
        List<PolicyStatement> statements = new ArrayList<>();
        for (Permission permission : permissions) {
            List<String> on = permission.scopes().stream()
                    .flatMap(scope -> resources(scope).stream())
                    .toList();
            if (permission == Permission.PASS_ROLE) {
                statements.add(passing(on));
            } else if (!on.isEmpty()) {
                actions.computeIfAbsent(on, _ -> new TreeSet<>()).add(permission.action());
            }
        }
        actions.forEach((on, what) -> statements.add(PolicyStatement.Builder.create()
                .actions(List.copyOf(what))
                .resources(on)
                .build()));
        return statements;
    }

    private List<String> resources(Scope scope) {
        return known.containsKey(scope) ? List.of(known.get(scope)) : resources.of(scope);
    }

    /** To Systems Manager and nobody else. */
    private static PolicyStatement passing(List<String> roles) {
        return PolicyStatement.Builder.create()
                .actions(List.of(Permission.PASS_ROLE.action()))
                .resources(roles)
                .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", "ssm.amazonaws.com")))
                .build();
    }

    /** The actions of a set, sorted, as a policy has them. */
    static Set<String> actions(Set<Permission> permissions) {
        return permissions.stream().map(Permission::action).collect(Collectors.toCollection(TreeSet::new));
    }
}
