package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.notice.Announcer;
import dev.changeover.core.notice.MemoryNoticeMarks;
import dev.changeover.core.notice.Notice;
import dev.changeover.core.notice.NoticePort;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the driving functions tell the world, and that nothing of it touches a turn. */
class HeraldTest {
    private final Stage stage = Stage.set();
    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private final MemoryNoticeMarks marks = new MemoryNoticeMarks();

    @AfterEach
    void close() {
        stage.close();
    }

    private void driveTo(NoticePort port) {
        var announcing = new Equipment(
                stage.equipment.settings(),
                stage.journal,
                stage.equipment.worlds(),
                _ -> Optional.of(new Announcer(stage.journal, marks, port)),
                stage,
                stage.log::add);
        var runner = new RunnerHandler(announcing, (_, _) -> new Answer.Accepted());
        stage.invoke(runner, "{\"changeover\":\"" + Stage.ID + "\",\"round\":1}", Stage.TIMEOUT);
    }

    @Test
    void tellsEachFactOfAChangeoverOnce() {
        driveTo(notice -> {
            told.add(notice);
            return new Answer.Accepted();
        });

        assertThat(stage.state().ended()).isTrue();
        assertThat(told).extracting(Notice::key).doesNotHaveDuplicates();
        assertThat(told)
                .extracting(Notice::kind)
                .contains(Notice.Kind.CHANGEOVER_STARTED, Notice.Kind.STEP_ENDED, Notice.Kind.CHANGEOVER_ENDED);
        assertThat(marks.told(Stage.ID)).isEqualTo(stage.journal.read(Stage.ID).size());
    }

    @Test
    void aBusThatRefusesEndsNoChangeover() {
        driveTo(_ -> new Answer.Refused(new PortFailure(PortFailure.Code.DENIED, "not for you")));

        assertThat(stage.state().ended()).isTrue();
    }

    @Test
    void aBusThatThrowsEndsNoChangeoverAndIsLogged() {
        driveTo(_ -> {
            throw new IllegalStateException("a fault of ours");
        });

        assertThat(stage.state().ended()).isTrue();
        assertThat(stage.log).anyMatch(line -> line.contains("notices: ") && line.contains("a fault of ours"));
    }

    @Test
    void aBusThatNeverAnswersHoldsUpNoTurn() {
        var never = new CountDownLatch(1);
        driveTo(_ -> {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return new Answer.Accepted();
        });

        assertThat(stage.state().ended()).isTrue();
        assertThat(stage.log).anyMatch(line -> line.contains("not all was told within"));
    }
}
