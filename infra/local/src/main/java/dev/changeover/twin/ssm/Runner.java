package dev.changeover.twin.ssm;

import dev.changeover.twin.model.RegionTime;
import dev.changeover.twin.ssm.RunbookStep.OutputRule;
import dev.changeover.twin.ssm.RunbookStep.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
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

    private static final class Level {
        final List<RunbookStep> steps;
        final Optional<Level> outer;
        final Optional<Loop> loop;
        Optional<Attempt> open = Optional.empty();

        Level(List<RunbookStep> steps, Optional<Level> outer, Optional<Loop> loop) {
            this.steps = steps;
            this.outer = outer;
            this.loop = loop;
        }

        Optional<RunbookStep> named(String name) {
            return steps.stream().filter(step -> step.name().equals(name)).findFirst();
        }

        Optional<RunbookStep> following(RunbookStep step) {
            int next = steps.indexOf(step) + 1;
            return next < steps.size() ? Optional.of(steps.get(next)) : Optional.empty();
        }
    }

    private record Spoilt(AutomationStatus status, String message) {}

    final Execution execution;
    private final RegionTime time;
    private final Actions actions;
    private final Runnable onEnd;
    private Level level;
    private Optional<RunbookStep> waitingStep = Optional.empty();
    private Optional<Spoilt> spoilt = Optional.empty();
    private boolean cancelling;
    private boolean completing;
    private long moves;

    Runner(Execution execution, RegionTime time, Actions actions, Runnable onEnd) {
        this.execution = execution;
        this.time = time;
        this.actions = actions;
        this.onEnd = onEnd;
        this.level = new Level(execution.document.runbook().steps(), Optional.empty(), Optional.empty());
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
            later(() -> run(next.get()));
        }
    }

    /** In the Region's time, and only if nothing else has moved the execution by then. */
    private void later(Runnable what) {
        long move = ++moves;
        time.after(execution.region, Duration.ZERO, () -> {
            if (move == moves && !execution.status.isEnd()) {
                what.run();
            }
        });
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
        Level at = level;
        run.attempts++;
        markRunning(run);
        Attempt attempt = new Attempt(run, execution, time, ending -> attemptEnded(at, run, ending));
        at.open = Optional.of(attempt);
        run.step
                .limits()
                .timeout()
                .ifPresent(limit -> attempt.after(
                        limit,
                        () -> attempt.end(new Ending.TimedOut(
                                "Step timed out: it ran into its timeout of " + limit.toSeconds() + " seconds."))));
        attempt.attempt(() -> {
            run.inputs = resolved(run.step);
            if (run.step.action() == ActionKind.LOOP) {
                enter(new Loop(attempt));
            } else {
                actions.begin(attempt);
            }
        });
    }

    private void markRunning(StepRun run) {
        run.status = AutomationStatus.InProgress;
        execution.status = cancelling ? AutomationStatus.Cancelling : AutomationStatus.InProgress;
    }

    private Map<String, Object> resolved(RunbookStep step) {
        var inputs = new LinkedHashMap<String, Object>();
        step.inputs().forEach((name, value) -> {
            boolean late = ActionKind.RESOLVED_LATE.contains(name) || (name.equals("Name") && isUpdate(step));
            inputs.put(name, late ? value : Templates.resolve(value, execution::value));
        });
        return inputs;
    }

    private static boolean isUpdate(RunbookStep step) {
        return step.action() == ActionKind.UPDATE_VARIABLE;
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
            later(() -> attempt(run));
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
        waitingStep = Optional.empty();
        execution.runs.stream()
                .filter(run -> !run.status.isEnd()) // one that was about to be tried again
                .forEach(run -> run.end(how, time.now()));
        execution.end(how, why);
        onEnd.run();
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
        Route route =
                level.open.map(attempt -> attempt.run.step.flow().onCancel()).orElse(new Route.Abort());
        if (route instanceof Route.To(var step) && !cancelling) {
            cancelling = true;
            waitingStep = Optional.empty();
            execution.status = AutomationStatus.Cancelling;
            closeOpen(AutomationStatus.Cancelled);
            time.after(execution.region, CANCEL_MAX, this::endCancelling);
            goTo(step);
        } else {
            endCancelling();
        }
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
        later(() -> run(step));
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
