package dev.changeover.view;

import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import java.util.Optional;

/** Why a view is unreadable, if it is. */
final class Unreadable {
    private Unreadable() {}

    static Optional<PortFailure> why(DatabaseView seen) {
        return seen instanceof DatabaseView.Unreadable(var why, var _) ? Optional.of(why) : Optional.empty();
    }

    static Optional<PortFailure> why(SecretView seen) {
        return seen instanceof SecretView.Unreadable(var why, var _) ? Optional.of(why) : Optional.empty();
    }

    static Optional<PortFailure> why(RoutingView seen) {
        return seen instanceof RoutingView.Unreadable(var why, var _) ? Optional.of(why) : Optional.empty();
    }
}
