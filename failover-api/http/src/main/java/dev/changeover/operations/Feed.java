package dev.changeover.operations;

import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets any number of watchers follow a changeover while one of them reads its journal. */
public final class Feed {
    /** How often the journal is read while somebody follows: an operator notices no delay below it. */
    static final Duration TICK = Duration.ofMillis(250);

    private final Chronicle chronicle;
    private final Map<ChangeoverId, Tail> tails = new HashMap<>();

    Feed(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    private static final class Tail {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition grown = lock.newCondition();
        private int followers;
        private boolean reading;
        private Optional<Told> told = Optional.empty();
    }

    /**
     * Waits until there are more events than {@code known}, and not longer than {@code atMost}. Empty when there is no
     * such changeover, and when the waiting was interrupted.
     */
    public Optional<Told> after(ChangeoverId id, int known, Duration atMost) {
        Tail tail = join(id);
        try {
            return await(tail, id, known, atMost.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            leave(id, tail);
        }
    }

    private Optional<Told> await(Tail tail, ChangeoverId id, int known, long nanos) throws InterruptedException {
        Optional<Told> first = chronicle.lately(id);
        if (first.isEmpty() || first.get().events().size() > known) {
            return first;
        }
        long left = nanos;
        tail.lock.lockInterruptibly();
        try {
            while (left > 0 && more(tail, known).isEmpty()) {
                if (tail.reading) {
                    left = tail.grown.awaitNanos(left);
                } else {
                    left = read(tail, id, left);
                }
            }
            return tail.told.filter(told -> told.events().size() >= known).or(() -> first);
        } finally {
            tail.lock.unlock();
        }
    }

    /** One follower reads for all; when it leaves, the next one does. Returns the time that is left. */
    private long read(Tail tail, ChangeoverId id, long left) throws InterruptedException {
        tail.reading = true;
        long rest = Math.min(left, TICK.toNanos());
        try {
            long still = rest;
            while (still > 0) {
                still = tail.grown.awaitNanos(still);
            }
            tail.lock.unlock();
            Optional<Told> told;
            try {
                told = chronicle.lately(id);
            } finally {
                tail.lock.lock();
            }
            tail.told = told;
            return left - rest;
        } finally {
            tail.reading = false;
            tail.grown.signalAll();
        }
    }

    private static Optional<Told> more(Tail tail, int known) {
        return tail.told.filter(told -> told.events().size() > known);
    }

    private Tail join(ChangeoverId id) {
        synchronized (tails) {
            Tail tail = tails.computeIfAbsent(id, any -> new Tail());
            tail.followers++;
            return tail;
        }
    }

    private void leave(ChangeoverId id, Tail tail) {
        synchronized (tails) {
            tail.followers--;
            if (tail.followers == 0) {
                tails.remove(id, tail);
            }
        }
    }

    /** How long one wait may be before a stream says that it is alive. */
    public static Duration beat() {
        return Duration.ofNanos(TimeUnit.SECONDS.toNanos(10));
    }
}
