package dev.changeover.drive;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.DrillRule;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.drill.DrillVerdict;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.core.drill.StopReason;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.step.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Drives a drill, a phase at a time or all of it. It can be killed at any instant: whoever comes next reads the drill's
 * journal and goes on, and finds the drill's changeovers by ids that follow from the drill's own.
 */
public final class DrillRunner {
    /** How often the soak looks whether shoppers are well: AWS's fast health checks look every 10 s. */
    static final Duration PROBE_EVERY = Duration.ofSeconds(2);

    /** How often the soak writes down what it saw: what a driver that dies has not written is not counted. */
    static final Duration SLICE = Duration.ofSeconds(30);

    /** The longest phase of a whole run: a second person may be away for a day, and a soak lasts half of one. */
    static final Duration PHASE_MAX = Duration.ofDays(2);

    /** How often an append is tried when another driver of the same drill writes at the same time. */
    private static final int TRIES_MAX = 5;

    /**
     * What a drill is driven with.
     *
     * @param driver drives the two changeovers
     * @param place from where readiness looks
     */
    public record Room(
            World world,
            Journal journal,
            DrillJournal drills,
            ReadinessRun readiness,
            LocalDriver driver,
            Time time,
            String place) {}

    private final Room room;

    public DrillRunner(Room room) {
        this.room = room;
    }

    /** Writes the drill's first event. A drill of the same id that is there already is as good as opened. */
    public DrillJournal.Opening open(DrillRequest request, ApplicationPlan plan) {
        return room.drills()
                .open(new DrillEvent.Started(request, plan, room.time().now()));
    }

    /**
     * Goes on with one phase until it is over or the time is. A phase that is over already is done at once; one whose
     * turn has not come fails, and changes nothing.
     */
    public DrillAnswer phase(DrillId id, DrillPhase phase, Duration atMost, Listener listener) {
        List<DrillEvent> events = room.drills().read(id);
        if (events.isEmpty()) {
            return DrillAnswer.failed("there is no drill " + id);
        }
        DrillState state = DrillState.of(events);
        if (state.end().isPresent()) {
            return ended(state, phase);
        }
        DrillPhase present = state.phase().orElseThrow();
        if (phase.compareTo(present) < 0) {
            return DrillAnswer.done(phase + " is over");
        }
        if (phase.compareTo(present) > 0) {
            return DrillAnswer.failed("the drill is at " + present + ", so " + phase + " cannot begin");
        }
        Instant deadline = room.time().now().plus(atMost);
        return switch (phase) {
            case PRECHECK -> precheck(state);
            case FAILOVER -> leg(state, Leg.FAILOVER, deadline, listener);
            case SOAK -> soak(state, deadline);
            case FAILBACK -> leg(state, Leg.FAILBACK, deadline, listener);
            case VERDICT -> verdict(state);
        };
    }

    /** Of an ended drill: the phases before the one it stopped in are done. */
    private static DrillAnswer ended(DrillState state, DrillPhase phase) {
        return switch (state.end().orElseThrow()) {
            case End.Stopped(var where, var reason, var said, var _) ->
                phase.compareTo(where) < 0 ? DrillAnswer.done(phase + " is over") : stopped(reason, said);
            case End.Judged(var verdict, var _) ->
                phase == DrillPhase.VERDICT ? judged(verdict) : DrillAnswer.done(phase + " is over");
        };
    }

    /** All that is left of the drill; returns when it has ended, or when told to stop, or when the journal is down. */
    public DrillAnswer run(DrillId id, Listener listener) {
        DrillAnswer answer = DrillAnswer.failed("no phase was begun");
        for (DrillPhase phase : DrillPhase.values()) {
            answer = phase(id, phase, PHASE_MAX, listener);
            if (answer.state() != DrillAnswer.State.DONE) {
                return answer;
            }
        }
        return answer;
    }

    /** Ends a drill that nobody will go on with. The changeovers it made are left as they are. */
    public DrillAnswer abandon(DrillId id, String why) {
        DrillState state = state(id);
        return state.end().isPresent() ? ended(state, DrillPhase.VERDICT) : stop(state, StopReason.ABANDONED, why);
    }

    private DrillState state(DrillId id) {
        return DrillState.of(room.drills().read(id));
    }

