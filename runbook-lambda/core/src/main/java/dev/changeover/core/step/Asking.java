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

    /** The same for lost replies to what may be repeated: with the pauses between them, 7 s of silence at least. */
    static final int REPEATS_MAX = 5;

    /** How long an accepted request may stay without a trace in what the service shows of itself. */
    static final Duration EFFECT_GRACE = Duration.ofSeconds(10);

    /** How long to leave a busy or throttling service alone. */
    static final Duration BACKOFF = Duration.ofSeconds(1);

    private Asking() {}

    /** How often, and after which pause, to ask again for what brought no reply. */
    private record Patience(int asksMax, Duration pause) {}

    /** For an action that does no harm when done twice: a lost reply is answered by asking again, ever later. */
    static Decision repeatable(Action action, Memory memory) {
        return decide(action, memory, new Patience(REPEATS_MAX, pauseAfter(memory.asked())));
    }

    /** For an action that RDS has no token for: a lost reply is waited out first. */
    static Decision once(Action action, Memory memory) {
        return decide(action, memory, new Patience(ASKS_MAX, memory.timeouts().lostReply()));
    }

    /** None after the first lost reply, then 1 s, 2 s, 4 s. */
    private static Duration pauseAfter(Asked asked) {
        boolean answered = asked.last().flatMap(Ask::answer).isPresent();
        if (!answered) {
            return BACKOFF;
        }
        return asked.times() < 2 ? Duration.ZERO : BACKOFF.multipliedBy(1L << (asked.times() - 2));
    }

    private static Decision decide(Action action, Memory memory, Patience patience) {
        if (!memory.asked().isFor(action)) {
            return new Decision.Act(action);
        }
        Ask last = memory.asked().last().orElseThrow();
        Duration since = memory.since(last.at());
        boolean pausing = since.compareTo(patience.pause()) < 0;
        if (last.answer().isEmpty()) {
            return pausing ? lost("no answer is on record") : new Decision.Act(action);
        }
        return switch (last.answer().get()) {
            case Answer.Unknown(var why) -> pausing ? lost(why.toString()) : again(action, memory, patience.asksMax());
            case Answer.Accepted _
            when since.compareTo(EFFECT_GRACE) < 0 ->
                new Decision.Wait(WaitReason.EFFECT_NOT_VISIBLE, action.inWords());
            case Answer.Accepted _ -> again(action, memory, ASKS_MAX);
            case Answer.Refused(var why) when !why.passing() -> halt(why);
            case Answer.Refused(var why)
            when since.compareTo(BACKOFF) < 0 -> new Decision.Wait(WaitReason.REFUSED_FOR_NOW, why.toString());
            case Answer.Refused _ -> new Decision.Act(action);
        };
    }

    private static Decision again(Action action, Memory memory, int asksMax) {
        return memory.asked().times() < asksMax
                ? new Decision.Act(action)
                : new Decision.Halt(HaltReason.ASKED_TOO_OFTEN, action.inWords());
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
