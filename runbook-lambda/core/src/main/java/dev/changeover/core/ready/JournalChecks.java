package dev.changeover.core.ready;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.ready.Checked.Gathering;
import dev.changeover.core.ready.ReadinessFinding.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the journal tells: changeovers nobody drives, debts nobody paid, rights nobody proved. */
final class JournalChecks {
    /**
     * A dry look proves the rights to read: those reads were made. AWS has no dry run of these writes, so only a
     * changeover that made them proves them.
     */
    private static final String WRITES =
            "SwitchoverGlobalCluster, FailoverGlobalCluster, PutSecretValue, UpdateSecretVersionStage and "
                    + "UpdateRoutingControlStates";

    private JournalChecks() {}

    static Checked permissions(Survey seen) {
        var permissions = new Gathering(Check.PERMISSIONS);
        seen.identities()
                .forEach((region, identity) ->
                        identity.judge(permissions, (arn, at) -> permissions.saw(arn + " in " + region, at)));
        Optional<ChangeoverState> proof =
                latest(seen).map(Chronicle.Latest::state).filter(JournalChecks::completed);
        if (proof.isPresent()) {
            permissions.saw("writes proved by " + proof.get().request().id() + ", whoever drove it", seen.begunAt());
        } else {
            permissions.found(
                    Code.WRITES_UNPROVEN,
                    "not proved by a look: " + WRITES + "; the last changeover in this journal did not complete",
                    seen.begunAt());
        }
        return permissions.done();
    }

    private static boolean completed(ChangeoverState state) {
        return state.phase() instanceof Phase.Ended(var outcome, var _) && outcome == Outcome.COMPLETED;
    }

    static Checked changeovers(Survey seen, Duration undrivenAfter) {
        var changeovers = new Gathering(Check.CHANGEOVERS);
        seen.chronicle().judge(changeovers, (chronicle, at) -> {
            if (chronicle.latest().isEmpty()) {
                changeovers.saw("none so far", at);
            } else {
                last(chronicle.latest().get(), at, undrivenAfter, changeovers);
            }
        });
        return changeovers.done();
    }

    private static void last(Chronicle.Latest latest, Instant at, Duration undrivenAfter, Gathering changeovers) {
        ChangeoverState state = latest.state();
        String id = state.request().id().value();
        Duration silent = Duration.between(latest.lastSign(), at);
        switch (state.phase()) {
            case Phase.Ended(var outcome, var when) -> {
                List<String> owed = state.openDebts().stream()
                        .map(debt -> debt.debt().inWords())
                        .toList();
                if (!owed.isEmpty()) {
                    changeovers.found(Code.DEBT_OPEN, id + " owes: " + String.join("; ", owed), at);
                }
                changeovers.saw("the last, " + id + ", ended " + outcome + " at " + when, at);
            }
            case Phase.Halted _ -> changeovers.found(Code.CHANGEOVER_WAITS_FOR_PERSON, id + " has halted", at);
            case Phase.Running _, Phase.Paused _, Phase.Cancelling _ -> {
                if (silent.compareTo(undrivenAfter) > 0) {
                    changeovers.found(
                            Code.CHANGEOVER_UNDRIVEN, id + " has had no driver for " + silent.toSeconds() + " s", at);
                } else {
                    changeovers.found(Code.CHANGEOVER_LIVE, id + " is under way", at);
                }
            }
        }
    }

    private static Optional<Chronicle.Latest> latest(Survey seen) {
        return seen.chronicle() instanceof Glance.Seen<Chronicle>(var chronicle, var _)
                ? chronicle.latest()
                : Optional.empty();
    }
}