    private DrillAnswer precheck(DrillState state) {
        if (state.precheck().isEmpty()) {
            var report = room.readiness()
                    .look(state.plan(), room.place(), room.time().now());
            Optional<DrillAnswer> trouble =
                    append(state, DrillRule.prechecked(report, room.time().now()));
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        DrillState checked = state(state.request().id());
        return DrillRule.refusal(checked.precheck().orElseThrow())
                .map(refusal -> stop(checked, refusal.reason(), refusal.said()))
                .orElseGet(() -> DrillAnswer.done("nothing stands in the way"));
    }

    private DrillAnswer leg(DrillState state, Leg leg, Instant deadline, Listener listener) {
        ChangeoverRequest request = DrillRule.request(state, leg);
        if (state.leg(leg).isEmpty()) {
            Optional<DrillAnswer> trouble = append(
                    state,
                    new DrillEvent.LegStarted(leg, request.id(), room.time().now()));
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        DrillState now = state(state.request().id());
        Optional<DrillAnswer> hindered = opened(now, leg, request);
        if (hindered.isPresent()) {
            return hindered.get().about(request.id());
        }
        Duration left = Duration.between(room.time().now(), deadline);
        var result = room.driver().watch(request.id(), Optional.of(left), listener);
        return over(now, leg, result).about(request.id());
    }

    /** Opens the leg's changeover unless it is there; empty if there is something to drive. */
    private Optional<DrillAnswer> opened(DrillState state, Leg leg, ChangeoverRequest request) {
        if (!room.journal().read(request.id()).isEmpty()) {
            return Optional.empty();
        }
        if (leg == Leg.FAILBACK && !lastIsOurs(state)) {
            return Optional.of(stop(state, StopReason.MOVED_MEANWHILE, "the last changeover is not the drill's"));
        }
        return room.driver().open(request, state.plan()).map(hindrance -> switch (hindrance) {
            case ChangeoverResult.AlreadyLive(var other) ->
                stop(state, StopReason.ANOTHER_CHANGEOVER, other + " is live");
            case ChangeoverResult.JournalDown(var why, var _) ->
                DrillAnswer.waiting("the journal cannot be written: " + why);
            case ChangeoverResult.Ended _,
                    ChangeoverResult.Halted _,
                    ChangeoverResult.TimedOut _,
                    ChangeoverResult.Detached _ ->
                throw new IllegalStateException("opening takes no turn, yet came to " + hindrance);
        });
    }

    private boolean lastIsOurs(DrillState state) {
        List<ChangeoverId> history = room.journal().history(state.plan().name());
        return !history.isEmpty()
                && history.getLast().equals(state.request().id().changeover(Leg.FAILOVER));
    }

    private DrillAnswer over(DrillState state, Leg leg, ChangeoverResult result) {
        return switch (result) {
            case ChangeoverResult.Ended(var ended) -> legEnded(state, leg, ended);
            case ChangeoverResult.Halted(var halted) -> stop(state, StopReason.CHANGEOVER_HALTED, halt(halted));
            case ChangeoverResult.TimedOut(var moving) -> DrillAnswer.waiting(moving(leg, moving));
            case ChangeoverResult.Detached(var moving) -> DrillAnswer.waiting("let go; " + moving(leg, moving));
            case ChangeoverResult.JournalDown(var why, var _) ->
                DrillAnswer.waiting("the journal cannot be written: " + why);
            case ChangeoverResult.AlreadyLive(var other) ->
                stop(state, StopReason.ANOTHER_CHANGEOVER, other + " is live");
        };
    }

    private DrillAnswer legEnded(DrillState state, Leg leg, ChangeoverState ended) {
        var outcome = ((Phase.Ended) ended.phase()).outcome();
        Optional<StopReason> reason = DrillRule.stopAfter(outcome);
        if (reason.isPresent()) {
            return stop(state, reason.get(), ended.request().id() + " ended " + outcome);
        }
        var result = LegResult.of(room.journal().read(ended.request().id()));
        return append(state, new DrillEvent.LegEnded(leg, result, room.time().now()))
                .orElseGet(() -> DrillAnswer.done(leg + " to " + result.to() + " completed"));
    }

    private static String halt(ChangeoverState halted) {
        String step = halted.current().map(Step::name).map(Object::toString).orElse("?");
        String said = halted.current()
                .map(present -> halted.progress(present.name()).said())
                .orElse("");
        return halted.request().id() + " halted at " + step + ": " + said;
    }

    private static String moving(Leg leg, ChangeoverState moving) {
        return leg + " is at "
                + moving.current().map(Step::name).map(Object::toString).orElse("its end");
    }

    private DrillAnswer soak(DrillState state, Instant deadline) {
        if (state.soak().isEmpty()) {
            Optional<DrillAnswer> trouble =
                    append(state, new DrillEvent.SoakStarted(room.time().now()));
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        DrillState soaking = state(state.request().id());
        Instant end =
                soaking.soak().orElseThrow().startedAt().plus(state.request().soak());
        var slice = new Slice(soaking);
        while (room.time().now().isBefore(end)
                && room.time().now().isBefore(deadline)
                && !room.time().stopped()) {
            slice.probe();
            room.time().rest(shorter(PROBE_EVERY, Duration.between(room.time().now(), end)));
            if (slice.full()) {
                Optional<DrillAnswer> trouble = slice.write();
                if (trouble.isPresent()) {
                    return trouble.get();
                }
            }
        }
        Optional<DrillAnswer> trouble = slice.write();
        if (trouble.isPresent()) {
            return trouble.get();
        }
        if (room.time().now().isBefore(end)) {
            Duration left = Duration.between(room.time().now(), end);
            return DrillAnswer.waiting("soaking for another " + left.toSeconds() + " s");
        }
        return append(
                        state(state.request().id()),
                        new DrillEvent.SoakEnded(room.time().now()))
                .orElseGet(() ->
                        DrillAnswer.done("soaked for " + state.request().soak().toSeconds() + " s"));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other.isNegative() ? Duration.ZERO : other;
    }

    /** Probes that are not written down yet. */
    private final class Slice {
        private final DrillState state;
        private Instant begun = room.time().now();
        private int probes;
        private int failed;
        private String said = "";

        Slice(DrillState state) {
            this.state = state;
        }

        void probe() {
            var expected = state.to(Leg.FAILOVER);
            var probe =
                    DrillRule.probed(room.world().probes().traffic(state.plan().traffic(), expected), expected);
            probes++;
            if (!probe.well()) {
                failed++;
            }
            said = probe.well() && failed > 0 ? said : probe.said();
        }

        boolean full() {
            return !room.time().now().isBefore(begun.plus(SLICE));
        }

        Optional<DrillAnswer> write() {
            if (probes == 0) {
                return Optional.empty();
            }
            var event =
                    new DrillEvent.SoakProbed(probes, failed, said, room.time().now());
            probes = 0;
            failed = 0;
            begun = room.time().now();
            return append(state(state.request().id()), event);
        }
    }

    private DrillAnswer verdict(DrillState state) {
        DrillVerdict verdict = DrillRule.verdict(state);
        return append(state, new DrillEvent.Judged(verdict, room.time().now())).orElseGet(() -> judged(verdict));
    }

    private static DrillAnswer judged(DrillVerdict verdict) {
        return verdict.passed()
                ? DrillAnswer.done("the drill passed")
                : DrillAnswer.failed("the drill came home, but missed: "
                        + verdict.missed().stream()
                                .map(missed -> missed.name() + " (" + missed.measured() + ", " + missed.wanted() + ")")
                                .collect(Collectors.joining("; ")));
    }

    private DrillAnswer stop(DrillState state, StopReason reason, String said) {
        DrillPhase where = state(state.request().id()).phase().orElse(DrillPhase.VERDICT);
        return append(
                        state,
                        new DrillEvent.Stopped(where, reason, said, room.time().now()))
                .orElseGet(() -> stopped(reason, said));
    }

    private static DrillAnswer stopped(StopReason reason, String said) {
        return DrillAnswer.failed(reason.inWords() + " (" + said + "): " + reason.whatToDo());
    }

    /** Empty once it is written; an answer if the journal could not be, or another driver has gone on meanwhile. */
    private Optional<DrillAnswer> append(DrillState state, DrillEvent event) {
        DrillId id = state.request().id();
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            List<DrillEvent> events = room.drills().read(id);
            if (!DrillState.of(events).accepts(event)) {
                return Optional.of(DrillAnswer.waiting("another driver has gone on"));
            }
            switch (room.drills().append(id, events.size(), event)) {
                case DrillJournal.Appending.Appended _ -> {
                    return Optional.empty();
                }
                case DrillJournal.Appending.Behind _ -> {
                    // Somebody else wrote meanwhile: look again.
                }
                case DrillJournal.Appending.Unavailable(var why) -> {
                    return Optional.of(DrillAnswer.waiting("the drill's journal cannot be written: " + why));
                }
            }
        }
        return Optional.of(DrillAnswer.waiting("others kept writing to the drill's journal"));
    }
}
