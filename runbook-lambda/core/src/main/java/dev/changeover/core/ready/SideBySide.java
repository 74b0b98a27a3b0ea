package dev.changeover.core.ready;

import dev.changeover.core.port.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Reads of different kinds that are made together. What each came to can be had after {@link #run}. */
final class SideBySide {
    private final List<Callable<Object>> reads = new ArrayList<>();

    <T> Supplier<T> read(Callable<T> read) {
        var slot = new AtomicReference<T>();
        reads.add(() -> {
            slot.set(read.call());
            return slot;
        });
        return slot::get;
    }

    void run(World world) {
        world.sideBySide(reads);
    }
}
