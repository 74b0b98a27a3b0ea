package dev.changeover.shop;

import dev.changeover.shop.SecretReader.Stage;
import dev.changeover.shop.ShopConfig.DatabaseLimits;
import dev.changeover.shop.Standing.Down;
import dev.changeover.shop.Standing.Need;
import dev.changeover.shop.Standing.ReadOnly;
import dev.changeover.shop.Standing.Writable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The shop's way to whichever server the secret names.
 *
 * <p>Two threads of its own do the mending, so that a thousand waiting requests ask no more often than one: the watch
 * reads the secret (every few seconds while all is well, every {@link #MENDING_INTERVAL} while it is not, and every
 * {@link #VIGILANT_INTERVAL} while a move is about to be made), and a pilot tries the server it names until that takes
 * writes, then a fresh pool takes the old one's place. A secret that cannot be read changes nothing: the last one known
 * goes on.
 *
 * <p>When the secret names another server, writes to the old one stop at once, even if it would still take them.
 */
final class Database implements AutoCloseable {
    /** How often the secret and the server are asked while something is wrong: a tenth of a shopper's patience. */
    static final Duration MENDING_INTERVAL = Duration.ofMillis(100);

    /**
     * How often the secret is read while it is about to name another server: shoppers are turned away until that is
     * seen. At most 100 reads a second for {@link #VIGILANCE}; Secrets Manager allows 10,000 (AWS quotas, read 2026).
     */
    static final Duration VIGILANT_INTERVAL = Duration.ofMillis(10);

    /** Between a staged secret's probe and its becoming current a changeover has two calls to make; this is plenty. */
    private static final Duration VIGILANCE = Duration.ofSeconds(10);

    /** A busy server is asked again after this; several times its usual transaction of 2 ms. */
    private static final Duration BUSY_PAUSE = Duration.ofMillis(10);

    private final SecretReader secrets;
    private final DatabaseLimits limits;
    private final Notices notices;
    private final Optional<LocalReader> local;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Standing standing = new Down("the secret has not been read yet");
    private SecretView lastSeen;
    private DatabaseSecret named; // null until the secret has been read once
    private DatabaseSecret piloted; // the server a pilot is trying now, null when none is
    private DatabaseSecret pilotedLast; // the server a pilot tried last, null when none did
    private Deadline pilotPause = Deadline.in(Duration.ZERO);
    private Deadline vigilance = Deadline.in(Duration.ZERO);
    private boolean closed;

    Database(SecretReader secrets, DatabaseLimits limits, Notices notices) {
        this.secrets = secrets;
        this.limits = limits;
        this.notices = notices;
        this.local = switch (limits.forwarding()) {
            case Forwarding.Off _ -> Optional.empty();
            case Forwarding.Local settings -> Optional.of(new LocalReader(settings, limits));
        };
    }

    /** Starts to look for the writer; returns at once. */
    void start() {
        Thread.ofVirtual().name("secret-watch").start(this::watch);
        Thread.ofVirtual().name("load-driver").start(Driver::load);
    }

    /** Runs {@code work} within the request budget, again and again if the writer moves meanwhile. */
    <T> Outcome<T> transaction(Need need, Pool.Work<T> work) {
        Outcome<T> outcome = transaction(need, Deadline.in(limits.requestBudget()), work);
        if (need == Need.WRITE) {
            boolean known = outcome instanceof Outcome.Committed<T>;
            local.ifPresent(reader ->
                    named().ifPresent(writer -> reader.wrote(writer, known ? this::position : _ -> Optional.empty())));
        }
        return outcome;
    }

    /** Reads, of the reader in the shop's own Region where there is one that is fresh enough, else of the writer. */
    <T> Outcome<T> read(Pool.Work<T> work) {
        var deadline = Deadline.in(limits.requestBudget());
        Optional<T> found =
                local.flatMap(reader -> named().flatMap(writer -> reader.read(writer, deadline, this::position, work)));
        return found.<Outcome<T>>map(Outcome.Committed::new).orElseGet(() -> transaction(Need.READ, deadline, work));
    }

    /** Where the writer's log is now; empty when no writer says so. */
    private Optional<String> position(Deadline deadline) {
        return switch (transaction(Need.READ, deadline, LocalReader::position)) {
            case Outcome.Committed<Optional<String>>(var position) -> position;
            case Outcome.Unavailable<Optional<String>> _ -> Optional.empty();
        };
    }

    <T> Outcome<T> transaction(Need need, Deadline deadline, Pool.Work<T> work) {
        String why = "the database is busy";
        while (!deadline.passed()) {
            Optional<Pool> pool = await(need, deadline);
            if (pool.isEmpty()) {
                return new Outcome.Unavailable<>(standing().trouble());
            }
            try {
                return new Outcome.Committed<>(pool.get().run(work, deadline));
            } catch (SQLException failure) {
                why = "the database failed with SQLSTATE " + failure.getSQLState();
                learn(pool.get(), failure);
            }
        }
        return new Outcome.Unavailable<>(why);
    }

    Standing standing() {
        lock.lock();
        try {
            return standing;
        } finally {
            lock.unlock();
        }
    }

    /** The server the secret names, empty until it has been read once. */
    Optional<DatabaseSecret> named() {
        lock.lock();
        try {
            return Optional.ofNullable(named);
        } finally {
            lock.unlock();
        }
    }

    /** What the latest read of the secret returned, empty until there was one. */
    Optional<SecretView> lastSeen() {
        lock.lock();
        try {
            return Optional.ofNullable(lastSeen);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Pool> await(Need need, Deadline deadline) {
        lock.lock();
        try {
            while (!standing.serves(need) && !closed) {
                if (changed.awaitNanos(deadline.remaining().toNanos()) <= 0) {
                    return Optional.empty();
                }
            }
            return closed ? Optional.empty() : pool();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Pool> pool() {
        return switch (standing) {
            case Down _ -> Optional.empty();
            case ReadOnly(var pool, var _) -> Optional.of(pool);
            case Writable(var pool) -> Optional.of(pool);
        };
    }

    /** Takes in what a failed transaction says about its server. */
    private void learn(Pool pool, SQLException failure) {
        lock.lock();
        try {
            boolean current = pool().filter(now -> now == pool).isPresent();
            switch (Fault.of(failure)) {
                case REFUSES_WRITES -> {
                    if (current && standing instanceof Writable) {
                        become(new ReadOnly(pool, pool.secret().host() + " refuses writes"));
                    }
                }
                case BROKEN -> {
                    if (current) {
                        become(new Down("the connection to " + pool.secret().host() + " broke"));
                        pool.retire();
                    }
                }
                case BUSY -> pause(BUSY_PAUSE);
                case BUG -> throw new IllegalStateException("a statement of the shop is wrong", failure);
            }
            mend();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A writer other than the named one has just taken a row by way of the pending secret, so the secret is about to
     * name it: the watch reads at the vigilant interval for a while, and the move is seen as soon as it is made.
     */
    void expectMoveTo(DatabaseSecret pending) {
        lock.lock();
        try {
            if (named != null && !named.equals(pending)) {
                vigilance = Deadline.in(VIGILANCE);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A health check found that the server refuses writes; nobody needs to be turned away to learn of it. */
    void refusesWrites() {
        lock.lock();
        try {
            if (standing instanceof Writable(var pool)) {
                become(new ReadOnly(pool, pool.secret().host() + " refuses writes"));
                mend();
            }
        } finally {
            lock.unlock();
        }
    }

    private void become(Standing next) {
        notices.changed(standing, next);
        standing = next;
        changed.signalAll();
    }

    /** Starts a pilot to the named server unless all is well or one is on its way. Call with the lock held. */
    private void mend() {
        if (closed || named == null || named.equals(piloted) || standing instanceof Writable) {
            return;
        }
        piloted = named;
        DatabaseSecret target = named;
        Thread.ofVirtual().name("pilot").start(() -> pilot(target));
    }

    private void watch() {
        boolean go = true;
        while (go) {
            SecretView seen = secrets.read(Stage.AWSCURRENT);
            lock.lock();
            try {
                take(seen);
                // A signal wakes the watch early when trouble begins, but never sooner than the interval allows.
                go = pauseBetweenReads() && (!(standing instanceof Writable) || pauseWhileWell());
            } finally {
                lock.unlock();
            }
        }
    }

    private void take(SecretView seen) {
        lastSeen = seen;
        switch (seen) {
            case SecretView.Unreadable(var why, var _) -> {
                notices.unreadable(why, named != null);
                if (named == null) {
                    standing = new Down(why);
                }
            }
            case SecretView.Named(var database, var _) when database.equals(named) -> notices.readable();
            case SecretView.Named(var database, var _) -> {
                notices.readable();
                named = database;
                vigilance = Deadline.in(Duration.ZERO);
                if (standing instanceof Down) {
                    standing = new Down(database.host() + " has not been reached yet");
                }
                pool().ifPresent(old -> become(new ReadOnly(old, "the writer is now " + database.host())));
                mend();
            }
        }
    }

    private boolean pauseWhileWell() {
        var deadline = Deadline.in(limits.secretRefresh().minus(MENDING_INTERVAL));
        try {
            while (standing instanceof Writable && !closed && vigilance.passed() && !deadline.passed()) {
                changed.awaitNanos(deadline.remaining().toNanos());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    /** Waits the whole interval, which vigilance shortens even while the wait is under way. */
    private boolean pauseBetweenReads() {
        long began = System.nanoTime();
        try {
            Duration left = readInterval();
            while (!closed && left.isPositive()) {
                changed.awaitNanos(left.toNanos());
                left = readInterval().minusNanos(System.nanoTime() - began);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    private Duration readInterval() {
        return vigilance.passed() ? MENDING_INTERVAL : VIGILANT_INTERVAL;
    }

    /** Waits the whole time whatever changes, unless the shop closes: this is what bounds the rate. */
    private boolean pause(Duration time) {
        var deadline = Deadline.in(time);
        try {
            while (!closed && !deadline.passed()) {
                changed.awaitNanos(deadline.remaining().toNanos());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    /** Tries one server until it takes writes or the secret names another one. */
    private void pilot(DatabaseSecret target) {
        while (mayTry(target)) {
            Pilot.Finding found = Pilot.tryOnce(target, limits.sslMode());
            lock.lock();
            try {
                if (target.equals(named) && !closed && arrived(target, found)) {
                    piloted = null;
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Holds a pilot back so that one server is not tried more often than the mending interval allows. */
    private boolean mayTry(DatabaseSecret target) {
        lock.lock();
        try {
            boolean go = !target.equals(pilotedLast) || pause(pilotPause.remaining());
            pilotedLast = target;
            pilotPause = Deadline.in(MENDING_INTERVAL);
            return go && !closed && target.equals(named);
        } finally {
            lock.unlock();
        }
    }

    /** True once the shop can write through {@code target}. */
    private boolean arrived(DatabaseSecret target, Pilot.Finding found) {
        Optional<Pool> old = pool();
        boolean sameServer = old.filter(pool -> pool.secret().equals(target)).isPresent();
        switch (found) {
            case Pilot.Finding.Writer _ -> become(new Writable(new Pool(target, limits)));
            case Pilot.Finding.Follower _
            when !sameServer -> become(new ReadOnly(new Pool(target, limits), target.host() + " refuses writes"));
            case Pilot.Finding.Follower _ -> {
                return false;
            }
            case Pilot.Finding.Unreachable(var why) -> {
                if (old.isEmpty()) {
                    standing = new Down(why);
                }
                return false;
            }
        }
        old.ifPresent(Pool::retire);
        return standing instanceof Writable;
    }

    @Override
    public void close() {
        Optional<Pool> open;
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            open = pool();
        } finally {
            lock.unlock();
        }
        open.ifPresent(Pool::close);
        local.ifPresent(LocalReader::close);
        secrets.close();
    }
}
