package dev.changeover.twin.lambda;

import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Functions as plain Java within this process, for virtual time. A function nobody registered is unusable. */
public final class PlainSandboxes implements Sandboxes {
    /** A function; what it does is done when it is asked, and known when the time it takes has passed. */
    public interface Plain {
        Deed run(Event event);
    }

    /** What a function does with an event, and how long it takes. */
    public record Deed(End end, Duration takes) {
        public static Deed returns(String payload) {
            return new Deed(new End.Answer(new Outcome.Returned(payload)), Duration.ZERO);
        }

        public static Deed fails(String type, String message) {
            return new Deed(new End.Answer(new Outcome.Failed(FunctionErrors.of(type, message))), Duration.ZERO);
        }

        /** The sandbox ends in the middle of it. */
        public static Deed exits(int status) {
            return new Deed(new End.Exit(status), Duration.ZERO);
        }

        /** The sandbox ends when it has answered. */
        public Deed andExits() {
            return end instanceof End.Answer(var outcome) ? new Deed(new End.LastAnswer(outcome), takes) : this;
        }

        public Deed after(Duration takes) {
            return new Deed(end, takes);
        }
    }

    /** How a deed ends. */
    public sealed interface End {
        record Answer(Outcome outcome) implements End {}

        record LastAnswer(Outcome outcome) implements End {}

        record Exit(int status) implements End {}
    }

    private final Timeline timeline;
    private final Map<String, Plain> functions = new HashMap<>();
    private Duration coldStart = Duration.ZERO;
    private int opened;

    public PlainSandboxes(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Registers what the functions of this name do, in every Region. */
    public PlainSandboxes with(String function, Plain plain) {
        timeline.run(() -> functions.put(function, plain));
        return this;
    }

    /** How long a sandbox takes from now on before it asks for its first event. */
    public PlainSandboxes startingIn(Duration time) {
        timeline.run(() -> coldStart = time);
        return this;
    }

    /** How many were ever started. */
    public int opened() {
        return timeline.call(() -> opened);
    }

    @Override
    public Sandbox open(FunctionVersion version, Listener listener) {
        opened++;
        var sandbox = new PlainSandbox(listener, functions.get(version.name()));
        timeline.after(coldStart, () -> sandbox.start(version.spec().handler()));
        return sandbox;
    }

    private final class PlainSandbox implements Sandbox {
        private final Listener listener;
        private final Plain plain;
        private boolean alive = true;
        private String log = "";

        PlainSandbox(Listener listener, Plain plain) {
            this.listener = listener;
            this.plain = plain;
        }

        private void start(String handler) {
            if (alive && plain == null) {
                listener.unusable(FunctionErrors.of("Runtime.HandlerNotFound", handler + " is not registered"));
            } else if (alive) {
                listener.ready();
            }
        }

        @Override
        public void run(Event event) {
            Deed deed = plain.run(event);
            log = "RequestId: " + event.requestId() + "\n";
            timeline.after(deed.takes(), () -> end(event, deed.end()));
        }

        private void end(Event event, End end) {
            if (!alive) {
                return;
            }
            switch (end) {
                case End.Answer(var outcome) -> {
                    listener.ended(event.requestId(), outcome);
                    listener.ready();
                }
                case End.LastAnswer(var outcome) -> {
                    listener.ended(event.requestId(), outcome);
                    timeline.after(Duration.ZERO, () -> {
                        alive = false;
                        listener.exited(1);
                    });
                }
                case End.Exit(var status) -> {
                    alive = false;
                    listener.exited(status);
                }
            }
        }

        @Override
        public void kill(String why) {
            alive = false;
            log += why + "\n";
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public Supplier<String> log() {
            String now = log;
            return () -> now;
        }
    }
}
