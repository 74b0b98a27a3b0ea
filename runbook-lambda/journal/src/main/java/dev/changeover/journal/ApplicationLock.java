package dev.changeover.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer at a time for one application, among threads and among processes. The operating system gives the lock back
 * when its holder dies, so a crash blocks nobody.
 */
final class ApplicationLock implements AutoCloseable {
    /** An append takes milliseconds. Whoever holds the lock this long is stopped or has a stuck disk. */
    static final Duration WAIT_MAX = Duration.ofSeconds(10);

    /** Shorter than an append to a disk; longer than asking the kernel. */
    private static final Duration RETRY_EVERY = Duration.ofMillis(1);

    /** A file lock is the whole process's, so threads need a lock of their own, whichever journal object they use. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private ApplicationLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    static ApplicationLock take(Path file) throws IOException {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        ReentrantLock threads = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new ReentrantLock());
        try {
            if (!threads.tryLock(WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LockHeldException(file);
            }
        } catch (InterruptedException stopped) {
            throw interrupted(file, stopped);
        }
        try {
            return new ApplicationLock(threads, lockedChannel(file, deadline));
        } catch (IOException | RuntimeException failed) {
            threads.unlock();
            throw failed;
        }
    }

    private static FileChannel lockedChannel(Path file, long deadline) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            while (lock == null) {
                if (System.nanoTime() - deadline > 0) {
                    throw new LockHeldException(file);
                }
                Thread.sleep(RETRY_EVERY);
                lock = channel.tryLock();
            }
            return channel;
        } catch (InterruptedException stopped) {
            channel.close();
            throw interrupted(file, stopped);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static IOException interrupted(Path file, InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while waiting for " + file, stopped);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }

    /** Somebody else writes, and does not come to an end. */
    static final class LockHeldException extends IOException {
        private static final long serialVersionUID = 1L;

        LockHeldException(Path file) {
            super("another process has held " + file + " for " + WAIT_MAX.toSeconds() + " s");
        }
    }
}
