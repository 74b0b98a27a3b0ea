package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All sandboxes of the account: finds one for an event, or refuses it when there are as many as there may be. */
final class Environments implements Environment.Owner {
    private final Timeline timeline;
    private final Regions regions;
    private final Hosting hosting;
    private final List<Environment> all = new ArrayList<>();

    Environments(Timeline timeline, Regions regions, Hosting hosting) {
        this.timeline = timeline;
        this.regions = regions;
        this.hosting = hosting;
        regions.watch(new Regions.Watcher() {
            @Override
            public void darkened(Region region) {
                List.copyOf(all).stream()
                        .filter(environment -> environment.version.region().equals(region))
                        .forEach(Environment::lose);
            }

            @Override
            public void recovered(Region region) {}
        });
    }

    /** {@code unreserved} is what the Region's other functions leave to those without a reservation. */
    void start(LambdaFunction function, FunctionVersion version, int unreserved, Environment.Run run) {
        if (regions.dark(version.region())) { // it went dark while the call was on its way
            run.completion()
                    .accept(new Ended(run.event().requestId(), version.version(), new Outcome.Lost(), () -> ""));
            return;
        }
        throttle(function, unreserved).ifPresent(refusal -> {
            throw refusal;
        });
        give(function, version, run);
    }

    private void give(LambdaFunction function, FunctionVersion version, Environment.Run run) {
        Environment environment = all.reversed().stream() // the last used is the warmest
                .filter(candidate -> candidate.version.equals(version) && candidate.free())
                .findFirst()
                .orElseGet(() -> open(function, version));
        environment.take(run);
    }

    /** Whether a further event of the function would be refused now. */
    Optional<AwsError> throttle(LambdaFunction function, int unreserved) {
        if (function.reserved.isPresent()) {
            return busy(function) < function.reserved.get()
                    ? Optional.empty()
                    : Optional.of(LambdaErrors.throttled("ReservedFunctionConcurrentInvocationLimitExceeded"));
        }
        long busy = all.stream()
                .filter(environment -> environment.version.region().equals(function.region)
                        && environment.function.reserved.isEmpty()
                        && environment.busy())
                .count();
        return busy < unreserved
                ? Optional.empty()
                : Optional.of(LambdaErrors.throttled("ConcurrentInvocationLimitExceeded"));
    }

    /** Ends what idles with code or settings that are no longer the function's. */
    void refresh(LambdaFunction function) {
        List.copyOf(all).stream()
                .filter(environment -> environment.function == function && !function.current(environment.version))
                .forEach(Environment::retire);
    }

    int count(Region region) {
        return (int) all.stream()
                .filter(environment -> environment.version.region().equals(region))
                .count();
    }

    @Override
    public void left(Environment environment) {
        all.remove(environment);
    }

    @Override
    public void again(Environment environment, Environment.Run run) {
        give(environment.function, environment.version, run);
    }

    private long busy(LambdaFunction function) {
        return all.stream()
                .filter(environment -> environment.function == function && environment.busy())
                .count();
    }

    private Environment open(LambdaFunction function, FunctionVersion version) {
        var environment = new Environment(timeline, hosting, function, version, this);
        environment.open();
        all.add(environment);
        return environment;
    }
}
