package dev.changeover.twin.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.Ended;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.Lambdas;
import dev.changeover.twin.lambda.Outcome;
import dev.changeover.twin.model.Ports;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in a whole twin: real processes that reach its AWS APIs. */
class TwinFunctionsTest {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    @Test
    void aFunctionReachesTheTwinAndEndsWithItsRegion(@TempDir Path home) throws Exception {
        var settings = new TwinSettings(
                new Ports(21_200),
                home,
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "changeover-test-cache-" + System.getProperty("user.name")),
                TwinSettings.Pace.local(),
                List.of());
        try (var twin = Twin.start(settings)) {
            var spec = FunctionSpec.of(
                    "caller", Code.classPath(List.of(classes())), CallingFunction.class.getName(), ANSWER_MAX);
            Lambdas lambdas = twin.account().lambdas();
            lambdas.deploy(ShopEstate.PRIMARY, spec);
            lambdas.deploy(ShopEstate.SECONDARY, spec);
            assertThat(invoke(lambdas)).isEqualTo(new Outcome.Returned("\"us-east-1 hears 403\""));
            assertThat(twin.sandboxes().pids(ShopEstate.PRIMARY, "caller")).hasSize(1);

            new Outages(twin.account()).begin(new Outage.RegionDark(ShopEstate.PRIMARY));
            assertThat(lambdas.sandboxes(ShopEstate.PRIMARY)).isZero();
            assertThat(invoke(lambdas)).isEqualTo(new Outcome.Lost());
            new Outages(twin.account()).healAll();
            assertThat(invoke(lambdas)).isEqualTo(new Outcome.Returned("\"us-east-1 hears 403\""));
        }
    }

    private static Outcome invoke(Lambdas lambdas) throws Exception {
        var end = new CompletableFuture<Ended>();
        lambdas.invoke(ShopEstate.PRIMARY, Lambdas.Call.of("caller", "{}"), end::complete);
        return end.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS).outcome();
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(CallingFunction.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
