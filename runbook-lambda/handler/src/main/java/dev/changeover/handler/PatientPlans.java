package dev.changeover.handler;

import dev.changeover.aws.PlanStore;
import dev.changeover.aws.PlanStore.Looked;
import java.util.function.Supplier;

/** Plans for a function that has just started: its first call also loads what makes calls, and may come too late. */
record PatientPlans(PlanStore store) implements Supplier<Looked> {
    /** The first call of a cold function on a busy machine took more than its 3 s; by the second all is loaded. */
    static final int TRIES_MAX = 3;

    @Override
    public Looked get() {
        Looked looked = store.plans();
        for (int tries = 1; tries < TRIES_MAX && looked instanceof Looked.Unreadable; tries++) {
            looked = store.plans();
        }
        return looked;
    }
}
