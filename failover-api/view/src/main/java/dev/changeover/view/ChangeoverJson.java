package dev.changeover.view;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.OwedDebt;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Mode;
import dev.changeover.core.step.Debt;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A changeover as JSON. The keys are promised in docs/cli.md. */
public final class ChangeoverJson {
    private ChangeoverJson() {}

    public static Map<String, Object> of(ChangeoverState state) {
        var request = state.request();
        Map<String, Object> object = Json.object(
                "id", request.id(),
                "application", state.plan().name(),
                "direction", Words.of(state.direction()),
                "mode", Words.of(state.mode()),
                "from", request.from(),
                "to", request.to(),
                "state", Words.of(state.phase()),
                "startedAt", state.startedAt(),
                "endedAt", endedAt(state),
                "rtoMs", state.recoveryTime(),
                "rtoObjectiveMs", state.plan().objectives().rto(),
                "acceptedLossMs", state.acceptedLoss(),
                "by", request.by().who(),
                "reason", request.by().reason());
        object.put(
                "steps", state.steps().stream().map(step -> step(state, step)).toList());
        object.put(
                "findings",
                state.findings().stream()
                        .map(finding -> finding(finding, state.mode()))
                        .toList());
        object.put("debts", state.debts().stream().map(ChangeoverJson::debt).toList());
        object.put(
                "verbs",
                state.verbs().stream()
                        .map(verb -> Json.object(
                                "verb", Words.of(verb),
                                "by", verb.by().who(),
                                "reason", verb.by().reason()))
                        .toList());
        return object;
    }

    /** An event as a line of {@code -o jsonl}. */
    public static Map<String, Object> of(ChangeoverId id, Event event) {
        return Json.object(
                "id", id,
                "event", event.getClass().getSimpleName(),
                "at", event.at(),
                "step", EventWords.step(event),
                "text", new EventWords(new Ink(false, true)).of(event));
    }

    public static Map<String, Object> finding(Finding finding, Mode mode) {
        return Json.object(
                "code", finding.code().name(),
                "blocking", finding.blocks(mode),
                "acknowledgeable", finding.blocks(mode) && finding.code().acknowledgeable(),
                "evidence", finding.evidence(),
                "remedy", finding.code().remedy());
    }

    private static Optional<Instant> endedAt(ChangeoverState state) {
        return state.phase() instanceof Phase.Ended(var _, var at) ? Optional.of(at) : Optional.empty();
    }

    private static Map<String, Object> step(ChangeoverState state, Step step) {
        Progress progress = state.progress(step.name());
        Optional<String> waits = progress.status() instanceof Progress.Status.Running(var _, var reason)
                ? reason.map(Enum::name)
                : Optional.empty();
        Optional<String> halted = progress.status() instanceof Progress.Status.Halted(var reason)
                ? Optional.of(reason.name())
                : Optional.empty();
        return Json.object(
                "name", step.name(),
                "state", Words.of(progress.status()),
                "startedAt", progress.startedAt(),
                "ms", progress.took(),
                "asks", progress.asked().times(),
                "waitsFor", waits,
                "haltedBecause", halted,
                "said", progress.said());
    }

    private static Map<String, Object> debt(OwedDebt owed) {
        String kind = switch (owed.debt()) {
            case Debt.SecretOwed _ -> "SecretOwed";
            case Debt.ReplicaOwed _ -> "ReplicaOwed";
        };
        return Json.object(
                "kind", kind,
                "region", owed.debt().region(),
                "inWords", owed.debt().inWords(),
                "since", owed.since(),
                "paidAt", owed.paidAt());
    }
}
