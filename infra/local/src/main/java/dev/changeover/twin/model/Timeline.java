package dev.changeover.twin.model;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The twin's time, and the one lock over its state.
 *
 * <p>All state of the model is read and changed only inside {@link #call} or {@link #run}, or by what {@link #after}
 * scheduled; so the model itself is single-threaded and, in virtual time, deterministic: what is due at the same
 * instant runs in the order it was scheduled.
 */
public final class Timeline implements AutoCloseable {
    private record Due(Instant at, long order, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private final boolean virtual;
    private Instant virtualNow;
    private long scheduled;
    private boolean closed;

    private Timeline(boolean virtual, Instant start) {
        this.virtual = virtual;
        this.virtualNow = start;
    }

    /** Time that passes only when {@link #advance} is called. */
    public static Timeline virtual(Instant start) {
        return new Timeline(true, start);
    }

    /** The machine's time; what is due runs on a thread of the timeline's own. */
    public static Timeline real() {
        var timeline = new Timeline(false, Instant.EPOCH);
        Thread.ofPlatform().name("twin-timeline").daemon().start(timeline::keepTime);
        return timeline;
    }

    public Instant now() {
        lock.lock();
        try {
            return virtual ? virtualNow : Instant.now();
        } finally {
            lock.unlock();
        }
    }

    /** Reads or changes the model. */
    public <T> T call(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /** Changes the model. */
    public void run(Runnable what) {
        call(() -> {
            what.run();
            return null;
        });
    }

    /** Runs {@code what} under the lock once {@code delay} has passed; at zero delay still after the present call. */
    public void after(Duration delay, Runnable what) {
        lock.lock();
        try {
            agenda.add(new Due(now().plus(delay), scheduled++, what));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets virtual time pass, running what falls due on the way, each at its own instant. */
    public void advance(Duration by) {
        lock.lock();
        try {
            if (!virtual) {
                throw new IllegalStateException("real time cannot be advanced");
            }
            Instant end = virtualNow.plus(by);
            while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
                Due due = agenda.remove();
                virtualNow = due.at();
                due.what().run();
            }
            virtualNow = end;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            agenda.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keepTime() {
        lock.lock();
        try {
            while (!closed) {
                if (agenda.isEmpty()) {
                    changed.awaitUninterruptibly();
                    continue;
                }
                Duration until = Duration.between(Instant.now(), agenda.peek().at());
                if (until.isPositive()) {
                    changed.awaitNanos(until.toNanos());
                } else {
                    runNext();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** A bug in one thing that falls due is reported as any thread's would be, and does not stop the twin's time. */
    private void runNext() {
        try {
            agenda.remove().what().run();
        } catch (RuntimeException bug) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
        }
    }
}
