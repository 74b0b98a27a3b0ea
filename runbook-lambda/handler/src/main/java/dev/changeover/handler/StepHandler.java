package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.step.StepName;
import dev.changeover.drive.DrillAnswer;
import dev.changeover.handler.StepAnswer.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The function {@code changeover-step}: what the steps of the Automation documents invoke. */
public final class StepHandler implements RequestStreamHandler {
    /**
     * How long one invocation takes turns. Automation waits 300 s for a function ("aws:invokeLambdaFunction", Systems
     * Manager user guide, read 2026-11-22); what is left is for a last turn and the answer.
     */
    static final Duration LENGTH_MAX = Duration.ofMinutes(4);

    private final Equipment equipment;
    private final Drilling drilling;

    /** As Lambda makes it. */
    public StepHandler() {
        this(Equipment.here());
    }

    StepHandler(Equipment equipment) {
        this(equipment, Drilling.in(equipment));
    }

    StepHandler(Equipment equipment, Drilling drilling) {
        this.equipment = equipment;
        this.drilling = drilling;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        var telemetry = Telemetry.of(equipment, context);
        try {
            Fields fields = Fields.read(in);
            var remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
            if (DrillCall.isOne(fields)) {
                out.write(drill(DrillCall.of(fields), telemetry, remaining));
                return;
            }
            if (ReadyCall.isOne(fields)) {
                StepAnswer ready = ReadyCall.of(fields).answer(equipment);
                telemetry.info("answered " + ready.state() + ": " + ready.said());
                out.write(ready.json());
                return;
            }
            StepRequest request = StepRequest.of(fields);
            telemetry.with("changeover", request.changeover().value()).with("execution", request.execution());
            StepAnswer answer = answer(request, telemetry, remaining);
            telemetry.info("answered " + answer.state() + ": " + answer.said());
            out.write(answer.json());
        } catch (UnusableEvent unusable) {
            telemetry.warn("refused: " + unusable.getMessage());
            throw unusable;
        }
    }

    private byte[] drill(DrillCall call, Telemetry telemetry, Duration remaining) {
        telemetry.with("drill", call.drill().value()).with("execution", call.execution());
        DrillAnswer answer = new DrillTurns(equipment, drilling, telemetry).answer(call, remaining);
        telemetry.info("answered " + answer.state() + ": " + answer.said());
        return DrillTurns.json(answer);
    }

    private StepAnswer answer(StepRequest request, Telemetry telemetry, Duration remaining) {
        return switch (request) {
            case StepRequest.Closing closing -> close(closing, telemetry);
            case StepRequest.TakeTurns asked -> {
                telemetry.with("step", asked.step().toString());
                yield take(asked, asked.step(), telemetry, remaining);
            }
            case StepRequest.Approved approved -> {
                telemetry.with("step", approved.step().toString());
                var approval = new Approval(new Notes(new WrittenJournal(equipment.journal(), telemetry)));
                Optional<String> refusal =
                        approval.note(approved, equipment.time().now());
                yield refusal.map(why ->
                                new StepAnswer(State.WAIT, approved.step().toString(), why))
                        .orElseGet(() -> take(approved, approved.step(), telemetry, remaining));
            }
        };
    }

    private StepAnswer take(StepRequest request, StepName step, Telemetry telemetry, Duration remaining) {
        Instant now = equipment.time().now();
        Instant end = now.plus(remaining).minus(Turns.MARGIN);
        var watch = new Turns.Watch(request.changeover(), request.driver(), now.plus(LENGTH_MAX), end);
        return StepAnswers.of(step, new Turns(equipment, telemetry).take(watch, Optional.of(step)));
    }

    private StepAnswer close(StepRequest.Closing closing, Telemetry telemetry) {
        var notes = new Notes(new WrittenJournal(equipment.journal(), telemetry));
        String why = "Automation execution " + closing.execution() + " "
                + closing.how().inWords();
        notes.left(
                closing.changeover(),
                new Event.DriverLeft(closing.driver(), why, equipment.time().now()));
        List<Event> events = notes.events(closing.changeover());
        ChangeoverState state = Fold.of(events);
        telemetry.with("application", state.plan().name().toString());
        return StepAnswers.closing(why, state);
    }
}
