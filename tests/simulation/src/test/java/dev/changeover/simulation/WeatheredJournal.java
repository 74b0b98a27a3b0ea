package dev.changeover.simulation;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A journal that can be out of reach, or can keep an event without its writer hearing of it. Tells what it kept. */
final class WeatheredJournal implements Journal {
    /** What is wrong with it. */
    enum Weather {
        FAIR,
        /** Nothing is kept, and nothing told. */
        DOWN,
        /** Everything is kept and nobody is told. */
        MUTE
    }

    private static final PortFailure SILENCE = new PortFailure(PortFailure.Code.UNREACHABLE, "the journal is silent");

    private final MemoryJournal kept = new MemoryJournal();
    private final BiConsumer<ChangeoverId, Event> listener;
    Weather weather = Weather.FAIR;

    WeatheredJournal(BiConsumer<ChangeoverId, Event> listener) {
        this.listener = listener;
    }

    /** What it holds, whatever the weather, for those who watch over everything. */
    Journal kept() {
        return kept;
    }

    @Override
    public Opening open(Event.Started first) {
        if (weather == Weather.DOWN) {
            return new Opening.Unavailable(SILENCE);
        }
        Opening opening = kept.open(first);
        return weather == Weather.MUTE ? new Opening.Unavailable(SILENCE) : opening;
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        return told(() -> kept.read(id));
    }

    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        if (weather == Weather.DOWN) {
            return new Leasing.Unavailable(SILENCE);
        }
        Leasing leasing = kept.lease(id, driver, now, length);
        return weather == Weather.MUTE ? new Leasing.Unavailable(SILENCE) : leasing;
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return told(() -> kept.lastLease(id));
    }

    @Override
    public void release(Lease lease) {
        if (weather != Weather.DOWN) {
            kept.release(lease);
        }
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        if (weather == Weather.DOWN) {
            return new Appending.Unavailable(SILENCE);
        }
        Appending appending = kept.append(id, expected, event, lease);
        if (appending instanceof Appending.Appended) {
            listener.accept(id, event);
        }
        return weather == Weather.MUTE ? new Appending.Unavailable(SILENCE) : appending;
    }

    @Override
    public Optional<ChangeoverId> live(ApplicationName application) {
        return told(() -> kept.live(application));
    }

    @Override
    public List<ChangeoverId> history(ApplicationName application) {
        return told(() -> kept.history(application));
    }

    private <T> T told(Supplier<T> read) {
        if (weather == Weather.DOWN) {
            throw new UncheckedIOException(new IOException(SILENCE.message()));
        }
        return read.get();
    }
}
