package dev.changeover.core.ready;

import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tries the journal at each place it is kept, apart from every changeover. */
public interface JournalProbe {
    /** Writes a mark at each place and reads it back there. */
    List<Tried> look(Instant now);

    /** One place, such as a Region of the table; empty when it wrote and read. */
    record Tried(String place, Optional<PortFailure> failure, Instant at) {}
}
