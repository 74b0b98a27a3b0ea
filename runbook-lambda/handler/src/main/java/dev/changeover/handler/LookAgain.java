package dev.changeover.handler;

import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.AlarmView;
import dev.changeover.view.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An alarm's event that is to be looked at.
 *
 * @param application whose plan it is held against; empty is each that names the alarm
 * @param at not before
 * @param round which invocation this is, from 1
 */
record LookAgain(AlarmEvent event, Optional<ApplicationName> application, Instant at, int round) {
    private static final String MARK = "lookAgain";
    private static final Set<String> MEMBERS =
            Set.of(MARK, "application", "alarm", "value", "stateTime", "receivedAt", "at");

    /** As it was heard. */
    static LookAgain first(AlarmEvent event) {
        return new LookAgain(event, Optional.empty(), event.receivedAt(), 1);
    }

    LookAgain of(ApplicationName name) {
        return new LookAgain(event, Optional.of(name), at, round);
    }

    LookAgain later(Instant then) {
        return new LookAgain(event, application, then, round);
    }

    /** What the next invocation is sent. It carries when the event was heard first: waiting must not age it. */
    String handedOn() {
        return Json.line(Json.object(
                MARK,
                round + 1,
                "application",
                application.map(ApplicationName::value).orElse(null),
                "alarm",
                event.alarm().value(),
                "value",
                event.value(),
                "stateTime",
                event.stateTime(),
                "receivedAt",
                event.receivedAt(),
                "at",
                at));
    }

    /**
     * What an invocation before this one handed on; empty if the event came from elsewhere.
     *
     * @throws UnusableEvent if it looks like ours and is not
     */
    static Optional<LookAgain> read(String text) {
        if (!text.startsWith("{\"" + MARK + "\":")) {
            return Optional.empty();
        }
        Fields fields = Fields.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        fields.requireOnly(MEMBERS);
        try {
            var event = new AlarmEvent(
                    new AlarmArn(fields.text("alarm")),
                    fields.word("value", AlarmView.Value.class),
                    Instant.parse(fields.text("stateTime")),
                    Instant.parse(fields.text("receivedAt")));
            Optional<ApplicationName> application = fields.node("application").isString()
                    ? Optional.of(new ApplicationName(fields.text("application")))
                    : Optional.empty();
            int round = fields.number(MARK, 1, AlarmHandler.ROUNDS_MAX);
            return Optional.of(new LookAgain(event, application, Instant.parse(fields.text("at")), round));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new UnusableEvent("what was handed on is not what this function writes");
        }
    }
}
