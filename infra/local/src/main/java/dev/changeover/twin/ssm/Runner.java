package dev.changeover.twin.ssm;

import dev.changeover.twin.model.RegionTime;
import dev.changeover.twin.ssm.RunbookStep.OutputRule;
import dev.changeover.twin.ssm.RunbookStep.Route;
import dev.changeover.twin.ssm.Standing.Next;
import dev.changeover.twin.ssm.Standing.Spoilt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes one execution from step to step. A level is the document's steps or those of a loop; an attempt is open at
 * every level down to the innermost.
 */
final class Runner {
    /** How long the steps after a cancellation may take; "Properties shared by all actions", read 2026. */
    static final Duration CANCEL_MAX = Duration.ofMinutes(2);

    /** A document that goes round for ever is stopped here. The twin's own bound: AWS names none. */
    static final int STEP_RUNS_MAX = 10_000;

    final Execution execution;
    private final RegionTime time;
    private final Actions actions;
    private final Rim rim;
    private Level level;
    private Optional<RunbookStep> waitingStep = Optional.empty();
    private Optional<Next> upNext = Optional.empty();
    private Optional<Spoilt> spoilt = Optional.empty();
    private boolean cancelling;
    private Optional<Instant> cancelBy = Optional.empty();
    private boolean completing;
    private long moves;

    /** What is told of every change, and of the end. */
    interface Rim {
        void changed(Runner runner);

        void ended();
    }

    Runner(Execution execution, RegionTime time, Actions actions, Rim rim) {
        this.execution = execution;
        this.time = time.then(() -> rim.changed(this));
        this.actions = actions;
        this.rim = rim;
        this.level = new Level(execution.document.runbook().steps(), Optional.empty(), Optional.empty());
    }

    /** To be called after whatever was done to the execution from outside. */
    void changed() {
        rim.changed(this);
    }

    void begin() {
        execution.status = AutomationStatus.InProgress;
        proceed(Optional.of(level.steps.getFirst()));
    }

    private void proceed(Optional<RunbookStep> next) {
        if (completing) {
            finish();
        } else if (next.isEmpty()) {
            levelEnded();
        } else if (execution.request.mode() == StartRequest.Mode.Interactive && level.loop.isEmpty() && !cancelling) {
            waitingStep = next;
            execution.status = AutomationStatus.Waiting;
        } else {
            later(new Next(next.get().name(), false));
        }
    }

    /** In the Region's time, and only if nothing else has moved the execution by then. */
    private void later(Next what) {
        long move = ++moves;
        upNext = Optional.of(what);
        time.after(execution.region, Duration.ZERO, () -> {
            if (move == moves && !execution.status.isEnd()) {
                upNext = Optional.empty();
                take(what);
            }
        });
    }

    private void take(Next what) {
        if (what.again()) {
            attempt(execution.latest(what.step()).orElseThrow());
        } else {
            run(level.named(what.step()).orElseThrow());
        }
    }

    private void run(RunbookStep step) {
        if (execution.runs.size() >= STEP_RUNS_MAX) {
            abort(new Spoilt(AutomationStatus.Failed, "The execution ran " + STEP_RUNS_MAX + " steps without an end."));
            return;
        }
        String id = UUID.nameUUIDFromBytes(
                        (execution.id + "/" + execution.runs.size()).getBytes(StandardCharsets.UTF_8))
                .toString();
        StepRun run = new StepRun(id, step, level.loop.map(Loop::now), time.now());
        execution.runs.add(run);
        attempt(run);
    }

    private void attempt(StepRun run) {
        run.attempts++;
        run.attempted = time.now();
        run.decisions.clear();
        Attempt attempt = open(run);
        attempt.attempt(() -> {
            run.inputs = execution.inputs(run.step);
            if (run.step.action() == ActionKind.LOOP) {
                enter(new Loop(attempt));
            } else {
                actions.begin(attempt);
            }
        });
    }

    private Attempt open(StepRun run) {
        Level at = level;
        markRunning(run);
        Attempt attempt = new Attempt(run, execution, time, ending -> attemptEnded(at, run, ending));
        at.open = Optional.of(attempt);
        run.step
                .limits()
                .timeout()
                .ifPresent(limit -> attempt.after(
                        time.until(run.attempted.plus(limit)),
                        () -> attempt.end(new Ending.TimedOut(
                                "Step timed out: it ran into its timeout of " + limit.toSeconds() + " seconds."))));
        return attempt;
    }

