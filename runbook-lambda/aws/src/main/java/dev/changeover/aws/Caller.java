package dev.changeover.aws;

import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Bounds every call, whatever hangs in it: the search for credentials, a name lookup, a handshake, a reply that
 * trickles for ever. The call runs on a virtual thread; when its time is up the thread is interrupted, which closes
 * its socket, and nobody waits for it any longer.
 */
final class Caller implements AutoCloseable {
    static {
        Carriers.provide();
    }

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("world-", 0).factory());
    private final Timeouts timeouts;

    Caller(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** The longest any one call may take. */
    Duration bound() {
        return timeouts.call();
    }

    <T> Reply<T> ask(String whom, Callable<T> request) {
        return ask(whom, bound(), request);
    }

    <T> Reply<T> ask(String whom, Duration within, Callable<T> request) {
        Future<T> answer = threads.submit(request);
        try {
            return new Reply.Got<>(answer.get(within.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException silent) {
            answer.cancel(true);
            return new Reply.Lost<>(new PortFailure(
                    PortFailure.Code.UNREACHABLE, whom + " gave no answer within " + within.toMillis() + " ms"));
        } catch (ExecutionException failed) {
            return Failures.reply(whom, failed.getCause());
        } catch (InterruptedException stop) {
            answer.cancel(true);
            throw interrupted();
        }
    }

    /** Begins a read while this thread does another; {@link #join} has its result. */
    <T> Future<T> meanwhile(Callable<T> read) {
        return threads.submit(read);
    }

    /** Does something that nobody waits for, and whose failure is nobody's. */
    void inBackground(Runnable work) {
        Future<?> _ = threads.submit(work);
    }

    /** What {@code read} came to. Every read ends, since all it waits for is bounded. */
    static <T> T join(Future<T> read) {
        try {
            return read.get();
        } catch (ExecutionException bug) {
            throw unwrapped(bug);
        } catch (InterruptedException stop) {
            read.cancel(true);
            throw interrupted();
        }
    }

    /** Runs independent reads side by side; the results come in the order of the reads. */
    <T> List<T> sideBySide(List<Callable<T>> reads) {
        List<Future<T>> begun = new ArrayList<>();
        reads.forEach(read -> begun.add(threads.submit(read)));
        return begun.stream().map(Caller::join).toList();
    }

    /**
     * The first read's result if it can be used, else the second's if that can. The second begins only when the first
     * failed or has been silent for {@code patience}; nobody waits for it unless the first fails.
     */
    <T> T prefer(Callable<T> first, Callable<T> second, Predicate<T> usable, Duration patience) {
        Future<T> preferred = threads.submit(first);
        if (endsWithin(preferred, patience)) {
            T seen = join(preferred);
            return usable.test(seen) ? seen : orElse(threads.submit(second), seen, usable);
        }
        Future<T> other = threads.submit(second);
        T seen = join(preferred);
        if (usable.test(seen)) {
            other.cancel(true);
            return seen;
        }
        return orElse(other, seen, usable);
    }

    private static <T> T orElse(Future<T> other, T seen, Predicate<T> usable) {
        T instead = join(other);
        return usable.test(instead) ? instead : seen;
    }

    private static boolean endsWithin(Future<?> read, Duration patience) {
        try {
            read.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException slow) {
            return false;
        } catch (ExecutionException bug) {
            throw unwrapped(bug);
        } catch (InterruptedException stop) {
            read.cancel(true);
            throw interrupted();
        }
    }

    private static RuntimeException unwrapped(ExecutionException bug) {
        return switch (bug.getCause()) {
            case RuntimeException cause -> cause;
            case Error error -> throw error;
            case Throwable checked -> new IllegalStateException(checked);
        };
    }

    static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while looking at the world");
    }

    /** For requests of which the first to end matters. */
    <T> CompletionService<T> completions() {
        return new ExecutorCompletionService<>(threads);
    }

    /** Waits for nobody: what is still under way is interrupted. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
