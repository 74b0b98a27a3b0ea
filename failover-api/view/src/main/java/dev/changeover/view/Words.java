package dev.changeover.view;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Mode;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The words the command line, the console and the API share. */
public final class Words {
    private Words() {}

    public static String of(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    public static String of(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** Java's own spelling is for machines. Ours: {@code 412 ms}, {@code 12.3 s}, {@code 3 min 20 s}, {@code 2 h}. */
    public static String of(Duration length) {
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            return length.toMillis() + " ms";
        }
        if (length.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        if (length.compareTo(Duration.ofHours(1)) < 0) {
            return length.toMinutes() + " min"
                    + (length.toSecondsPart() == 0 ? "" : " " + length.toSecondsPart() + " s");
        }
        return length.toHours() + " h" + (length.toMinutesPart() == 0 ? "" : " " + length.toMinutesPart() + " min");
    }

    /** UTC, to the second. */
    public static String of(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The time of day, in UTC. */
    public static String clock(Instant at) {
        String whole = of(at);
        return whole.substring(whole.indexOf('T') + 1);
    }

    public static String of(Phase phase) {
        return switch (phase) {
            case Phase.Running _ -> "running";
            case Phase.Paused _ -> "paused";
            case Phase.Halted _ -> "halted";
            case Phase.Cancelling _ -> "cancelling";
            case Phase.Ended(var outcome, var _) -> of(outcome);
        };
    }

    public static String of(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> "completed";
            case COMPLETED_WITH_EXCEPTIONS -> "completed-with-exceptions";
            case CANCELLED -> "cancelled";
        };
    }

    public static String of(Progress.Status status) {
        return switch (status) {
            case Progress.Status.Pending _ -> "pending";
            case Progress.Status.Running(var _, var waits) when waits.isPresent() -> "waiting";
            case Progress.Status.Running _ -> "running";
            case Progress.Status.Halted _ -> "halted";
            case Progress.Status.Satisfied _ -> "satisfied";
            case Progress.Status.Skipped _ -> "skipped";
        };
    }

    public static Mark mark(Progress.Status status) {
        return switch (status) {
            case Progress.Status.Pending _ -> Mark.PENDING;
            case Progress.Status.Running(var _, var waits) when waits.isPresent() -> Mark.WAITING;
            case Progress.Status.Running _ -> Mark.RUNNING;
            case Progress.Status.Halted _ -> Mark.HALTED;
            case Progress.Status.Satisfied _ -> Mark.DONE;
            case Progress.Status.Skipped _ -> Mark.SKIPPED;
        };
    }

    public static Mark mark(Phase phase) {
        return switch (phase) {
            case Phase.Running _ -> Mark.RUNNING;
            case Phase.Paused _ -> Mark.PAUSED;
            case Phase.Halted _ -> Mark.HALTED;
            case Phase.Cancelling _ -> Mark.WARN;
            case Phase.Ended(var outcome, var _) -> outcome == Outcome.COMPLETED ? Mark.DONE : Mark.WARN;
        };
    }

    public static String of(Verb verb) {
        return switch (verb) {
            case Verb.Pause _ -> "pause";
            case Verb.Resume _ -> "resume";
            case Verb.Retry _ -> "retry";
            case Verb.Skip _ -> "skip";
            case Verb.Cancel _ -> "cancel";
            case Verb.Escalate _ -> "escalate";
            case Verb.Approve _ -> "approve";
            case Verb.Acknowledge(var _, var codes) ->
                "acknowledge " + String.join(" ", codes.stream().sorted().toList());
        };
    }

    public static String of(Answer answer) {
        return switch (answer) {
            case Answer.Accepted _ -> "accepted";
            case Answer.Refused(var why) -> "refused: " + of(why);
            case Answer.Unknown(var why) -> "no answer (" + of(why) + "); looking whether it was done";
        };
    }

    public static String of(PortFailure why) {
        String kind = switch (why.code()) {
            case UNREACHABLE -> "not reachable";
            case CONFLICT -> "busy";
            case THROTTLED -> "throttled";
            case SAFETY_RULE -> "forbidden by a safety rule";
            case READ_ONLY_REPLICA -> "a read-only replica";
            case DENIED -> "denied";
            case NOT_FOUND -> "not found";
            case INVALID -> "invalid";
        };
        return why.message().isBlank() ? kind : kind + ": " + why.message();
    }

    /** Such as {@code graceful failover of shop, us-east-1 → us-west-2}. */
    public static String headline(ChangeoverState state, Ink ink) {
        ChangeoverRequest request = state.request();
        return of(state.mode()) + " " + of(state.direction()) + " of "
                + state.plan().name() + ", " + request.from() + " " + ink.arrow() + " " + request.to();
    }
}
