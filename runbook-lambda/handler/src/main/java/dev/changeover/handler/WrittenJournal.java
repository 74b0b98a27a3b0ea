package dev.changeover.handler;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal that tells each event once, and only to the one who wrote it: so that logs and metrics count it once. */
final class WrittenJournal implements Journal {
    private final Journal journal;
    private final Telemetry telemetry;
    private final Map<StepName, Instant> started = new EnumMap<>(StepName.class);

    WrittenJournal(Journal journal, Telemetry telemetry) {
        this.journal = journal;
        this.telemetry = telemetry;
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        List<Event> events = journal.read(id);
        events.forEach(this::noteStart);
        return events;
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        Appending appending = journal.append(id, expected, event, lease);
        if (appending instanceof Appending.Appended) {
            noteStart(event);
            telemetry.event(event);
            measure(event);
        }
        return appending;
    }

    private void noteStart(Event event) {
        if (event instanceof Event.StepStarted(var step, var at)) {
            started.putIfAbsent(step, at);
        }
    }

    private void measure(Event event) {
        if (event instanceof Event.StepSatisfied(var step, var _, var at)) {
            telemetry.stepTook(step, Duration.between(started.getOrDefault(step, at), at));
        } else if (event instanceof Event.StepHalted(var step, var _, var _, var _)) {
            telemetry.halted(step);
        }
    }

    @Override
    public Opening open(Event.Started first) {
        return journal.open(first);
    }

    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        return journal.lease(id, driver, now, length);
    }

    @Override
    public void release(Lease lease) {
        journal.release(lease);
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return journal.lastLease(id);
    }

    @Override
    public Optional<ChangeoverId> live(ApplicationName application) {
        return journal.live(application);
    }

    @Override
    public List<ChangeoverId> history(ApplicationName application) {
        return journal.history(application);
    }
}
