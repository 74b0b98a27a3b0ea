package dev.changeover.conformance;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.World;
import java.util.function.BooleanSupplier;

/** A way to a world with one application in it: what the cases look and act through. */
interface Door extends AutoCloseable {
    World world();

    ApplicationPlan plan();

    /** Returns once it holds, by waiting or by letting virtual time pass; fails when it never does. */
    void until(String what, BooleanSupplier holds);

    @Override
    void close();
}
