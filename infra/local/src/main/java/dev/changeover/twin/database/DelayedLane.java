package dev.changeover.twin.database;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Bytes travelling one way: each is delivered once the delay has passed since it came in, in order. */
final class DelayedLane {
    private record Parcel(ByteBuffer bytes, long cameInAt) {}

    /** What a long fat cable holds; then the sender has to wait, as TCP makes it. */
    private static final long IN_FLIGHT_MAX_BYTES = 64L << 20;

    private static final int READ_BYTES = 64 << 10;

    private final Supplier<Duration> delay;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Parcel> inFlight = new ArrayDeque<>();
    private long inFlightBytes;
    private boolean senderDone;
    private boolean dropped;

    DelayedLane(Supplier<Duration> delay) {
        this.delay = delay;
    }

    /** Takes bytes in until the sender ends. */
    void take(Socket from) {
        var buffer = new byte[READ_BYTES];
        try {
            int length = from.getInputStream().read(buffer);
            while (length >= 0 && add(Arrays.copyOf(buffer, length))) {
                length = from.getInputStream().read(buffer);
            }
        } catch (IOException senderGone) {
            end(); // what it sent before is still on its way
        }
        end();
    }

    /** Hands bytes over as they fall due, until all is delivered or dropped. */
    void deliver(Socket to) {
        try {
            for (Parcel due = nextDue(); due != null; due = nextDue()) {
                to.getOutputStream().write(due.bytes().array());
            }
        } catch (IOException receiverGone) {
            drop();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    void drop() {
        lock.lock();
        try {
            dropped = true;
            inFlight.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void delayChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean add(byte[] bytes) {
        lock.lock();
        try {
            while (inFlightBytes > IN_FLIGHT_MAX_BYTES && !dropped) {
                changed.awaitUninterruptibly();
            }
            inFlight.add(new Parcel(ByteBuffer.wrap(bytes), System.nanoTime()));
            inFlightBytes += bytes.length;
            changed.signalAll();
            return !dropped;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            senderDone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next parcel when its time has come; null when there will be none. */
    private Parcel nextDue() throws InterruptedException {
        lock.lock();
        try {
            while (!dropped) {
                Parcel first = inFlight.peek();
                if (first == null && senderDone) {
                    return null;
                }
                long early = first == null ? Long.MAX_VALUE : untilDue(first);
                if (early <= 0) {
                    return remove();
                }
                awaitChange(early);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings({"WaitNotInLoop", "ResultOfMethodCallIgnored"}) // nextDue() holds the lock and looks again
    private void awaitChange(long nanosMax) throws InterruptedException {
        changed.awaitNanos(nanosMax);
    }

    private long untilDue(Parcel parcel) {
        return parcel.cameInAt() + delay.get().toNanos() - System.nanoTime();
    }

    private Parcel remove() {
        Parcel due = inFlight.remove();
        inFlightBytes -= due.bytes().capacity();
        changed.signalAll();
        return due;
    }
}