    Standing standing() {
        List<Integer> open = new ArrayList<>();
        for (Optional<Level> at = Optional.of(level); at.isPresent(); at = at.get().outer) {
            at.get().open.ifPresent(attempt -> open.addFirst(execution.runs.indexOf(attempt.run)));
        }
        return new Standing(open, waitingStep.map(RunbookStep::name), upNext, spoilt, cancelBy, completing);
    }

    /**
     * Goes on from where another runner stood. What was under way is begun again within the time it has left: a
     * function is asked a second time.
     */
    void resume(Standing standing) {
        spoilt = standing.spoilt();
        completing = standing.completing();
        cancelling = standing.cancelBy().isPresent();
        standing.cancelBy().ifPresent(this::endCancellingBy);
        waitingStep = standing.waiting().flatMap(level::named);
        for (int place : standing.open()) {
            Attempt attempt = open(execution.runs.get(place));
            if (attempt.run.step.action() == ActionKind.LOOP) {
                level = new Level(attempt.run.step.nested(), Optional.of(level), Optional.of(Loop.resumed(attempt)));
            } else {
                attempt.after(Duration.ZERO, () -> actions.begin(attempt));
            }
        }
        standing.next().ifPresent(this::later);
    }

    private void markRunning(StepRun run) {
        run.status = AutomationStatus.InProgress;
        execution.status = cancelling ? AutomationStatus.Cancelling : AutomationStatus.InProgress;
    }

    private void enter(Loop loop) {
        level = new Level(loop.run().step.nested(), Optional.of(level), Optional.of(loop));
        nextTurn(loop);
    }

    private void nextTurn(Loop loop) {
        loop.attempt().attempt(() -> {
            if (loop.begins()) {
                proceed(Optional.of(level.steps.getFirst()));
            } else {
                loop.attempt().succeed(Map.of());
            }
        });
    }

    private void levelEnded() {
        level.loop.ifPresentOrElse(this::nextTurn, this::finish);
    }

    private void attemptEnded(Level at, StepRun run, Ending ending) {
        leaveTo(at, AutomationStatus.Cancelled);
        level.open = Optional.empty();
        execution.status = cancelling ? AutomationStatus.Cancelling : AutomationStatus.InProgress;
        switch (ending) {
            case Ending.Succeeded success -> succeeded(run, success);
            case Ending.Rejected(var outputs, var message) -> {
                run.outputs.putAll(outputs);
                failed(run, AutomationStatus.Failed, new StepRun.Failure("Rejected", message));
            }
            case Ending.Failed(var type, var message) ->
                failedOrRetried(run, AutomationStatus.Failed, new StepRun.Failure(type, message));
            case Ending.TimedOut(var message) ->
                failedOrRetried(run, AutomationStatus.TimedOut, new StepRun.Failure("Timeout", message));
        }
    }

    /** Leaves the loops within {@code at}, and what they had under way. */
    private void leaveTo(Level at, AutomationStatus how) {
        while (level != at) {
            closeOpen(how);
            level = level.outer.orElseThrow();
        }
    }

    private void closeOpen(AutomationStatus how) {
        level.open.ifPresent(attempt -> {
            attempt.close();
            attempt.run.end(how, time.now());
        });
        level.open = Optional.empty();
    }

    private void succeeded(StepRun run, Ending.Succeeded success) {
        try {
            run.outputs.putAll(success.outputs());
            for (OutputRule rule : run.step.outputs()) {
                OutputType.select(rule, success.root()).ifPresent(value -> run.outputs.put(rule.name(), value));
            }
        } catch (StepFailure wrong) {
            failedOrRetried(run, AutomationStatus.Failed, new StepRun.Failure(wrong.type, wrong.getMessage()));
            return;
        }
        run.end(AutomationStatus.Success, time.now());
        success.jump().ifPresentOrElse(this::goTo, () -> goOn(run.step));
    }

    private void goOn(RunbookStep step) {
        if (step.flow().end()) {
            proceed(Optional.empty());
        } else {
            step.flow().nextStep().ifPresentOrElse(this::goTo, () -> proceed(level.following(step)));
        }
    }

    /** To a step of this level, or of one further out; the loops between are left unfinished. */
    private void goTo(String step) {
        Optional<RunbookStep> here = level.named(step);
        if (here.isPresent()) {
            proceed(here);
        } else {
            level = level.outer.orElseThrow();
            closeOpen(AutomationStatus.Exited);
            goTo(step);
        }
    }

    private void failedOrRetried(StepRun run, AutomationStatus how, StepRun.Failure failure) {
        if (run.attempts < run.step.limits().maxAttempts() && !completing) {
            later(new Next(run.step.name(), true));
        } else {
            failed(run, how, failure);
        }
    }

