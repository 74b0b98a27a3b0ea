package dev.changeover.twin.lambda;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where functions run: processes of their own behind a running twin, plain Java in virtual time. Called under the
 * timeline's lock, so nothing here waits.
 */
public interface Sandboxes {
    /** Begins to start one and returns at once. What hinders it is told to the listener, never thrown. */
    Sandbox open(FunctionVersion version, Listener listener);

    /** One execution environment. It runs one event at a time. */
    interface Sandbox {
        /** Hands an event over; only after {@link Listener#ready}, once for each time that is told. */
        void run(Event event);

        /** Ends it as kill -9 does, its log saying {@code why}. The listener need not hear of it. */
        void kill(String why);

        /** Whether it can still take an event, as far as can be told now. */
        boolean alive();

        /** What the event at hand has logged, at most the last 4 KB; to be asked outside the lock, once it is over. */
        Supplier<String> log();
    }

    /** Told from any thread. */
    interface Listener {
        /** It asks for an event. */
        void ready();

        void ended(String requestId, Outcome outcome);

        /** The function cannot be started; {@code error} is what the runtime reports, as JSON. */
        void unusable(String error);

        /** The sandbox ended by itself, or by somebody else's hand. */
        void exited(int status);
    }

    /**
     * What a function is told.
     *
     * @param arn as the caller named the function
     * @param deadline when Lambda will kill it
     */
    record Event(String requestId, String arn, String payload, Optional<String> clientContext, Instant deadline) {}
}
