package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.changeover.aws.AlarmEvents;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.port.Answer;
import dev.changeover.view.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The function {@code changeover-alarm}: what alarms, rules and topics tell that an alarm changed. From one change it
 * starts one changeover at most, however often and in however many forms it is told. A quorum that ripens is waited for
 * here; where the invocation is too short for that, it sends itself the event and goes on in a new one.
 */
public final class AlarmHandler implements RequestStreamHandler {
    /**
     * How often it goes on. With Lambda's longest timeout of 15 min this is 8 hours; the longest wait a plan can ask
     * for is one hour for the quorum and six for the event's age.
     */
    static final int ROUNDS_MAX = 32;

    /** What a look, an opening and a hiring may take: a dozen calls of the plan's {@code call} timeout, and more. */
    static final Duration LOOK_MAX = Duration.ofSeconds(60);

    private final AlarmDesk desk;

    /** As Lambda makes it. */
    public AlarmHandler() {
        this(AlarmDesk.here());
    }

    AlarmHandler(AlarmDesk desk) {
        this.desk = desk;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        var telemetry = Telemetry.of(desk.log(), desk.time()::now, context);
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Instant now = desk.time().now();
        Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
        var looking = new AlarmLook(desk, telemetry);
        List<LookAgain> waiting = work(looking, heard(text, now, telemetry), now.plus(remaining));
        waiting.forEach(look -> handOn(look, context.getInvokedFunctionArn(), telemetry));
        out.write(Json.line(Json.object("said", looking.said(), "handedOn", waiting.size()))
                .getBytes(StandardCharsets.UTF_8));
    }

    private List<LookAgain> heard(String text, Instant now, Telemetry telemetry) {
        List<LookAgain> looks = new ArrayList<>();
        try {
            Optional<LookAgain> handedOn = LookAgain.read(text);
            if (handedOn.isPresent()) {
                return List.of(handedOn.get());
            }
        } catch (UnusableEvent unusable) {
            notOurs(text, unusable.getMessage(), now, telemetry);
            return looks;
        }
        for (AlarmEvents.Heard heard : AlarmEvents.read(text, now)) {
            switch (heard) {
                case AlarmEvents.Heard.Told(var event) -> looks.add(LookAgain.first(event));
                case AlarmEvents.Heard.NotOurs(var why) -> notOurs(text, why, now, telemetry);
            }
        }
        return looks;
    }

    /** The log says that there was one; what it lacks may quote it and is kept with the refusals alone. */
    private void notOurs(String text, String why, Instant now, Telemetry telemetry) {
        desk.guards().keep(RefusedStart.notOurs("an event of " + text.length() + " characters", why, now));
        telemetry.warn("refused: what came is not the change of an alarm");
    }

    /** Looks at each when it is due. What is due too late for this invocation is left over. */
    private List<LookAgain> work(AlarmLook looking, List<LookAgain> heard, Instant end) {
        List<LookAgain> waiting = new ArrayList<>(heard);
        Instant latest = end.minus(LOOK_MAX);
        while (!waiting.isEmpty()) {
            LookAgain next =
                    waiting.stream().min(Comparator.comparing(LookAgain::at)).orElseThrow();
            Duration early = Duration.between(desk.time().now(), next.at());
            if (early.isPositive()) {
                if (next.at().isAfter(latest)) {
                    restUntil(latest); // else all rounds would be over within seconds
                    return waiting;
                }
                desk.time().rest(early);
            }
            waiting.remove(next);
            waiting.addAll(looking.at(next));
        }
        return waiting;
    }

    private void restUntil(Instant then) {
        Duration left = Duration.between(desk.time().now(), then);
        if (left.isPositive()) {
            desk.time().rest(left);
        }
    }

    private void handOn(LookAgain look, String self, Telemetry telemetry) {
        if (look.round() == ROUNDS_MAX) {
            telemetry.warn("it has gone on " + ROUNDS_MAX + " times, which is enough");
            return;
        }
        // Lambda tries a failed event again: the looks of this one are taken once more, and do no harm.
        switch (desk.successor().send(self, look.handedOn())) {
            case Answer.Accepted _ -> telemetry.info("round " + (look.round() + 1) + " looks again at " + look.at());
            case Answer.Refused(var why) -> throw new IllegalStateException("nobody looks again: " + why);
            case Answer.Unknown(var why) -> throw new IllegalStateException("nobody may look again: " + why);
        }
    }
}
