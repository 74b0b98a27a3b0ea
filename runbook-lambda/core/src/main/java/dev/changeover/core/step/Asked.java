package dev.changeover.core.step;

import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * What a step has asked of the world, as its journal tells it.
 *
 * @param last the last asking
 * @param times how often that action has been asked for. Refusals that will pass are not counted, nor are askings
 *     without an answer on record: the driver died or the journal did not take it, and the call may never have left.
 *     The step's deadline bounds both
 * @param silentSince when the first of the latest askings went out that all brought nothing but silence
 */
public record Asked(Optional<Ask> last, int times, Optional<Instant> silentSince) {
    public static final Asked NOTHING = new Asked(Optional.empty(), 0, Optional.empty());

    /** Whether the last asking was for this action. */
    boolean isFor(Action action) {
        return last.map(Ask::action).filter(action::equals).isPresent();
    }

    /** What it is once {@code action} has been intended. Another action than the last one is counted from the start. */
    public Asked asking(Action action, Instant at) {
        var ask = Optional.of(new Ask(action, at, Optional.empty()));
        if (!isFor(action)) {
            return new Asked(ask, 1, Optional.empty());
        }
        boolean heard = last.flatMap(Ask::answer).isPresent();
        return new Asked(ask, heard ? times + 1 : times, silentSince);
    }

    /** What it is once the last asking has been answered; empty if none is open. */
    public Optional<Asked> answered(Answer answer) {
        return last.filter(ask -> ask.answer().isEmpty()).map(ask -> {
            var known = Optional.of(new Ask(ask.action(), ask.at(), Optional.of(answer)));
            // A refusal that will pass was no attempt: the step's deadline bounds those.
            boolean putOff = answer instanceof Answer.Refused(var why) && why.passing();
            return new Asked(
                    known,
                    putOff ? Math.max(0, times - 1) : times,
                    silence(answer) ? Optional.of(silentSince.orElse(ask.at())) : Optional.empty());
        });
    }

    /**
     * What is left after a person said retry: the count begins anew. A final refusal is forgotten, so that the same
     * request may be made again; a lost reply is not, because it may still take effect.
     */
    public Asked forgiven() {
        Optional<Ask> kept = last.filter(ask -> !(ask.answer().orElse(null) instanceof Answer.Refused));
        return new Asked(kept, 0, Optional.empty());
    }

    /** The same for somebody who has to hear a silence for himself: another driver, or one after a pause. */
    public Asked listeningAnew() {
        return new Asked(last, times, Optional.empty());
    }

    private static boolean silence(Answer answer) {
        return answer instanceof Answer.Unknown(var why) && why.code() == PortFailure.Code.UNREACHABLE;
    }
}
