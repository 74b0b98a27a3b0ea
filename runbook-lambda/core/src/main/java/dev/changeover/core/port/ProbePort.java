package dev.changeover.core.port;

import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;

/** The application's own word on itself, and what its shoppers see. */
public interface ProbePort {
    /** Has the application in {@code site} write and read back a row through its staged secret. */
    ProbeView writable(Site site);

    /** Resolves the application's name and asks the health of {@code expected}. */
    TrafficView traffic(TrafficName name, Site expected);
}
