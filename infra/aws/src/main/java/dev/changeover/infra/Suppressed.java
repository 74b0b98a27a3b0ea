package dev.changeover.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.constructs.IConstruct;

/** Findings of cdk-nag that are meant to be so. Each is suppressed at the resource it is about, with the reason. */
final class Suppressed {
    private Suppressed() {}

    static void at(IConstruct where, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                where,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }

    static void wildcards(IConstruct role, Set<Permission> permissions) {
        String reasons = permissions.stream()
                .flatMap(permission -> permission.scopes().stream())
                .distinct()
                .flatMap(scope -> scope.wildcardBecause().stream())
                .collect(Collectors.joining("; "));
        if (!reasons.isEmpty()) {
            at(role, "AwsSolutions-IAM5", reasons);
        }
    }
}
