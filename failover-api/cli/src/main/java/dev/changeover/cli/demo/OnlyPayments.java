package dev.changeover.cli.demo;

import dev.changeover.cli.drive.Listener;
import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;

/** Passes on what concerns debts: the rest of a watched changeover has been told already. */
record OnlyPayments(Listener listener) implements Listener {
    @Override
    public void event(ChangeoverId id, Event event) {
        switch (event) {
            case Event.DebtIntended _, Event.DebtAnswered _, Event.DebtPaid _ -> listener.event(id, event);
            default -> {
                // Told when it happened.
            }
        }
    }
}
