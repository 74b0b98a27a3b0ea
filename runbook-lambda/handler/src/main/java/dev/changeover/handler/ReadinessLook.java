package dev.changeover.handler;

import dev.changeover.aws.AwsWorld;
import dev.changeover.aws.NoticeChannel;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.Announcer;
import dev.changeover.core.notice.Notice;
import dev.changeover.core.notice.NoticePort;
import dev.changeover.core.port.Answer;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessFinding.Code;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.VerdictChange;
import dev.changeover.core.run.Deserted;
import dev.changeover.drive.Drivers.Hiring;
import dev.changeover.handler.service.Premises;
import dev.changeover.operations.JournalUnreadable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One look at one application, and what follows from it. */
final class ReadinessLook {
    /** Begins the name that stands for a driver where none ever signed; each time it is another. */
    private static final String NOBODY = "nobody/";

    /** Each try takes as long as one call of the plan at most, 3 s by default, and a look has two minutes. */
    private static final int TELLING_TRIES_MAX = 3;

    /** A drill's two changeovers, and one more: what they left untold is told though another has begun since. */
    private static final int ANNOUNCED_MAX = 3;

    private final ReadinessDesk desk;
    private final ApplicationPlan plan;
    private final Telemetry telemetry;
    private final Journal journal;
    private final AwsWorld world;

    /** How it came out: the verdict, and what was done about it. */
    record Came(String application, String verdict, String did) {}

    ReadinessLook(ReadinessDesk desk, ApplicationPlan plan, Telemetry telemetry) {
        this.desk = desk;
        this.plan = plan;
        this.telemetry = telemetry;
        this.journal = desk.premises().journal();
        this.world = desk.premises().aws(plan);
    }

    Came take() {
        Instant now = desk.clock().instant();
        Premises premises = desk.premises();
        ReadinessRun.Kept kept =
                premises.readiness(plan).lookAndKeep(plan, desk.settings().region(), premises.board(), now);
        List<ReadinessFinding> findings = kept.report().findings();
        telemetry.readiness(findings.stream().filter(ReadinessFinding::blocks).count(), findings.size());
        kept.notKept().ifPresent(why -> telemetry.warn("the report was not kept: " + why));
        String verdict = kept.report().verdict();
        telemetry.info("looked: " + verdict);
        tell(kept.report());
        return new Came(plan.name().value(), verdict, care(findings));
    }

    /** Tells what the report owes, in order. What is not heard stays on the board for the next look. */
    private void tell(ReadinessReport report) {
        List<VerdictChange> owed = report.owed();
        if (owed.isEmpty()) {
            return;
        }
        Optional<NoticePort> port = port();
        int heard = 0;
        while (heard < owed.size() && told(port, report, owed.get(heard))) {
            heard++;
        }
        if (heard == 0) {
            return;
        }
        desk.premises()
                .board()
                .post(report.owing(owed.subList(heard, owed.size())))
                .ifPresent(why -> telemetry.warn("what was told is told again by the next look: " + why));
    }

    /** Whether it need not be told any more; nobody to be told is as good as told. */
    private boolean told(Optional<NoticePort> port, ReadinessReport report, VerdictChange change) {
        var notice = Notice.readinessChanged(plan.name(), report.place(), change);
        if (port.isEmpty() || told(port.get(), notice)) {
            return true;
        }
        telemetry.warn("nobody could be told, so the next look tries again: " + notice.sentence());
        return false;
    }

    /** Under one key, trying again costs a repetition at most. */
    private static boolean told(NoticePort port, Notice notice) {
        for (int tries = 1; tries <= TELLING_TRIES_MAX; tries++) {
            if (port.publish(notice) instanceof Answer.Accepted) {
                return true;
            }
        }
        return false;
    }

    private Optional<NoticePort> port() {
        Optional<NoticeChannel> channel = desk.settings().notices();
        return channel.map(world::notices);
    }

    /** Has somebody drive what nobody drives, and tells what a driver that died left untold. */
    private String care(List<ReadinessFinding> findings) {
        try {
            List<ChangeoverId> lately = journal.history(plan.name()).reversed().stream()
                    .limit(ANNOUNCED_MAX)
                    .toList();
            port().map(port -> new Announcer(journal, desk.marks(), port))
                    .ifPresent(announcer -> lately.reversed().forEach(announcer::announce));
            Optional<ChangeoverId> last = lately.stream().findFirst();
            desk.operations().boards().drills().tend(plan.name()).ifPresent(this::drill);
            boolean undriven = findings.stream().anyMatch(finding -> finding.code() == Code.CHANGEOVER_UNDRIVEN);
            return undriven && last.isPresent() ? rehire(last.get()) : "";
        } catch (UncheckedIOException | JournalUnreadable silent) {
            telemetry.warn("the journal is silent: " + silent.getMessage());
            return "";
        }
    }

    /**
     * The driver that died is written off first: the next one is then another, to Systems Manager too, which gives the
     * same execution back to whoever asks for the same again.
     */
    private String rehire(ChangeoverId id) {
        telemetry.with("changeover", id.value());
        Instant now = desk.clock().instant();
        if (!Deserted.note(journal, id, now) && !noteNobody(id, now)) {
            return ""; // a person is waited for, or somebody else has written it down in this moment
        }
        return desk.operations()
                .drivenAnew(id)
                .map(hiring -> said(inWords(id, hiring)))
                .orElse("");
    }

    /** Whoever was asked first never signed: it died on its way, or nobody was asked. */
    private boolean noteNobody(ChangeoverId id, Instant now) {
        List<Event> events = journal.read(id);
        ChangeoverState state = Fold.of(events);
        boolean running = state.phase() instanceof Phase.Running || state.phase() instanceof Phase.Cancelling;
        if (!running || state.driver().isPresent()) {
            return false;
        }
        var left = new Event.DriverLeft(NOBODY + events.size(), "nobody ever took a turn", now);
        return journal.append(id, events.size(), left, Optional.empty()) instanceof Journal.Appending.Appended;
    }

    private void drill(Hiring hiring) {
        telemetry.warn("a drill had lost its driver: "
                + switch (hiring) {
                    case Hiring.Driving driving -> driving.driver() + " drives it. " + driving.instead();
                    case Hiring.Nobody nobody -> "nobody could be had: " + nobody.why();
                });
    }

    private static String inWords(ChangeoverId id, Hiring hiring) {
        return switch (hiring) {
            case Hiring.Driving driving -> driving.driver() + " drives " + id + ". " + driving.instead();
            case Hiring.Nobody nobody -> "Nobody could be had to drive " + id + ": " + nobody.why();
        };
    }

    private String said(String sentence) {
        telemetry.warn(sentence);
        return sentence;
    }
}
