package dev.changeover.cli;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.MemoryDrills;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.UnreadException;
import dev.changeover.core.ready.JournalProbe;
import dev.changeover.core.ready.MemoryBoard;
import dev.changeover.core.ready.ReadinessBoard;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/** Everything that operators share, kept somewhere else, which may be out of reach. */
final class UnsteadyArchive implements Archive {
    private final Journal changeovers = new MemoryJournal();
    private final DrillJournal drills = new MemoryDrills();
    final ReadinessBoard reports = new MemoryBoard();
    PortFailure why = new PortFailure(PortFailure.Code.UNREACHABLE, "DynamoDB in us-west-2 did not answer");
    boolean reachable = true;
    Runnable asked = () -> {};

    @Override
    public Journal changeovers() {
        return unsteady(Journal.class, changeovers);
    }

    @Override
    public DrillJournal drills() {
        return unsteady(DrillJournal.class, drills);
    }

    @Override
    public Board readiness() {
        JournalProbe probe = now -> List.of(new JournalProbe.Tried("us-west-2", failure(), now));
        return new Board(unsteady(ReadinessBoard.class, reports), probe);
    }

    private Optional<PortFailure> failure() {
        return reachable ? Optional.empty() : Optional.of(why);
    }

    /** Every call of a place out of reach fails in the way that readers are promised. */
    private <T> T unsteady(Class<T> port, T steady) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, given) -> {
            asked.run();
            if (!reachable && method.getName().equals("post")) {
                return Optional.of(why); // of the writes, the one that a command tries without having read before
            }
            if (!reachable) {
                throw new UnreadException("the journal", why, new IOException(why.message()));
            }
            try {
                return method.invoke(steady, given);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }
}
