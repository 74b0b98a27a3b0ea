package dev.changeover.handler;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.Announcer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells a changeover's facts beside its turns, so that none waits for it and none fails by it. What is not told in time
 * is told by whoever drives next, or by the readiness schedule: the marks say how far it was told.
 */
final class Herald {
    private final Announcer announcer;
    private final ChangeoverId changeover;
    private final Telemetry telemetry;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("herald").factory());
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile String trouble = "";

    Herald(Announcer announcer, ChangeoverId changeover, Telemetry telemetry) {
        this.announcer = announcer;
        this.changeover = changeover;
        this.telemetry = telemetry;
    }

    /** Asks for what is new to be told, and does not wait. Asked while one waits to be told, once is enough. */
    void tell() {
        if (asked.compareAndSet(false, true)) {
            thread.execute(this::announce);
        }
    }

    private void announce() {
        asked.set(false); // what happens from here on is asked for anew
        try {
            announcer.announce(changeover);
        } catch (UncheckedIOException weather) {
            trouble = weather.getMessage();
        } catch (RuntimeException bug) { // the rim of this thread: no notice is worth a changeover
            trouble = bug.toString();
        }
    }

    /** Tells what is left, for no longer than that: a function is frozen once it has answered. */
    void finish(Duration longest) {
        tell();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                trouble = "not all was told within " + longest.toMillis() + " ms";
                thread.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (!trouble.isEmpty()) {
            telemetry.warn("notices: " + trouble);
        }
    }
}
