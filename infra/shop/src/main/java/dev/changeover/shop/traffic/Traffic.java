package dev.changeover.shop.traffic;

import dev.changeover.shop.traffic.Entry.Acknowledged;
import dev.changeover.shop.traffic.Entry.Failed;
import dev.changeover.shop.traffic.Entry.Kind;
import dev.changeover.shop.traffic.Shopper.Said;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Shoppers who arrive on a drumbeat, whether the shop answers or not (an open loop): a slow shop is not spared, and
 * what starts late counts from when it was due.
 *
 * <p>Each asks once. What was acknowledged and what failed is in the ledger before it is counted here.
 */
public final class Traffic implements AutoCloseable {
    /** Twenty seconds of a dead shop at 200 a second; beyond it the generator would measure its own memory. */
    private static final int UNDER_WAY_MAX = 4_000;

    /** How long the first sign-in may take before there is no point in starting. */
    private static final Duration SIGN_IN_MAX = Duration.ofSeconds(30);

    private static final Duration SIGN_IN_PAUSE = Duration.ofMillis(50);

    private final TrafficSettings settings;
    private final Shopper shopper;
    private final Ledger ledger;
    private final Tally tally;
    private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
    private final Thread drummer;
    private volatile boolean closed;

    private Traffic(TrafficSettings settings, Shopper shopper) {
        this.settings = settings;
        this.shopper = shopper;
        this.ledger = Ledger.append(settings.ledger());
        this.tally = new Tally(normalGap(settings.rate()));
        this.drummer = Thread.ofPlatform().name("traffic").daemon().unstarted(this::drum);
    }

    /**
     * Signs in, then lets shoppers come until {@link #close}.
     *
     * @throws IllegalStateException when nobody could sign in within half a minute; the message says why
     */
    public static Traffic start(TrafficSettings settings) {
        var shopper = new Shopper(
                new Whereabouts(settings.name(), settings.portDefault(), settings.dns(), InstantSource.system()));
        long deadline = System.nanoTime() + SIGN_IN_MAX.toNanos();
        Optional<String> trouble = shopper.signIn();
        while (trouble.isPresent() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(SIGN_IN_PAUSE.toNanos());
            trouble = shopper.signIn();
        }
        if (trouble.isPresent()) {
            shopper.close();
            throw new IllegalStateException("no shopper could sign in at " + settings.name() + ": " + trouble.get());
        }
        var traffic = new Traffic(settings, shopper);
        traffic.drummer.start();
        return traffic;
    }

    /** The time between two orders at this rate when all is well. */
    public static Duration normalGap(TrafficSettings.Rate rate) {
        return Duration.ofSeconds(1).multipliedBy(rate.writeEvery()).dividedBy(rate.perSecond());
    }

    /** The ids of all acknowledged orders: none of them may ever be missing from the database. */
    public List<UUID> acknowledged() {
        return tally.acknowledged();
    }

    public List<Acknowledged> acknowledged(Instant from, Instant to) {
        return tally.acknowledged(from, to);
    }

    public List<Failed> failures(Instant from, Instant to) {
        return tally.failures(from, to);
    }

    /** How long the shop took no orders inside the window; {@link Tally#writeOutage} has the exact words. */
    public Duration writeOutage(Instant from, Instant to) {
        return tally.writeOutage(from, to);
    }

    public SortedMap<Instant, Map<String, Tally.Counts>> perSecond() {
        return tally.perSecond();
    }

    private void drum() {
        long start = System.nanoTime();
        for (long beat = 0; !closed; beat++) {
            long due =
                    start + beat * TimeUnit.SECONDS.toNanos(1) / settings.rate().perSecond();
            for (long early = due - System.nanoTime(); early > 0 && !closed; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            if (!closed) {
                arrive(beat % settings.rate().writeEvery() == 0 ? Kind.WRITE : Kind.READ, due);
            }
        }
    }

    private void arrive(Kind kind, long due) {
        if (!underWay.tryAcquire()) {
            fail(kind, due, Entry.NOBODY, "more than " + UNDER_WAY_MAX + " requests are under way");
            return;
        }
        Thread.ofVirtual().name("shopper").start(() -> {
            try {
                shop(kind, due);
            } finally {
                underWay.release();
            }
        });
    }

    private void shop(Kind kind, long due) {
        UUID order = UUID.randomUUID();
        Said said = kind == Kind.WRITE ? shopper.order(order) : shopper.browse();
        int good = kind == Kind.WRITE ? 201 : 200;
        switch (said) {
            case Said.Nothing(var why) -> fail(kind, due, Entry.NOBODY, why);
            case Said.Answered(var status, var region, var body)
            when status != good -> fail(kind, due, region, status + " " + body);
            case Said.Answered(var _, var region, var _)
            when kind == Kind.WRITE -> record(new Acknowledged(Instant.now(), since(due), region, order));
            case Said.Answered(var _, var region, var _) -> tally.served(Instant.now(), region);
        }
    }

    private void fail(Kind kind, long due, String region, String cause) {
        record(new Failed(Instant.now(), since(due), kind, region, cause));
    }

    /** One after another, so that ledger and tally tell them in the same order. */
    private void record(Entry entry) {
        synchronized (ledger) {
            ledger.write(entry);
            tally.count(entry);
        }
    }

    private static Duration since(long due) {
        return Duration.ofNanos(System.nanoTime() - due);
    }

    /** Nobody comes any more; who is in the shop may end, for as long as a shopper's patience lasts. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(drummer);
        try {
            drummer.join();
            boolean left = underWay.tryAcquire(
                    UNDER_WAY_MAX, Shopper.PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            if (!left) {
                throw new IllegalStateException("shoppers are still in the shop after twice their patience");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            shopper.close();
            ledger.close();
        }
    }
}
