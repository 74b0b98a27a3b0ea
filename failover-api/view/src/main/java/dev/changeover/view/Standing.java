package dev.changeover.view;

import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an application stands.
 *
 * @param secrets the primary Region's, then the secondary's
 */
public record Standing(
        DatabaseView database, List<SecretView> secrets, RoutingView routing, LagView lag, TrafficView traffic) {
    public Standing {
        secrets = List.copyOf(secrets);
    }

    /** What could not be read. */
    public List<PortFailure> failures() {
        return Stream.concat(
                        Stream.of(Unreadable.why(database), Unreadable.why(routing)),
                        secrets.stream().map(Unreadable::why))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether neither the database, nor a secret, nor the routing controls could be read. */
    public boolean blind() {
        return failures().size() == 2 + secrets.size();
    }
}
