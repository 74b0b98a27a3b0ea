package dev.changeover.core.step;

import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.SecretView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides StageSecret and RewriteSecret.
 *
 * <p>A secret is written where it can be written: in the target Region, or, if it is a replica there, in its home
 * Region. A promotion cannot be undone, so a replica is promoted only if the plan allows it, the move is ungraceful,
 * and the home Region was asked to take the write and stayed silent for {@link #HOME_SILENCE}.
 */
public final class SecretRule {
    /**
     * From the first call that brought nothing but silence to the last one, before a home Region counts as dark. With
     * the default bounds that is known 3 s after the first call where no connection is found, and 6 s where no call is
     * answered.
     */
    static final Duration HOME_SILENCE = Duration.ofSeconds(2);

    /** Between two calls that fail at once, such as a refused connection. */
    static final Duration HOME_PAUSE = Duration.ofMillis(500);

    private static final String STAGED = "StageSecret";

    private SecretRule() {}

    public static Decision stage(Step.StageSecret step, SecretView target, Memory memory) {
        return switch (target) {
            case SecretView.Unreadable unreadable ->
                new Decision.Wait(WaitReason.SECRET_UNREADABLE, unreadable.why().toString());
            case SecretView.Held held -> stage(step, held, memory);
        };
    }

    private static Decision stage(Step.StageSecret step, SecretView.Held held, Memory memory) {
        Endpoint wanted = step.to().database();
        String token = memory.token(STAGED);
        Optional<SecretView.Version> ours = version(held, token);
        if (ours.isPresent()) {
            return ours.get().names().equals(wanted)
                    ? new Decision.Satisfied("a version naming " + wanted + " reads back in "
                            + step.to().region())
                    : new Decision.Halt(
                            HaltReason.SECRET_DIFFERS, "it names " + ours.get().names() + ", expected " + wanted);
        }
        if (!held.replica()) {
            return Asking.repeatable(new Action.StageSecret(step.to().secret(), wanted, token), memory);
        }
        var write = new Action.StageSecret(step.from().secret(), wanted, token);
        return switch (step.mode()) {
            case GRACEFUL -> throughHome(write, memory);
            case UNGRACEFUL -> homeOrReplica(write, step.to().secret(), step.layout(), memory);
        };
    }

    /** Moves AWSCURRENT in the target first, because traffic waits for that; the other Region's secret follows. */
    public static Decision rewrite(
            Step.RewriteSecret step, SecretView target, Optional<SecretView> source, Memory memory) {
        if (!(target instanceof SecretView.Held held)) {
            return new Decision.Wait(
                    WaitReason.SECRET_UNREADABLE, "in " + step.to().region());
        }
        Endpoint wanted = step.to().database();
        if (!held.current().names().equals(wanted)) {
            return makeCurrent(step, held, memory);
        }
        if (source.isEmpty() || source.get() instanceof SecretView.Unreadable) {
            return new Decision.Satisfied(
                    "the secret in " + step.to().region() + " names " + wanted,
                    List.of(new Debt.SecretOwed(step.from().region())));
        }
        return alsoInSource(step, (SecretView.Held) source.get(), memory);
    }

    /**
     * By what was seen before anything was written: the target's write, and once that was accepted the source's. Empty
     * where it says nothing: what was asked for and not accepted is looked into, never repeated by an old look.
     */
    public static Optional<Decision> rewriteAhead(
            Step.RewriteSecret step, SecretView target, Optional<SecretView> source, Memory memory) {
        if (memory.asked().last().isEmpty()) {
            return Optional.of(rewrite(step, target, source, memory));
        }
        boolean taken = target instanceof SecretView.Held held
                && !held.replica()
                && move(step, held, memory)
                        .filter(move -> accepted(move, memory))
                        .isPresent();
        return taken && source.orElse(null) instanceof SecretView.Held there && !there.replica()
                ? Optional.of(alsoInSource(step, there, memory))
                : Optional.empty();
    }

    private static Decision makeCurrent(Step.RewriteSecret step, SecretView.Held held, Memory memory) {
        Optional<Action.MakeSecretCurrent> move = move(step, held, memory);
        if (move.isEmpty()) {
            return new Decision.Halt(
                    HaltReason.SECRET_DIFFERS,
                    "no version labelled AWSPENDING names " + step.to().database());
        }
        if (!held.replica()) {
            return Asking.repeatable(move.get(), memory);
        }
        return switch (step.mode()) {
            case GRACEFUL -> throughHome(move.get(), memory);
            case UNGRACEFUL -> homeOrReplica(move.get(), step.to().secret(), step.layout(), memory);
        };
    }

    private static Optional<Action.MakeSecretCurrent> move(
            Step.RewriteSecret step, SecretView.Held held, Memory memory) {
        var where = held.replica() ? step.from().secret() : step.to().secret();
        return version(held, memory.token(STAGED))
                .or(() -> byHand(step, held))
                .map(staged -> new Action.MakeSecretCurrent(
                        where, staged.id(), held.current().id()));
    }

    /** A person who skipped StageSecret was told to stage one in its stead, and VerifyWritable has probed by it. */
    private static Optional<SecretView.Version> byHand(Step.RewriteSecret step, SecretView.Held held) {
        return held.pending().filter(pending -> pending.names().equals(step.to().database()));
    }

    private static Decision alsoInSource(Step.RewriteSecret step, SecretView.Held source, Memory memory) {
        Endpoint wanted = step.to().database();
        if (source.current().names().equals(wanted)) {
            return new Decision.Satisfied("the secrets in both Regions name " + wanted);
        }
        if (source.replica()) {
            return new Decision.Wait(
                    WaitReason.SECRET_REPLICATING, "to " + step.from().region());
        }
        var action = new Action.RewriteSecret(step.from().secret(), wanted, memory.token("RewriteSecret"));
        boolean refused = memory.asked().isFor(action)
                && !(memory.asked().last().flatMap(Ask::answer).orElse(null) instanceof Answer.Accepted);
        if (refused) {
            return new Decision.Satisfied(
                    "the secret in " + step.to().region() + " names " + wanted,
                    List.of(new Debt.SecretOwed(step.from().region())));
        }
        return Asking.repeatable(action, memory);
    }

    private static Decision throughHome(Action write, Memory memory) {
        return accepted(write, memory)
                ? new Decision.Wait(WaitReason.SECRET_REPLICATING, write.inWords())
                : Asking.repeatable(write, memory);
    }

    /** What the home took on arrives by replication; what it does not hear, for long enough, the replica must do. */
    private static Decision homeOrReplica(Action write, SecretArn replica, SecretLayout layout, Memory memory) {
        var promotion = new Action.PromoteSecretReplica(replica);
        Optional<Ask> last = memory.asked().last();
        if (memory.asked().isFor(promotion)) {
            return lately(last.get(), memory) ? Asking.repeatable(promotion, memory) : new Decision.Act(write);
        }
        if (accepted(write, memory)) {
            // A home that went dark before it could replicate shows itself by its silence to the next asking.
            return memory.since(last.get().at()).compareTo(Asking.EFFECT_GRACE) < 0
                    ? new Decision.Wait(WaitReason.SECRET_REPLICATING, write.inWords())
                    : new Decision.Act(write);
        }
        if (!memory.asked().isFor(write) || memory.asked().silentSince().isEmpty()) {
            return Asking.repeatable(write, memory);
        }
        Ask silent = last.get();
        if (!longSilence(memory, silent)) {
            return memory.since(silent.at()).compareTo(HOME_PAUSE) < 0
                    ? new Decision.Wait(WaitReason.SECRET_HOME_SILENT, write.inWords())
                    : new Decision.Act(write);
        }
        boolean allowed = layout instanceof SecretLayout.Replicated(var _, boolean promote) && promote;
        return allowed
                ? new Decision.Act(promotion)
                : new Decision.Halt(HaltReason.SECRET_READ_ONLY, replica.value() + ", for " + write.inWords());
    }

    /** Whether the silence is long, and was heard just now rather than before this machine fell asleep. */
    private static boolean longSilence(Memory memory, Ask last) {
        Instant since = memory.asked().silentSince().orElseThrow();
        return last.answer().isPresent()
                && Duration.between(since, last.at()).compareTo(HOME_SILENCE) >= 0
                && lately(last, memory);
    }

    /** A call that went out this long ago may have been answered just now. */
    private static boolean lately(Ask last, Memory memory) {
        return memory.since(last.at()).compareTo(memory.timeouts().lostReply()) < 0;
    }

    private static boolean accepted(Action action, Memory memory) {
        return memory.asked().isFor(action)
                && memory.asked().last().flatMap(Ask::answer).orElse(null) instanceof Answer.Accepted;
    }

    private static Optional<SecretView.Version> version(SecretView.Held held, String id) {
        if (held.current().id().equals(id)) {
            return Optional.of(held.current());
        }
        return held.pending().filter(pending -> pending.id().equals(id));
    }
}
