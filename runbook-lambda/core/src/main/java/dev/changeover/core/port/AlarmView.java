package dev.changeover.core.port;

import dev.changeover.core.model.AlarmArn;
import java.time.Instant;

/** What one look at one alarm showed. */
public sealed interface AlarmView {
    AlarmArn alarm();

    Instant seenAt();

    /** {@code since} is when the alarm last changed to this value. */
    record Says(AlarmArn alarm, Value value, Instant since, Instant seenAt) implements AlarmView {}

    record Unreadable(AlarmArn alarm, PortFailure why, Instant seenAt) implements AlarmView {}

    /** Named as CloudWatch names them. */
    enum Value {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }
}
