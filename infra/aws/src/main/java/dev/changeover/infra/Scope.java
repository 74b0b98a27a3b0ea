package dev.changeover.infra;

import java.util.Optional;

/** On what an action is allowed. Where AWS leaves no choice but a wildcard, the reason is here. */
enum Scope {
    JOURNAL,
    GLOBAL_CLUSTERS,
    CLUSTERS,
    SECRETS,
    /** Secrets that a plan lets us promote. */
    PROMOTED,
    SECRET_KEYS,
    CONTROLS,
    ALARMS,
    DOCUMENTS,
    FUNCTIONS,
    PLANS,
    AUTOMATION_ROLE,
    RUNNERS,
    STEPS,
    /** The function that is given the permission, which goes on in a new invocation of itself. */
    ALARM_FUNCTION,
    TOPIC,
    TOPIC_KEY,
    BUS,
    EVERYTHING("reads that IAM ties to no resource of ours: metrics, lists, and instances asked for by their cluster"),
    EXECUTIONS("an execution gets its id from the very call that starts it"),
    OWN_LOG("Lambda names the streams of the function's own log");

    private final String wildcardBecause;

    Scope() {
        this("");
    }

    Scope(String wildcardBecause) {
        this.wildcardBecause = wildcardBecause;
    }

    /** Why its ARNs end in a wildcard; empty if they do not. */
    Optional<String> wildcardBecause() {
        return Optional.of(wildcardBecause).filter(reason -> !reason.isEmpty());
    }
}
