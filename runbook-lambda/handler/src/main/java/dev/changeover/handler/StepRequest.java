package dev.changeover.handler;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an Automation execution asks the step function. */
sealed interface StepRequest {
    ChangeoverId changeover();

    /** The Automation execution's id. */
    String execution();

    /** As the journal names the execution. */
    default String driver() {
        return "ssm/" + execution();
    }

    /** Take turns until the step is over. */
    record TakeTurns(ChangeoverId changeover, StepName step, String execution) implements StepRequest {}

    /** Somebody approved in Systems Manager; then take turns as ever. */
    record Approved(ChangeoverId changeover, StepName step, String execution, List<Approver> by)
            implements StepRequest {
        public Approved {
            by = List.copyOf(by);
        }
    }

    /** Note how the execution ended. */
    record Closing(ChangeoverId changeover, String execution, Ending how) implements StepRequest {}

    /** Who said yes, as Systems Manager knows them. */
    record Approver(String who, String comment) {}

    /** How an execution may end. */
    enum Ending {
        Success("has come to its end"),
        Failed("has failed"),
        Cancelled("was cancelled");

        private final String inWords;

        Ending(String inWords) {
            this.inWords = inWords;
        }

        String inWords() {
            return inWords;
        }
    }

    /** Longer than any execution's id. */
    int EXECUTION_LENGTH_MAX = 100;

    static String execution(Fields fields) {
        String id = fields.text("execution");
        if (id.length() > EXECUTION_LENGTH_MAX || !id.matches("[A-Za-z0-9._-]+")) {
            throw new UnusableEvent("\"execution\" is not the id of an Automation execution");
        }
        return id;
    }

    /**
     * Reads the request out of an event.
     *
     * @throws UnusableEvent if it is none
     */
    static StepRequest of(Fields fields) {
        ChangeoverId id = fields.changeover();
        String execution = execution(fields);
        if (fields.has("closing")) {
            fields.requireOnly(Set.of("changeover", "execution", "closing"));
            return new Closing(id, execution, fields.word("closing", Ending.class));
        }
        StepName step = StepName.named(fields.text("step"))
                .orElseThrow(() -> new UnusableEvent("\"step\" is none of the runbook's steps"));
        if (fields.has("approvedBy")) {
            fields.requireOnly(Set.of("changeover", "execution", "step", "approvedBy"));
            return new Approved(id, step, execution, approvers(fields.node("approvedBy")));
        }
        fields.requireOnly(Set.of("changeover", "execution", "step"));
        return new TakeTurns(id, step, execution);
    }

    /**
     * Systems Manager gives a list of decisions, or one alone; a person who writes the event by hand gives a name. What
     * is no approval is left out.
     */
    private static List<Approver> approvers(JsonNode given) {
        List<Approver> approvers = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(one -> approver(one).ifPresent(approvers::add));
        } else {
            approver(given).ifPresent(approvers::add);
        }
        if (approvers.isEmpty()) {
            throw new UnusableEvent("\"approvedBy\" names nobody who approved");
        }
        return approvers;
    }

    private static Optional<Approver> approver(JsonNode one) {
        if (one.isString()) {
            return Optional.of(one.asString().strip())
                    .filter(who -> !who.isEmpty())
                    .map(who -> new Approver(who, ""));
        }
        String who = one.path("Approver").asString("").strip();
        boolean yes = one.path("Decision").asString("").startsWith("Approve");
        return yes && !who.isEmpty()
                ? Optional.of(new Approver(who, one.path("Comment").asString("").strip()))
                : Optional.empty();
    }
}
