package dev.changeover.core.port;

import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;

/** The application's own word on itself, and what its shoppers see. */
public interface ProbePort {
    /** Which version of its secret the application is to write by. */
    enum Through {
        /** What StageSecret has put there and nobody else uses yet. */
        STAGED,
        /** What the application lives by. */
        CURRENT
    }

    /** Has the application in {@code site} write and read back a row. */
    ProbeView writable(Site site, Through version);

    /** The same through its staged secret. */
    default ProbeView writable(Site site) {
        return writable(site, Through.STAGED);
    }

    /** Resolves the application's name and asks the health of {@code expected}. */
    TrafficView traffic(TrafficName name, Site expected);
}
