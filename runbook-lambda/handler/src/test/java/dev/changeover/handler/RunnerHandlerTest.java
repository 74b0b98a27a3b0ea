package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.twin.account.ShopEstate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver of last resort on AWS, against the twin in virtual time. */
class RunnerHandlerTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String FIRST = event(1);

    private final Stage stage = Stage.set();
    private final Deque<String> sent = new ArrayDeque<>();
    private final RunnerHandler runner = new RunnerHandler(stage.equipment, (_, event) -> {
        sent.add(event);
        return new Answer.Accepted();
    });

    @AfterEach
    void close() {
        stage.close();
    }

    private static String event(int round) {
        return "{\"changeover\":\"" + Stage.ID + "\",\"round\":" + round + "}";
    }

    /** Lambda as far as it matters: every event sent is an invocation. Returns how many there were. */
    private int run() {
        sent.add(FIRST);
        int invocations = 0;
        while (!sent.isEmpty()) {
            stage.invoke(runner, sent.poll(), TIMEOUT);
            invocations++;
        }
        return invocations;
    }

    @Test
    void drivesToTheEndUnderOneName() {
        assertThat(run()).isEqualTo(1);

        assertThat(stage.state().ended()).isTrue();
        assertThat(stage.state().driver()).contains("lambda/" + Stage.ID);
    }

    @Test
    void goesOnByItselfAsOftenAsItTakesAndStaysTheSameDriver() {
        stage.says(new Verb.Pause(new Actor("ben", "a test")));
        stage.timeline.after(Duration.ofMinutes(5), () -> stage.says(new Verb.Resume(new Actor("ben", "a test"))));

        assertThat(run()).isBetween(10, 20);

        assertThat(stage.state().ended()).isTrue();
        assertThat(stage.journal.read(Stage.ID).stream().filter(Event.DriverTook.class::isInstance))
                .hasSize(1);
    }

    @Test
    void outlastsAJournalThatIsOutOfReach() {
        stage.journal.silent(true);
        stage.timeline.after(Duration.ofMinutes(3), () -> stage.journal.silent(false));

        assertThat(run()).isGreaterThan(1);

        assertThat(stage.state().ended()).isTrue();
    }

    @Test
    void leavesWhenAStepHaltsAndSaysSo() {
        stage.step("StageSecret");
        stage.account.regions().darken(ShopEstate.PRIMARY);

        run();

        assertThat(stage.journal.read(Stage.ID).getLast()).isInstanceOfSatisfying(Event.DriverLeft.class, left -> {
            assertThat(left.driver()).isEqualTo("lambda/" + Stage.ID);
            assertThat(left.why()).isEqualTo("a step halted, so a person has to speak");
        });
        assertThat(stage.state().driver()).isEmpty();
    }

    @Test
    void doesNotGoOnForEver() {
        stage.says(new Verb.Pause(new Actor("ben", "a test")));

        assertThat(run()).isEqualTo(RunnerHandler.ROUNDS_MAX);

        assertThat(stage.journal.read(Stage.ID).getLast()).isInstanceOf(Event.DriverLeft.class);
        assertThatThrownBy(() -> stage.invoke(runner, event(RunnerHandler.ROUNDS_MAX + 1), TIMEOUT))
                .isInstanceOf(UnusableEvent.class);
    }

    @Test
    void failsWhenNobodyGoesOnSoThatLambdaTriesTheRoundAgain() {
        stage.says(new Verb.Pause(new Actor("ben", "a test")));
        var silent = new PortFailure(PortFailure.Code.THROTTLED, "too many");
        for (Answer answer : List.of(new Answer.Refused(silent), new Answer.Unknown(silent))) {
            var alone = new RunnerHandler(stage.equipment, (_, _) -> answer);
            assertThatThrownBy(() -> stage.invoke(alone, FIRST, TIMEOUT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("too many");
        }
    }

    @Test
    void theSameEventThriceDoesNoHarm() {
        stage.atRest(2, () -> stage.invoke(runner, FIRST, TIMEOUT));
        stage.atRest(4, () -> stage.invoke(runner, FIRST, TIMEOUT));

        run();

        assertThat(stage.state().ended()).isTrue();
        assertThat(stage.journal.read(Stage.ID).stream().filter(Event.StepSatisfied.class::isInstance))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"changeover\":\"shop-20261122-1\"}",
                "{\"changeover\":\"shop-20261122-1\",\"round\":0}",
                "{\"changeover\":\"shop-20261122-1\",\"round\":1.5}",
                "{\"changeover\":\"shop-20261122-1\",\"round\":99999999999}",
                "{\"changeover\":\"shop-20261122-1\",\"round\":1,\"force\":true}",
                "{\"changeover\":\"shop-of-nobody\",\"round\":1}"
            })
    void refusesWhatItCannotUseAndWritesNothing(String event) {
        assertThatThrownBy(() -> stage.invoke(runner, event, TIMEOUT)).isInstanceOf(UnusableEvent.class);
        assertThat(stage.journal.read(Stage.ID)).hasSize(1);
        assertThat(sent).isEmpty();
    }
}
