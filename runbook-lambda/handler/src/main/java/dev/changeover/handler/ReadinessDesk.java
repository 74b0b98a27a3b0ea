package dev.changeover.handler;

import dev.changeover.core.notice.NoticeMarks;
import dev.changeover.handler.service.Premises;
import dev.changeover.journal.dynamodb.DynamoNoticeMarks;
import dev.changeover.operations.Operations;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the readiness function works with.
 *
 * @param operations what finds a changeover its driver, as the failover API does
 * @param log takes one line at a time
 */
record ReadinessDesk(
        Settings settings,
        Premises premises,
        Operations operations,
        NoticeMarks marks,
        InstantSource clock,
        Consumer<String> log) {
    static ReadinessDesk of(Settings settings) {
        InstantSource clock = InstantSource.system();
        Premises premises = settings.premises(clock);
        var marks = new DynamoNoticeMarks(settings.journal());
        return new ReadinessDesk(settings, premises, premises.operations(), marks, clock, System.out::println);
    }
}
