package dev.changeover.core.step;

import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.SecretView;
import java.util.List;
import java.util.Optional;

/**
 * Decides StageSecret and RewriteSecret.
 *
 * <p>A secret is written where it can be written: in the target Region, or, if it is a replica there, in its home
 * Region. A replica whose home Region is dark is promoted only if the plan allows it.
 */
public final class SecretRule {
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
        if (step.mode() == Mode.UNGRACEFUL
                && step.layout() instanceof SecretLayout.Replicated(var _, boolean promote)) {
            if (promote) {
                return Asking.repeatable(
                        new Action.PromoteSecretReplica(step.to().secret()), memory);
            }
            if (homeIsSilent(memory)) {
                return new Decision.Halt(
                        HaltReason.SECRET_READ_ONLY, step.to().secret().value());
            }
        }
        return throughHome(new Action.StageSecret(step.from().secret(), wanted, token), memory);
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

    private static Decision makeCurrent(Step.RewriteSecret step, SecretView.Held held, Memory memory) {
        String token = memory.token(STAGED);
        if (version(held, token).isEmpty()) {
            return new Decision.Halt(HaltReason.SECRET_DIFFERS, "the staged version is gone");
        }
        var where = held.replica() ? step.from().secret() : step.to().secret();
        var move = new Action.MakeSecretCurrent(where, token, held.current().id());
        return held.replica() ? throughHome(move, memory) : Asking.repeatable(move, memory);
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
        boolean refused = memory.last()
                        .flatMap(Ask::answer)
                        .filter(Answer.Accepted.class::isInstance)
                        .isEmpty()
                && memory.last().map(Ask::action).filter(action::equals).isPresent();
        if (refused) {
            return new Decision.Satisfied(
                    "the secret in " + step.to().region() + " names " + wanted,
                    List.of(new Debt.SecretOwed(step.from().region())));
        }
        return Asking.repeatable(action, memory);
    }

    private static Decision throughHome(Action action, Memory memory) {
        boolean accepted = memory.last().filter(last -> last.action().equals(action)).flatMap(Ask::answer).stream()
                .anyMatch(Answer.Accepted.class::isInstance);
        return accepted
                ? new Decision.Wait(WaitReason.SECRET_REPLICATING, action.inWords())
                : Asking.repeatable(action, memory);
    }

    private static boolean homeIsSilent(Memory memory) {
        return memory.last().flatMap(Ask::answer).stream().anyMatch(Answer.Unknown.class::isInstance);
    }

    private static Optional<SecretView.Version> version(SecretView.Held held, String id) {
        if (held.current().id().equals(id)) {
            return Optional.of(held.current());
        }
        return held.pending().filter(pending -> pending.id().equals(id));
    }
}
