package dev.changeover.core.step;

import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import java.util.Optional;

/** All that Preflight looks at. The source's secret is not asked for when its Region may be dark. */
public record Surroundings(
        DatabaseView database,
        SecretView targetSecret,
        Optional<SecretView> sourceSecret,
        RoutingView routing,
        LagView lag) {}
