package dev.changeover.core.ready;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import java.util.List;
import java.util.Optional;

/** Where the latest reports hang, one for each application and place, for whoever wants to see them with their age. */
public interface ReadinessBoard {
    /** Replaces the place's report unless a newer one hangs there. Empty if it is kept; else why nothing was. */
    Optional<PortFailure> post(ReadinessReport report);

    /** The application's reports by their places. If they cannot be read: {@link java.io.UncheckedIOException}. */
    List<ReadinessReport> latest(ApplicationName application);
}
