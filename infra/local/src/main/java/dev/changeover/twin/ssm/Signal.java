package dev.changeover.twin.ssm;

import dev.changeover.twin.model.Account;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What SendAutomationSignal brings; {@code caller} is the ARN of whoever sends it. */
public record Signal(Type type, Map<String, List<String>> payload, String caller) {
    static final String NOBODY = Account.arn("iam", "user/twin");

    /** In the spelling of the wire. */
    public enum Type {
        Approve,
        Reject,
        StartStep,
        StopStep,
        Resume,
        Revoke
    }

    public static Signal of(Type type, String caller) {
        return new Signal(type, Map.of(), caller);
    }

    public static Signal toStep(Type type, String step) {
        return new Signal(type, Map.of("StepName", List.of(step)), NOBODY);
    }

    Optional<String> member(String name) {
        return payload.getOrDefault(name, List.of()).stream().findFirst();
    }
}
