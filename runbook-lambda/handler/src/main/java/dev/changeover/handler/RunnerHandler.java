package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.changeover.aws.AutomationDrivers;
import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Answer;
import dev.changeover.handler.Turns.Taken;
import dev.changeover.view.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The function {@code changeover-runner}: drives a changeover where Systems Manager cannot be reached. When its time is
 * nearly over it sends itself an event and goes on in a new invocation, from the journal.
 */
public final class RunnerHandler implements RequestStreamHandler {
    /**
     * How often it goes on. With Lambda's longest timeout of 15 min this is 30 hours: more than the longest deadline
     * that a step has unless the plan says otherwise, the day in which somebody must approve.
     */
    static final int ROUNDS_MAX = 120;

    private final Equipment equipment;
    private final Successor successor;

    /** As Lambda makes it. */
    public RunnerHandler() {
        this(Equipment.here(), Successor.of(Equipment.here().settings()));
    }

    RunnerHandler(Equipment equipment, Successor successor) {
        this.equipment = equipment;
        this.successor = successor;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        var telemetry = Telemetry.of(equipment, context);
        try {
            Fields fields = Fields.read(in);
            ChangeoverId id = fields.changeover();
            int round = fields.number("round", 1, ROUNDS_MAX);
            fields.requireOnly(Set.of("changeover", "round"));
            telemetry.with("changeover", id.value()).with("round", round);
            String said = run(id, round, telemetry, Duration.ofMillis(context.getRemainingTimeInMillis()));
            telemetry.info(said);
            out.write(Json.line(Json.object("changeover", id, "round", round, "said", said))
                    .getBytes(StandardCharsets.UTF_8));
        } catch (UnusableEvent unusable) {
            telemetry.warn("refused: " + unusable.getMessage());
            throw unusable;
        }
    }

    private String run(ChangeoverId id, int round, Telemetry telemetry, Duration remaining) {
        String driver = AutomationDrivers.runnerDriver(id);
        Instant end = equipment.time().now().plus(remaining).minus(Turns.MARGIN);
        var watch = new Turns.Watch(id, driver, end, end);
        return switch (new Turns(equipment, telemetry).take(watch, Optional.empty())) {
            case Taken.Ended _ -> "The changeover has ended.";
            case Taken.Halted _ -> leave(id, driver, "a step halted, so a person has to speak", telemetry);
            case Taken.TimeOver _, Taken.NoJournal _ -> goOn(id, round, telemetry);
            case Taken.StepOver _ -> throw new IllegalStateException("no step was named");
        };
    }

    private String goOn(ChangeoverId id, int round, Telemetry telemetry) {
        if (round == ROUNDS_MAX) {
            return leave(
                    id,
                    AutomationDrivers.runnerDriver(id),
                    "it has gone on " + ROUNDS_MAX + " times, which is enough",
                    telemetry);
        }
        int next = round + 1;
        String event = "{\"changeover\":\"" + id + "\",\"round\":" + next + "}";
        return switch (successor.send(equipment.settings().names().runner(), event)) {
            case Answer.Accepted _ -> "Round " + next + " goes on.";
            // Lambda tries a failed event again, so this round is taken once more and ends here again.
            case Answer.Refused(var why) -> throw new IllegalStateException("nobody goes on: " + why);
            case Answer.Unknown(var why) -> throw new IllegalStateException("nobody may go on: " + why);
        };
    }

    private String leave(ChangeoverId id, String driver, String why, Telemetry telemetry) {
        var notes = new Notes(new WrittenJournal(equipment.journal(), telemetry));
        notes.left(id, new Event.DriverLeft(driver, why, equipment.time().now()));
        return "The runner leaves: " + why + ".";
    }
}
