package dev.changeover.documents;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.AutomationStatus;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.ssm.Documents.Content;
import dev.changeover.twin.ssm.ExecutionView;
import dev.changeover.twin.ssm.Signal;
import dev.changeover.twin.ssm.StartRequest;
import dev.changeover.twin.ssm.StepView;
import dev.changeover.twin.ssm.StopKind;
import dev.changeover.twin.ssm.SystemsManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One execution of one document in the twin's engine, in virtual time, with a scripted step function. */
final class Play {
    static final Region HERE = Regions.US_WEST_2;

    /** Longer than anything a document waits for: an approval's day, a hundred turns that time out three times. */
    private static final Duration LONG = Duration.ofDays(8);

    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-22T10:00:00Z"));
    private final StepFunction function = new StepFunction(timeline);
    private final SystemsManager ssm =
            SystemsManager.on(new Automation.Ground(timeline, new Regions(timeline), function, AwsCalls.none()));
    private String id = "";

    StepFunction function() {
        return function;
    }

    Play start(Document document, Map<String, List<String>> parameters) {
        ssm.documents().publish(HERE, Content.yaml(document.name(), document.content()));
        id = ssm.automation().start(HERE, StartRequest.of(document.name(), parameters));
        settle();
        return this;
    }

    private void settle() {
        timeline.advance(Duration.ZERO);
    }

    /** Lets everything happen that still will. */
    Play finish() {
        timeline.advance(LONG);
        assertEnded();
        return this;
    }

    private void assertEnded() {
        if (!see().status().isEnd()) {
            throw new AssertionError("the execution still is " + see().status() + " at " + now());
        }
    }

    ExecutionView see() {
        return ssm.automation().view(HERE, id);
    }

    /** The step under way, the innermost one. */
    String now() {
        return see().current().map(StepView::step).orElse("");
    }

    Play signal(Signal.Type type, String user) {
        ssm.automation().signal(HERE, id, Signal.of(type, "arn:aws:iam::000000000000:user/" + user));
        settle();
        return this;
    }

    Play stop(StopKind how) {
        ssm.automation().stop(HERE, id, how);
        settle();
        return this;
    }

    AutomationStatus status() {
        return see().status();
    }
}
