package dev.changeover.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Answer LOST = new Answer.Unknown(new PortFailure(PortFailure.Code.UNREACHABLE, "no answer"));

    private final Action action = new Action.ShiftTraffic(
            Plans.shop().secondary().control(), Plans.shop().primary().control(), List.of());

    @Test
    void asksAgainAtOnceWhenTheFirstReplyIsLost() {
        assertThat(repeatable(lost(1), Duration.ZERO)).isEqualTo(new Decision.Act(action));
    }

    @Test
    void asksLessAndLessSoonTheMoreRepliesAreLost() {
        for (int times = 2; times < Asking.REPEATS_MAX; times++) {
            Duration pause = Asking.BACKOFF.multipliedBy(1L << (times - 2));

            assertThat(repeatable(lost(times), pause.minusMillis(1)))
                    .as("after %d lost replies", times)
                    .isInstanceOf(Decision.Wait.class);
            assertThat(repeatable(lost(times), pause)).isEqualTo(new Decision.Act(action));
        }
    }

    @Test
    void callsAPersonAfterTheLastPause() {
        assertThat(repeatable(lost(Asking.REPEATS_MAX), Duration.ofSeconds(8)))
                .isEqualTo(new Decision.Halt(HaltReason.ASKED_TOO_OFTEN, action.inWords()));
    }

    /** The journal did not take the answer, or the driver died: the call may never have left. */
    @Test
    void doesNotCountAskingsWhoseAnswerIsNotOnRecord() {
        Asked asked = Asked.NOTHING;
        for (int times = 0; times < Asking.REPEATS_MAX * 2; times++) {
            asked = asked.asking(action, NOW);
        }

        assertThat(asked.times()).isOne();
        assertThat(repeatable(asked, Asking.BACKOFF.minusMillis(1))).isInstanceOf(Decision.Wait.class);
        assertThat(repeatable(asked, Asking.BACKOFF)).isEqualTo(new Decision.Act(action));
    }

    private Asked lost(int times) {
        Asked asked = Asked.NOTHING;
        for (int time = 0; time < times; time++) {
            asked = asked.asking(action, NOW).answered(LOST).orElseThrow();
        }
        return asked;
    }

    private Decision repeatable(Asked asked, Duration later) {
        var timeouts = Plans.shop().timeouts();
        return Asking.repeatable(
                action, new Memory(new ChangeoverId("asking-test"), timeouts, asked, later, NOW.plus(later)));
    }
}
