package dev.changeover.simulation;

import dev.changeover.drive.Time;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;

/** A driver's clock and waiting, in the simulation's time. */
record VirtualTime(Actors actors, Timeline timeline) implements Time {
    @Override
    public Instant now() {
        return timeline.now();
    }

    @Override
    public void rest(Duration length) {
        actors.rest(length);
    }

    @Override
    public boolean stopped() {
        return false;
    }
}
