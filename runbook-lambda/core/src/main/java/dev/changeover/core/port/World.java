package dev.changeover.core.port;

import java.util.List;
import java.util.concurrent.Callable;

/** Everything outside core that a changeover looks at and changes. */
public interface World {
    DatabasePort database();

    SecretPort secrets();

    RoutingPort routing();

    ProbePort probes();

    LagPort lag();

    /**
     * Runs independent reads, side by side where there are threads, in order where time is virtual. The results come in
     * the order of the reads. A read that throws is a bug and goes through.
     */
    <T> List<T> sideBySide(List<Callable<T>> reads);
}
