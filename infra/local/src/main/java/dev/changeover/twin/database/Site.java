package dev.changeover.twin.database;

import dev.changeover.twin.model.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** What every server of one twin shares. */
record Site(Path root, Ports ports, Programs.Template template, Tools tools, AtomicReference<Duration> linkDelay) {
    record Tools(Programs programs, Launcher launcher, Bounds bounds) {}

    /** A reply crosses the link twice; catching up takes a login and a handshake, six replies with room to spare. */
    private static final int CROSSINGS_MAX = 20;

    Bounds bounds() {
        return tools.bounds();
    }

    Launcher launcher() {
        return tools.launcher();
    }

    /** A bound on something that needs the link. */
    Duration acrossLink(Duration bound) {
        return bound.plus(linkDelay.get().multipliedBy(CROSSINGS_MAX));
    }

    /** The longest that one change to a server can take, so the longest that the next one waits. */
    Duration turnMax() {
        return acrossLink(bounds().start().plus(bounds().stop()).plus(bounds().rejoin()))
                .multipliedBy(2);
    }
}
