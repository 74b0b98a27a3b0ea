package dev.changeover.http;

import java.util.concurrent.Semaphore;

/** How many may follow a stream at once; where a door has none, none. */
public final class Streams {
    /** Twice the thousand watchers one changeover may have; each is a virtual thread and a socket. */
    public static final int MOST = 2_000;

    private final boolean here;
    private final Semaphore free;

    private Streams(boolean here, int most) {
        this.here = here;
        this.free = new Semaphore(most);
    }

    public static Streams open() {
        return new Streams(true, MOST);
    }

    /** API Gateway answers whole or not at all. */
    public static Streams none() {
        return new Streams(false, 0);
    }

    void demand() {
        if (!here) {
            throw new Refusal(Code.NO_STREAM_HERE, "this door sends no streams");
        }
        if (free.availablePermits() == 0) {
            throw new Refusal(Code.TOO_MANY_STREAMS, MOST + " streams are open");
        }
    }

    /** Writes while there is room; one too many ends at once, and its reader polls. */
    Response.Source bounded(Response.Source source) {
        return sink -> {
            if (!free.tryAcquire()) {
                return;
            }
            try {
                source.write(sink);
            } finally {
                free.release();
            }
        };
    }
}
