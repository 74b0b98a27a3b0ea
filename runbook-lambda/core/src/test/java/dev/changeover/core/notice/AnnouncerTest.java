package dev.changeover.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.Notice.Kind;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.VerdictChange;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the world hears of a changeover, whatever happens to those who tell it. */
class AnnouncerTest {
    private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");
    private static final Actor ANN = new Actor("ann", "it is only a test");
    private static final PortFailure SILENT = new PortFailure(PortFailure.Code.UNREACHABLE, "no answer");
    private static final PortFailure DENIED = new PortFailure(PortFailure.Code.DENIED, "not allowed");
    private static final ChangeoverId ID = new ChangeoverId("changeover-1");

    private final MemoryJournal journal = new MemoryJournal();
    private final NoticeMarks marks = new MemoryNoticeMarks();
    private final List<Notice> heard = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    private int announce() {
        return announce(marks);
    }

    private int announce(NoticeMarks kept) {
        return new Announcer(journal, kept, notice -> {
                    heard.add(notice);
                    return answers.isEmpty() ? new Answer.Accepted() : answers.remove();
                })
                .announce(ID);
    }

    private void append(Event event) {
        journal.append(ID, journal.read(ID).size(), event, Optional.empty());
    }

    /** A changeover in which everything happens that a journal can hold, up to its end. */
    private void wholeStory() {
        journal.open(new Event.Started(Plans.graceful(ID.value(), Plans.EAST, Plans.WEST), Plans.shop(), AT));
        append(new Event.DriverTook("one", AT));
        append(new Event.StepStarted(StepName.PREFLIGHT, AT));
        append(new Event.WaitBegan(StepName.PREFLIGHT, WaitReason.WORLD_UNREADABLE, "RDS", AT));
        append(new Event.StepSatisfied(StepName.PREFLIGHT, "nothing blocks", AT));
        append(new Event.StepStarted(StepName.STAGE_SECRET, AT));
        var action = new Action.PromoteSecretReplica(Plans.shop().primary().secret());
        append(new Event.ActionIntended(StepName.STAGE_SECRET, action, AT));
        append(new Event.ActionAnswered(StepName.STAGE_SECRET, new Answer.Unknown(SILENT), AT));
        append(new Event.StepHalted(StepName.STAGE_SECRET, HaltReason.DENIED, "no rights", AT));
        append(new Event.VerbGiven(new Verb.Retry(ANN), AT));
        append(new Event.StepHalted(StepName.STAGE_SECRET, HaltReason.DENIED, "still none", AT));
        append(new Event.VerbGiven(new Verb.Skip(ANN), AT));
        append(new Event.VerbGiven(new Verb.Cancel(ANN), AT));
        append(new Event.Ended(Outcome.CANCELLED, AT.plusSeconds(60)));
    }

    @Test
    void tellsFactsAndNoAttempts() {
        wholeStory();
        assertThat(announce()).isEqualTo(6);
        assertThat(heard)
                .extracting(Notice::kind)
                .containsExactly(
                        Kind.CHANGEOVER_STARTED,
                        Kind.STEP_ENDED,
                        Kind.WAITING_FOR_PERSON,
                        Kind.WAITING_FOR_PERSON,
                        Kind.STEP_ENDED,
                        Kind.CHANGEOVER_ENDED);
        assertThat(heard)
                .extracting(Notice::state)
                .containsExactly("graceful", "satisfied", "DENIED", "DENIED", "skipped", "cancelled");
        assertThat(heard)
                .extracting(Notice::key)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo("changeover-1/0");
        assertThat(heard.get(4).step()).contains(StepName.STAGE_SECRET);
        assertThat(heard).allSatisfy(notice -> assertThat(notice.sentence()).endsWith("."));
    }

    @Test
    void tellsEachFactOnceHoweverOftenItIsAskedTo() {
        journal.open(new Event.Started(Plans.graceful(ID.value(), Plans.EAST, Plans.WEST), Plans.shop(), AT));
        assertThat(announce()).isEqualTo(1);
        assertThat(announce()).isZero();
        append(new Event.DriverTook("two", AT));
        append(new Event.StepStarted(StepName.PREFLIGHT, AT));
        assertThat(announce()).isZero();
        append(new Event.StepSatisfied(StepName.PREFLIGHT, "nothing blocks", AT));
        assertThat(announce()).isEqualTo(1);
        assertThat(heard).hasSize(2);
    }

    @Test
    void aTellerThatDiedBeforeMarkingRepeatsUnderTheSameKeys() {
        wholeStory();
        announce(new MemoryNoticeMarks());
        List<Notice> first = List.copyOf(heard);
        heard.clear();
        announce();
        assertThat(heard).isEqualTo(first);
    }

    @Test
    void goesOnWhereItWasInterrupted() {
        wholeStory();
        answers.add(new Answer.Accepted());
        answers.add(new Answer.Unknown(SILENT));
        assertThat(announce()).isEqualTo(1);
        assertThat(heard).extracting(Notice::key).containsExactly("changeover-1/0", "changeover-1/4");
        assertThat(announce()).isEqualTo(5);
        assertThat(heard).extracting(Notice::key).element(2).isEqualTo("changeover-1/4");
    }

    @Test
    void whatIsRefusedForGoodDoesNotSilenceTheRest() {
        wholeStory();
        answers.add(new Answer.Refused(DENIED));
        assertThat(announce()).isEqualTo(5);
        assertThat(announce()).isZero();
    }

    @Test
    void asksAPersonForApprovalOnceThoughDriversChange() {
        var request = Plans.graceful(ID.value(), Plans.EAST, Plans.WEST);
        journal.open(new Event.Started(request, Plans.needingApproval(), AT));
        append(new Event.StepStarted(StepName.PREFLIGHT, AT));
        append(new Event.StepSatisfied(StepName.PREFLIGHT, "nothing blocks", AT));
        append(new Event.StepStarted(StepName.APPROVE, AT));
        for (String driver : List.of("one", "two", "three")) {
            append(new Event.DriverTook(driver, AT));
            append(new Event.WaitBegan(StepName.APPROVE, WaitReason.APPROVAL_NEEDED, "", AT));
            announce();
        }
        assertThat(heard)
                .extracting(Notice::kind)
                .containsExactly(Kind.CHANGEOVER_STARTED, Kind.STEP_ENDED, Kind.WAITING_FOR_PERSON);
    }

    @Test
    void asksAPersonOnceWhetherToEscalateWhenTheRegionToBeLeftGoesSilent() {
        journal.open(new Event.Started(Plans.graceful(ID.value(), Plans.EAST, Plans.WEST), Plans.shop(), AT));
        append(new Event.StepStarted(StepName.PREFLIGHT, AT));
        for (WaitReason reason : List.of(
                WaitReason.SOURCE_REGION_SILENT, WaitReason.PROMOTION_RUNNING, WaitReason.SOURCE_REGION_SILENT)) {
            append(new Event.WaitBegan(StepName.PREFLIGHT, reason, "", AT));
            announce();
        }
        assertThat(heard).extracting(Notice::kind).containsExactly(Kind.CHANGEOVER_STARTED, Kind.WAITING_FOR_PERSON);
    }

    @Test
    void readinessIsOfNoChangeover() {
        Notice notice = Notice.readinessChanged(
                new ApplicationName("shop"), "us-west-2", new VerdictChange("ready", "not ready", AT));
        assertThat(notice.changeover()).isEmpty();
        assertThat(notice.key()).isEqualTo("readiness/shop/us-west-2/" + AT.toEpochMilli());
        assertThat(notice.kind().forPeople()).isTrue();
    }
}
