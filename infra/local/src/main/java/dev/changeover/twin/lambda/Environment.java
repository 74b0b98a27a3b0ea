package dev.changeover.twin.lambda;

import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One sandbox and what it is doing. It starts with an event already waiting for it, takes one at a time, and is used
 * again until nobody has needed it for a while. All under the timeline's lock.
 */
final class Environment implements Sandboxes.Listener {
    /**
     * How long a function may take to start, before its timeout begins to count. Source: "Understanding the Lambda
     * execution environment lifecycle", Lambda developer guide, read 2026-11-22; there too what takes longer is begun
     * anew within the timeout of the first event.
     */
    static final Duration INIT_MAX = Duration.ofSeconds(10);

    /** An event, whose deadline is set once the sandbox takes it, and who waits for its end. */
    record Run(Sandboxes.Event event, Consumer<Ended> completion) {}

    private final Timeline timeline;
    private final Hosting hosting;
    private final Owner owner;
    final LambdaFunction function;
    final FunctionVersion version;
    private Sandboxes.Sandbox sandbox;
    private Optional<Run> current = Optional.empty();
    private boolean ready;
    private boolean gone;
    private boolean handedOver;
    private long taken;

    /** Who keeps it. */
    interface Owner {
        /** It can take no event any more. Told once. */
        void left(Environment environment);

        /** It ended after other events, before it had taken this one: another may run it. */
        void again(Environment environment, Run run);
    }

    Environment(Timeline timeline, Hosting hosting, LambdaFunction function, FunctionVersion version, Owner owner) {
        this.timeline = timeline;
        this.hosting = hosting;
        this.function = function;
        this.version = version;
        this.owner = owner;
    }

    void open() {
        sandbox = hosting.sandboxes().open(version, this);
    }

    boolean busy() {
        return current.isPresent();
    }

    boolean free() {
        return current.isEmpty() && !gone && sandbox.alive();
    }

    void take(Run run) {
        current = Optional.of(run);
        handedOver = false;
        taken++;
        if (ready) {
            handOver(run);
            return;
        }
        String id = run.event().requestId();
        long turn = taken;
        timeline.after(INIT_MAX.plus(timeout()), () -> {
            if (turn == taken) {
                timeOut(id);
            }
        });
    }

    private void handOver(Run run) {
        ready = false;
        handedOver = true;
        long turn = taken;
        var event = run.event();
        sandbox.run(new Sandboxes.Event(
                event.requestId(),
                event.arn(),
                event.payload(),
                event.clientContext(),
                timeline.now().plus(timeout())));
        // Names the event by its id, so that this timer does not keep the payload in memory.
        String id = event.requestId();
        timeline.after(timeout(), () -> {
            if (turn == taken) {
                timeOut(id);
            }
        });
    }

    private void timeOut(String requestId) {
        if (awaits(requestId)) {
            sandbox.kill("RequestId: " + requestId + " Error: " + FunctionErrors.timedOutAfter(timeout()));
            leave(new Outcome.Failed(FunctionErrors.timedOut(requestId, timeout())));
        }
    }

    /** Ends it with whatever it does, as when its Region goes dark. */
    void lose() {
        if (!gone) {
            sandbox.kill("The Region went dark.");
            leave(new Outcome.Lost());
        }
    }

    /** Ends it if it has nothing to do; else it is not used again. */
    void retire() {
        if (!gone && !busy()) {
            sandbox.kill("No longer needed.");
            leave(new Outcome.Lost());
        }
    }

    @Override
    public void ready() {
        arrive(() -> {
            ready = true;
            current.ifPresentOrElse(this::handOver, this::rest);
        });
    }

    private void rest() {
        if (!function.current(version)) {
            retire();
            return;
        }
        long turn = taken;
        timeline.after(hosting.terms().idleMax(), () -> {
            if (turn == taken) {
                retire();
            }
        });
    }

    @Override
    public void ended(String requestId, Outcome outcome) {
        arrive(() -> {
            if (awaits(requestId)) {
                finish(outcome);
            }
        });
    }

    @Override
    public void unusable(String error) {
        arrive(() -> {
            sandbox.kill("The function cannot be started.");
            leave(new Outcome.Failed(error));
        });
    }

    @Override
    public void exited(int status) {
        arrive(() -> {
            Optional<Run> untouched = current.filter(_ -> !handedOver && taken > 1);
            if (untouched.isPresent()) {
                current = Optional.empty();
            }
            leave(new Outcome.Failed(FunctionErrors.exited(
                    current.map(run -> run.event().requestId()).orElse("-"), status)));
            untouched.ifPresent(run -> owner.again(this, run));
        });
    }

    /** News come on any thread, and too late once it is gone. */
    private void arrive(Runnable what) {
        timeline.after(Duration.ZERO, () -> {
            if (!gone) {
                what.run();
            }
        });
    }

    private void leave(Outcome outcome) {
        gone = true;
        owner.left(this);
        finish(outcome);
    }

    private void finish(Outcome outcome) {
        Optional<Run> done = current;
        current = Optional.empty();
        done.ifPresent(run ->
                run.completion().accept(new Ended(run.event().requestId(), version.version(), outcome, sandbox.log())));
    }

    private boolean awaits(String requestId) {
        return !gone
                && current.filter(run -> run.event().requestId().equals(requestId))
                        .isPresent();
    }

    private Duration timeout() {
        return version.spec().terms().timeout();
    }
}
