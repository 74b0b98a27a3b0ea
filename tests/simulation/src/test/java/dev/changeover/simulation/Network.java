package dev.changeover.simulation;

import dev.changeover.core.model.Timeouts;
import java.time.Duration;
import java.util.Random;

/** What lies between a driver and AWS: it takes time, it can hold a request back, and it can deliver one twice. */
final class Network {
    /** What becomes of a write. */
    sealed interface Fate {
        record Prompt() implements Fate {}

        /** Nobody hears of it in time, and it arrives all the same. */
        record Late(Duration by) implements Fate {}

        /** It arrives at once, and a copy of it later. */
        record Twice(Duration apart) implements Fate {}
    }

    /** One way in milliseconds, at most: two Regions of one continent are about 60 ms apart and back. */
    private static final int WAY_MS_MAX = 30;

    private final Random random;
    private Fate always = new Fate.Prompt();
    private int lateNext;

    Network(long seed) {
        this.random = new Random(seed);
    }

    void deliverAll(Fate fate) {
        always = fate;
    }

    /** Holds the next writes back, each by less than a call may take. */
    void holdNext(int writes) {
        lateNext = writes;
    }

    void heal() {
        lateNext = 0;
        always = new Fate.Prompt();
    }

    Fate fate() {
        if (lateNext > 0) {
            lateNext--;
            return new Fate.Late(Duration.ofMillis(random.nextLong(Timeouts.CALL_DEFAULT.toMillis())));
        }
        return always;
    }

    Duration way() {
        return Duration.ofMillis(1 + random.nextInt(WAY_MS_MAX));
    }
}
