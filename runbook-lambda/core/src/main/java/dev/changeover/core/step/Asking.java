package dev.changeover.core.step;

import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;

/**
 * Whether to ask for an action now, wait, or halt: the one place that knows what a lost reply means.
 *
 * <p>Called only when a look at the world has shown that the action has not been done.
 */
final class Asking {
    /** After this many askings without effect a person has to look. */
    static final int ASKS_MAX = 3;

    /** How long an accepted request may stay without a trace in what the service shows of itself. */
    static final Duration EFFECT_GRACE = Duration.ofSeconds(10);

    /** How long to leave a busy or throttling service alone. */
    static final Duration BACKOFF = Duration.ofSeconds(1);

    private Asking() {}

    /** For an action that does no harm when done twice: a lost reply is answered by asking again. */
    static Decision repeatable(Action action, Memory memory) {
        return decide(action, memory, Duration.ZERO);
    }

    /** For an action that RDS has no token for: a lost reply is waited out first. */
    static Decision once(Action action, Memory memory) {
        return decide(action, memory, memory.timeouts().lostReply());
    }

    private static Decision decide(Action action, Memory memory, Duration lostReply) {
        if (!memory.asked().isFor(action)) {
            return new Decision.Act(action);
        }
        Ask last = memory.asked().last().orElseThrow();
        Duration since = memory.since(last.at());
        Decision again = memory.asked().times() < ASKS_MAX
                ? new Decision.Act(action)
                : new Decision.Halt(HaltReason.ASKED_TOO_OFTEN, action.inWords());
        if (last.answer().isEmpty()) {
            return since.compareTo(lostReply) < 0 ? lost("no answer is on record") : again;
        }
        return switch (last.answer().get()) {
            case Answer.Unknown(var why) -> since.compareTo(lostReply) < 0 ? lost(why.toString()) : again;
            case Answer.Accepted _
            when since.compareTo(EFFECT_GRACE) < 0 ->
                new Decision.Wait(WaitReason.EFFECT_NOT_VISIBLE, action.inWords());
            case Answer.Accepted _ -> again;
            case Answer.Refused(var why) when !why.passing() -> halt(why);
            case Answer.Refused(var why)
            when since.compareTo(BACKOFF) < 0 -> new Decision.Wait(WaitReason.REFUSED_FOR_NOW, why.toString());
            case Answer.Refused _ -> new Decision.Act(action);
        };
    }

    private static Decision lost(String why) {
        return new Decision.Wait(WaitReason.REPLY_LOST, why);
    }

    private static Decision halt(PortFailure why) {
        return switch (why.code()) {
            case SAFETY_RULE -> new Decision.Halt(HaltReason.SAFETY_RULE, why.message());
            case READ_ONLY_REPLICA -> new Decision.Halt(HaltReason.SECRET_READ_ONLY, why.message());
            case DENIED -> new Decision.Halt(HaltReason.DENIED, why.message());
            case NOT_FOUND, INVALID, UNREACHABLE, CONFLICT, THROTTLED ->
                new Decision.Halt(HaltReason.REFUSED, why.toString());
        };
    }
}
