package dev.changeover.handler;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.World;
import dev.changeover.drive.DrillAnswer;
import dev.changeover.drive.DrillRunner;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.Time;
import dev.changeover.view.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One invocation's share of a drill. What has to wait is waited for here: a document loops only so often. */
final class DrillTurns {
    /** How often taking over is tried when others write to the drill's journal at the same time. */
    private static final int TRIES_MAX = 5;

    private final Equipment equipment;
    private final Drilling drilling;
    private final Journal journal;

    DrillTurns(Equipment equipment, Drilling drilling, Telemetry telemetry) {
        this.equipment = equipment;
        this.drilling = drilling;
        this.journal = new WrittenJournal(equipment.journal(), telemetry);
    }

    DrillAnswer answer(DrillCall call, Duration remaining) {
        Instant end = equipment.time().now().plus(remaining).minus(Turns.MARGIN);
        try {
            List<DrillEvent> events = drilling.drills().read(call.drill());
            if (events.isEmpty()) {
                return new DrillAnswer(
                        DrillAnswer.State.FAILED, "there is no drill of that id in the journal", Optional.empty());
            }
            DrillState state = DrillState.of(events);
            DrillRunner runner = runner(state.plan(), driver(call.execution()));
            return switch (call) {
                case DrillCall.TakePhase(var id, var phase, var execution) ->
                    about(
                            id,
                            phase,
                            driving(id, driver(execution))
                                    .orElseGet(() -> take(runner, id, phase, deadline(state.plan(), end))));
                case DrillCall.Closing closing -> close(runner, state, closing);
            };
        } catch (UncheckedIOException unreadable) {
            return new DrillAnswer(DrillAnswer.State.WAIT, unreadable.getMessage(), Optional.empty());
        }
    }

    private static String driver(String execution) {
        return "ssm/" + execution;
    }

    /** Takes over unless somebody drives; an answer if another execution does, which then has nothing to do here. */
    private Optional<DrillAnswer> driving(DrillId id, String driver) {
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            List<DrillEvent> events = drilling.drills().read(id);
            DrillState state = DrillState.of(events);
            Optional<String> present = state.driving().driver();
            if (state.end().isPresent() || present.equals(Optional.of(driver))) {
                return Optional.empty();
            }
            if (present.isPresent()) {
                return Optional.of(answer(DrillAnswer.State.FAILED, present.get() + " drives this drill"));
            }
            var took = new DrillEvent.DriverTook(driver, equipment.time().now());
            switch (drilling.drills().append(id, events.size(), took)) {
                case DrillJournal.Appending.Appended _ -> {
                    return Optional.empty();
                }
                case DrillJournal.Appending.Behind _ -> {
                    // Somebody else wrote meanwhile: look again.
                }
                case DrillJournal.Appending.Unavailable(var why) -> {
                    return Optional.of(answer(DrillAnswer.State.WAIT, "the drill's journal cannot be written: " + why));
                }
            }
        }
        return Optional.of(answer(DrillAnswer.State.WAIT, "others kept writing to the drill's journal"));
    }

    private static DrillAnswer answer(DrillAnswer.State state, String said) {
        return new DrillAnswer(state, said, Optional.empty());
    }

    private DrillRunner runner(ApplicationPlan plan, String driver) {
        World world = drilling.world(plan);
        return new DrillRunner(new DrillRunner.Room(
                world,
                journal,
                drilling.drills(),
                drilling.readiness(plan),
                new LocalDriver(world, journal, equipment.time(), driver),
                equipment.time(),
                equipment.settings().region().code()));
    }

    /** After this nothing is begun: a last turn has to fit before the end. */
    private Instant deadline(ApplicationPlan plan, Instant end) {
        Instant now = equipment.time().now();
        Instant fits = end.minus(LocalDriver.turnMax(plan.timeouts()));
        if (!now.isBefore(fits)) {
            throw new IllegalStateException(
                    "a turn may take " + LocalDriver.turnMax(plan.timeouts()).toSeconds()
                            + " s and the answer is due at " + end + ": this function needs a longer timeout");
        }
        Instant longest = now.plus(StepHandler.LENGTH_MAX);
        return fits.isBefore(longest) ? fits : longest;
    }

    private DrillAnswer take(DrillRunner runner, DrillId id, DrillPhase phase, Instant deadline) {
        Time time = equipment.time();
        while (true) {
            DrillAnswer answer = once(runner, id, phase, Duration.between(time.now(), deadline));
            if (answer.state() != DrillAnswer.State.WAIT
                    || !time.now().plus(Turns.JOURNAL_REST).isBefore(deadline)) {
                return answer;
            }
            time.rest(Turns.JOURNAL_REST);
        }
    }

    private static DrillAnswer once(DrillRunner runner, DrillId id, DrillPhase phase, Duration atMost) {
        try {
            return runner.phase(id, phase, atMost, Listener.silent());
        } catch (UncheckedIOException unreadable) {
            return new DrillAnswer(DrillAnswer.State.WAIT, unreadable.getMessage(), Optional.empty());
        }
    }

    /** The document reads the changeover of each leg, also of one that was over before it asked. */
    private static DrillAnswer about(DrillId id, DrillPhase phase, DrillAnswer answer) {
        Optional<ChangeoverId> leg = switch (phase) {
            case FAILOVER -> Optional.of(id.changeover(Leg.FAILOVER));
            case FAILBACK -> Optional.of(id.changeover(Leg.FAILBACK));
            case PRECHECK, SOAK, VERDICT -> Optional.empty();
        };
        return new DrillAnswer(
                answer.state(), answer.said(), answer.changeover().or(() -> leg));
    }

    /** An execution that is gone goes on with nothing; its drill ends where it is, and its changeover is free. */
    private DrillAnswer close(DrillRunner runner, DrillState state, DrillCall.Closing closing) {
        String why = "Automation execution " + closing.execution() + " "
                + closing.how().inWords();
        for (DrillState.LegRun leg : state.legs().values()) {
            leave(leg.changeover(), driver(closing.execution()), why);
        }
        boolean ours = state.driving().by(driver(closing.execution()));
        if (state.end().isEmpty() && !ours) {
            return answer(DrillAnswer.State.FAILED, why + "; another one drives this drill");
        }
        if (state.end().isEmpty() && closing.how() != StepRequest.Ending.Success) {
            return runner.abandon(closing.drill(), why);
        }
        return runner.phase(closing.drill(), DrillPhase.VERDICT, Duration.ZERO, Listener.silent());
    }

    private void leave(ChangeoverId id, String driver, String why) {
        List<Event> events = journal.read(id);
        if (!events.isEmpty() && !Fold.of(events).ended()) {
            new Notes(journal)
                    .left(id, new Event.DriverLeft(driver, why, equipment.time().now()));
        }
    }

    static byte[] json(DrillAnswer answer) {
        return Json.line(Json.object(
                        "state", answer.state(),
                        "said", sentence(answer.said()),
                        "changeover",
                                answer.changeover().map(ChangeoverId::value).orElse("")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sentence(String said) {
        String upper = said.isEmpty() ? said : said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }
}
