package dev.changeover.aws;

import dev.changeover.core.model.Timeouts;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * The account as those see it who ask for something that belongs to no one plan: Systems Manager and Lambda of its
 * Regions. It holds connections, so close it.
 */
public final class AwsAccount implements AutoCloseable {
    private final Caller caller;
    private final Future<Transport> transport;
    private final Clients clients;

    private AwsAccount(Optional<URI> twin, Timeouts timeouts) {
        twin.ifPresent(Loopback::require);
        caller = new Caller(timeouts);
        transport = caller.meanwhile(() -> Transport.of(twin, timeouts));
        clients = new Clients(twin, () -> Caller.join(transport));
    }

    /**
     * Opens the account and asks nobody anything.
     *
     * @param twin who answers for all Regions; empty is AWS itself
     * @throws IllegalArgumentException if the twin is not on this machine
     */
    public static AwsAccount open(Optional<URI> twin, Timeouts timeouts) {
        return new AwsAccount(twin, timeouts);
    }

    Caller caller() {
        return caller;
    }

    Clients clients() {
        return clients;
    }

    @Override
    public void close() {
        caller.close();
        clients.close();
        if (transport.state() == Future.State.SUCCESS) {
            transport.resultNow().close();
        }
    }
}
