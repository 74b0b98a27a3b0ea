package dev.changeover.cli.render;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.drive.Listener;
import java.util.HashSet;
import java.util.Set;

/** Passes on what concerns debts, once: the rest of a changeover that is watched again has been told already. */
public final class OnlyPayments implements Listener {
    private final Listener listener;
    private final Set<Event> told = new HashSet<>();

    public OnlyPayments(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void event(ChangeoverId id, Event event) {
        switch (event) {
            case Event.DebtIntended _, Event.DebtAnswered _, Event.DebtPaid _ -> {
                if (told.add(event)) {
                    listener.event(id, event);
                }
            }
            default -> {
                // Told when it happened.
            }
        }
    }
}
