package dev.changeover.drive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's own time. */
public final class WallTime implements Time {
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch stop = new CountDownLatch(1);

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void rest(Duration length) {
        try {
            if (stop.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean stopped() {
        return stop.getCount() == 0;
    }

    /** Tells the driver to let go after its present turn. Never cuts a turn: a call on its way stays accounted for. */
    public void stop() {
        stop.countDown();
    }
}