    private void failed(StepRun run, AutomationStatus how, StepRun.Failure failure) {
        run.failure = Optional.of(failure);
        run.end(how, time.now());
        var spoil = new Spoilt(how, "Step " + run.step.name() + " failed: " + failure.message());
        if (run.step.flow().critical() && spoilt.isEmpty()) {
            spoilt = Optional.of(spoil);
        }
        switch (run.step.flow().onFailure()) {
            case Route.Abort _ -> abort(spoil);
            case Route.Continue _ -> goOn(run.step);
            case Route.To(var step) -> goTo(step);
        }
    }

    private void abort(Spoilt why) {
        leaveAll(why.status());
        end(cancelling ? AutomationStatus.Cancelled : why.status(), Optional.of(why.message()));
    }

    private void finish() {
        leaveAll(AutomationStatus.Exited);
        AutomationStatus how = spoilt.map(Spoilt::status).orElse(AutomationStatus.Success);
        end(cancelling ? AutomationStatus.Cancelled : how, spoilt.map(Spoilt::message));
    }

    private void leaveAll(AutomationStatus how) {
        closeOpen(how);
        while (level.outer.isPresent()) {
            level = level.outer.get();
            closeOpen(how);
        }
    }

    private void end(AutomationStatus how, Optional<String> why) {
        moves++;
        upNext = Optional.empty();
        waitingStep = Optional.empty();
        execution.runs.stream()
                .filter(run -> !run.status.isEnd()) // one that was about to be tried again
                .forEach(run -> run.end(how, time.now()));
        execution.end(how, why);
        rim.ended();
    }

    /** Ends after the step under way, or at once between two steps. */
    void complete() {
        completing = true;
        if (execution.status == AutomationStatus.Pending) {
            endCancelling();
        } else if (level.open.isEmpty()) {
            finish();
        }
    }

    /** Stops the step under way; if that step says where to go then, goes there. */
    void cancel() {
        moves++;
        upNext = Optional.empty();
        Route route =
                level.open.map(attempt -> attempt.run.step.flow().onCancel()).orElse(new Route.Abort());
        if (route instanceof Route.To(var step) && !cancelling) {
            cancelling = true;
            waitingStep = Optional.empty();
            execution.status = AutomationStatus.Cancelling;
            closeOpen(AutomationStatus.Cancelled);
            endCancellingBy(time.now().plus(CANCEL_MAX));
            goTo(step);
        } else {
            endCancelling();
        }
    }

    private void endCancellingBy(Instant latest) {
        cancelBy = Optional.of(latest);
        time.after(execution.region, time.until(latest), this::endCancelling);
    }

    private void endCancelling() {
        if (!execution.status.isEnd()) {
            leaveAll(AutomationStatus.Cancelled);
            end(AutomationStatus.Cancelled, Optional.empty());
        }
    }

    void signal(Signal signal) {
        switch (signal.type()) {
            case StartStep -> startStep(signal);
            case StopStep -> stopStep(signal);
            case Revoke -> throw SsmFaults.signal("Revoke ends an access request, which no execution here is.");
            case Approve, Reject, Resume -> open(signal).signal(signal);
        }
    }

    private Attempt open(Signal signal) {
        return level.open.orElseThrow(() -> SsmFaults.signal("No step waits for the signal " + signal.type() + "."));
    }

    private void startStep(Signal signal) {
        if (execution.request.mode() != StartRequest.Mode.Interactive) {
            throw SsmFaults.signal("StartStep is for interactive executions.");
        }
        String name = signal.member("StepName").orElseThrow(() -> SsmFaults.signal("StartStep needs a StepName."));
        RunbookStep step =
                waitingStep.filter(next -> next.name().equals(name)).orElseThrow(() -> SsmFaults.noStep(name));
        waitingStep = Optional.empty();
        execution.status = AutomationStatus.InProgress;
        later(new Next(step.name(), false));
    }

    /** The execution then waits at the step that follows. */
    private void stopStep(Signal signal) {
        if (execution.request.mode() != StartRequest.Mode.Interactive) {
            throw SsmFaults.signal("StopStep is for interactive executions.");
        }
        String id = signal.member("StepExecutionId")
                .orElseThrow(() -> SsmFaults.signal("StopStep needs a StepExecutionId."));
        Level outermost = level;
        while (outermost.outer.isPresent()) {
            outermost = outermost.outer.get();
        }
        RunbookStep step = outermost
                .open
                .map(attempt -> attempt.run)
                .filter(run -> run.id.equals(id))
                .orElseThrow(() -> SsmFaults.noStep(id))
                .step;
        leaveTo(outermost, AutomationStatus.Cancelled);
        closeOpen(AutomationStatus.Cancelled);
        goOn(step);
    }
}
