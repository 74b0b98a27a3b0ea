package dev.changeover.twin.ssm;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An aws:approve step: as many of its approvers as it asks for say yes, or one says no. */
final class Approval {
    /** The limits of "aws:approve", Systems Manager user guide, read 2026. */
    private static final int APPROVERS_MAX = 10;

    private static final int MESSAGE_MAX = 4096;
    private static final String TOPIC_PREFIX = "Automation";

    private final Attempt attempt;
    private final Set<String> approvers;
    private final int needed;
    private final Set<String> approved = new LinkedHashSet<>();

    private Approval(Attempt attempt) {
        this.attempt = attempt;
        this.approvers =
                new LinkedHashSet<>(Tree.texts(attempt.input("Approvers").orElseThrow()));
        this.needed = attempt.input("MinRequiredApprovals").map(Approval::count).orElse(1);
        attempt.run.decisions.forEach(
                decision -> approved.add(decision.get("Approver").toString()));
    }

    static void begin(Attempt attempt) {
        var approval = new Approval(attempt);
        approval.requireSound();
        attempt.awaitPerson(approval::take);
    }

    private static int count(Object value) {
        try {
            return Integer.parseInt(Tree.text(value));
        } catch (NumberFormatException _) {
            throw new StepFailure("InvalidInput", "MinRequiredApprovals must be a whole number.");
        }
    }

    private void requireSound() {
        if (approvers.isEmpty() || approvers.size() > APPROVERS_MAX) {
            throw new StepFailure("InvalidInput", "There must be 1 to " + APPROVERS_MAX + " Approvers.");
        }
        if (needed < 1 || needed > approvers.size()) {
            throw new StepFailure(
                    "InvalidInput", "MinRequiredApprovals must be between 1 and the number of Approvers.");
        }
        attempt.input("Message")
                .map(Tree::text)
                .filter(text -> text.length() > MESSAGE_MAX)
                .ifPresent(_ -> {
                    throw new StepFailure("InvalidInput", "The Message is longer than " + MESSAGE_MAX + " characters.");
                });
        Optional<String> topic = attempt.input("NotificationArn").map(Tree::text);
        topic.filter(arn -> !lastPart(arn).startsWith(TOPIC_PREFIX)).ifPresent(_ -> {
            throw new StepFailure("InvalidInput", "The name of the SNS topic must begin with " + TOPIC_PREFIX + ".");
        });
    }

    private void take(Signal signal) {
        if (signal.type() == Signal.Type.Resume) {
            throw SsmFaults.signal("An approval waits for Approve or Reject, not Resume.");
        }
        requireApprover(signal.caller());
        boolean yes = signal.type() == Signal.Type.Approve;
        attempt.run.decisions.add(decision(signal));
        if (!yes) {
            attempt.end(
                    new Ending.Rejected(outputs("Rejected"), "The approval was rejected by " + signal.caller() + "."));
            return;
        }
        approved.add(signal.caller());
        if (approved.size() >= needed) {
            attempt.succeed(outputs("Approved"));
        }
    }

    private Map<String, Object> decision(Signal signal) {
        var decision = new LinkedHashMap<String, Object>();
        decision.put("Approver", signal.caller());
        decision.put("Decision", signal.type().name());
        decision.put("ApprovalDecisionTime", attempt.execution.now().toString());
        decision.put("Comment", signal.member("Comment").orElse(""));
        return decision;
    }

    private Map<String, Object> outputs(String status) {
        return Map.of("ApprovalStatus", status, "ApproverDecisions", List.copyOf(attempt.run.decisions));
    }

    private void requireApprover(String caller) {
        if (approvers.stream().noneMatch(approver -> lastPart(approver).equals(lastPart(caller)))) {
            throw SsmFaults.signal(caller + " is not among the approvers " + approvers + ".");
        }
        if (approved.contains(caller)) {
            throw SsmFaults.signal(caller + " has approved already.");
        }
    }

    /** A user may be listed by name or by ARN. */
    private static String lastPart(String nameOrArn) {
        int cut = Math.max(nameOrArn.lastIndexOf('/'), nameOrArn.lastIndexOf(':'));
        return nameOrArn.substring(cut + 1);
    }
}
