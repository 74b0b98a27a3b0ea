package dev.changeover.core.run;

import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.step.Decision;
import dev.changeover.core.step.Step;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a step will look at first, seen already beside the last look of the step before; for RewriteSecret's second
 * write also what was seen before its first. An action need not wait for its look then; no verification rests on it.
 * Only what is to be done follows from it, by a write that is safe to repeat or names what it replaces; whatever else
 * it shows is looked at anew in the step itself (docs/decisions/0306).
 *
 * @param of the step it is for. Steps are data, so one of another direction or mode is another step
 */
record Foresight(Optional<Step> of, Optional<Secrets> secrets, Optional<RoutingView> routing) {
    static final Foresight NONE = new Foresight(Optional.empty(), Optional.empty(), Optional.empty());

    /** {@code source} is empty where the source's Region is not asked. */
    record Secrets(SecretView target, Optional<SecretView> source) {}

    static Foresight of(Step step, Secrets secrets) {
        return new Foresight(Optional.of(step), Optional.of(secrets), Optional.empty());
    }

    static Foresight of(Step step, RoutingView routing) {
        return new Foresight(Optional.of(step), Optional.empty(), Optional.of(routing));
    }

    boolean isOf(Step step) {
        return of.filter(step::equals).isPresent();
    }

    /** What is there for that step. */
    Foresight only(Step step) {
        return isOf(step) ? this : NONE;
    }

    /** By what was foreseen if an action follows from it, else by a look. */
    static <T> Decision decide(Optional<T> foreseen, Supplier<T> look, Function<T, Decision> rule) {
        return foreseen.map(rule).filter(Decision.Act.class::isInstance).orElseGet(() -> rule.apply(look.get()));
    }
}
