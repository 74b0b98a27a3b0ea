package dev.changeover.core.run;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.OwedDebt;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.World;
import dev.changeover.core.step.Asked;
import dev.changeover.core.step.Debt;
import dev.changeover.core.step.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Pays what an ended changeover owes, when the Region it is owed to answers again. The caller sees to it that the
 * changeover is the application's latest: what an older one owes is overtaken.
 */
public final class Reconciler {
    private final World world;
    private final Journal journal;

    public Reconciler(World world, Journal journal) {
        this.world = world;
        this.journal = journal;
    }

    /** Tries each open debt once. Afterwards the state says what is still open. */
    public TurnResult turn(Journal.Lease lease, Supplier<Instant> clock) {
        var ledger = new Ledger(journal, lease);
        for (OwedDebt owed : ledger.state().openDebts()) {
            switch (owed.debt()) {
                case Debt.SecretOwed secret -> paySecret(ledger, secret, clock);
                case Debt.ReplicaOwed replica -> lookForReplica(ledger, replica, clock);
            }
        }
        return ledger.stopped().orElseGet(() -> new TurnResult.Ended(ledger.state()));
    }

    private void paySecret(Ledger ledger, Debt.SecretOwed debt, Supplier<Instant> clock) {
        ChangeoverState state = ledger.state();
        Site owedTo = state.plan().site(debt.region());
        Endpoint writer = state.plan().other(debt.region()).database();
        if (!(world.secrets().view(owedTo.secret()) instanceof SecretView.Held held)) {
            return;
        }
        if (held.current().names().equals(writer)) {
            ledger.append(new Event.DebtPaid(debt, "it names " + writer, clock.get()));
            return;
        }
        if (held.replica() || !writerIsStill(state.plan(), debt)) {
            return;
        }
        String token = new Memory(
                        state.request().id(), state.plan().timeouts(), Asked.NOTHING, Duration.ZERO, clock.get())
                .token("SecretOwed");
        var action = new Action.RewriteSecret(owedTo.secret(), writer, token);
        if (ledger.append(new Event.DebtIntended(debt, action, clock.get()))) {
            Answer answer = world.secrets().rewrite(action);
            ledger.record(new Event.DebtAnswered(debt, answer, clock.get()));
            if (answer instanceof Answer.Accepted) {
                ledger.append(new Event.DebtPaid(debt, "rewritten to " + writer, clock.get()));
            }
        }
    }

    private void lookForReplica(Ledger ledger, Debt.ReplicaOwed debt, Supplier<Instant> clock) {
        if (database(ledger.state().plan(), debt) instanceof DatabaseView.WriterIn writer
                && writer.replica() == DatabaseView.Replica.CONNECTED
                && !writer.region().equals(debt.region())) {
            String evidence = "the replica is connected" + lost(ledger.state(), debt);
            ledger.append(new Event.DebtPaid(debt, evidence, clock.get()));
        }
    }

    /**
     * Where to look for what an ungraceful move lost. RDS says neither whether there was anything nor what; it tries to
     * keep the former writer's storage under this name ("Managed failovers for Aurora Global Database", Aurora user
     * guide, read 2026-11-22).
     */
    private static String lost(ChangeoverState state, Debt.ReplicaOwed debt) {
        return state.mode() == Mode.GRACEFUL
                ? ""
                : "; what only the former writer had, if anything, is in " + debt.region()
                        + " in the snapshot rds:unplanned-global-failover-"
                        + state.plan().site(debt.region()).cluster().identifier() + "-TIME: copy it to keep it";
    }

    /** A debt is paid only in a world that still looks as the changeover left it. */
    private boolean writerIsStill(ApplicationPlan plan, Debt debt) {
        return database(plan, debt) instanceof DatabaseView.WriterIn writer
                && !writer.region().equals(debt.region());
    }

    private DatabaseView database(ApplicationPlan plan, Debt debt) {
        return world.database().view(plan.globalCluster(), plan.other(debt.region()), plan.site(debt.region()));
    }
}
