package dev.changeover.drive;

import java.time.Duration;
import java.time.Instant;

/** The driver's clock and its waiting, so that tests can advance both. */
public interface Time {
    Instant now();

    /** Waits; returns early when told to stop. */
    void rest(Duration length);

    /** Whether the driver has been told to let go. */
    boolean stopped();
}
