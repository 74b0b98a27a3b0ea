package dev.changeover.twin.ssm;

import dev.changeover.twin.model.RegionTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One try at a step. It ends once; whatever comes after that, as an answer after the timeout, changes nothing. */
final class Attempt {
    final StepRun run;
    final Execution execution;
    private final RegionTime time;
    private final Consumer<Ending> onEnd;
    private Optional<Consumer<Signal>> person = Optional.empty();
    private boolean closed;

    Attempt(StepRun run, Execution execution, RegionTime time, Consumer<Ending> onEnd) {
        this.run = run;
        this.execution = execution;
        this.time = time;
        this.onEnd = onEnd;
    }

    Optional<Object> input(String name) {
        return Optional.ofNullable(run.inputs.get(name));
    }

    String text(String name) {
        return input(name)
                .map(Tree::text)
                .orElseThrow(() -> new StepFailure("InvalidInput", "The input " + name + " is missing."));
    }

    void succeed(Map<String, Object> outputs) {
        succeed(outputs, outputs);
    }

    void succeed(Map<String, Object> outputs, Object root) {
        end(new Ending.Succeeded(outputs, root, Optional.empty()));
    }

    void fail(String type, String message) {
        end(new Ending.Failed(type, message));
    }

    void end(Ending how) {
        if (!closed) {
            close();
            onEnd.accept(how);
        }
    }

    /** Nothing this attempt still hears of has any effect. */
    void close() {
        closed = true;
        person = Optional.empty();
    }

    /** Does {@code what} then, unless the attempt has ended by then. */
    void after(Duration delay, Runnable what) {
        time.after(execution.region, delay, guarded(what));
    }

    /** For news from outside the model. */
    void arrive(Runnable what) {
        time.arrive(execution.region, guarded(what));
    }

    private Runnable guarded(Runnable what) {
        return () -> {
            if (!closed) {
                attempt(what);
            }
        };
    }

    /** Does part of the step; what cannot be done ends the attempt. */
    void attempt(Runnable what) {
        try {
            what.run();
        } catch (StepFailure failure) {
            fail(failure.type, failure.getMessage());
        }
    }

    /** Waits for a person, whose signals {@code onSignal} takes. */
    void awaitPerson(Consumer<Signal> onSignal) {
        person = Optional.of(onSignal);
        run.status = AutomationStatus.Waiting;
        execution.status = AutomationStatus.Waiting;
    }

    void signal(Signal signal) {
        person.orElseThrow(() -> SsmFaults.signal(
                        "Step " + run.step.name() + " does not wait for the signal " + signal.type() + "."))
                .accept(signal);
    }
}
