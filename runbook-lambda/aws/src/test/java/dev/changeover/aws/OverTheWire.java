package dev.changeover.aws;

import static dev.changeover.aws.Plans.VIRGINIA;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A far side on loopback and the real SDK against it. */
abstract class OverTheWire {
    /** Under this, nothing waited for more than its bounds; a machine busy with other work gets the rest. */
    static final Duration SOON = Plans.timeouts().call().multipliedBy(2).plusSeconds(2);

    FarSide far;
    AwsWorld world;
    ApplicationPlan plan;

    /** How far the adapters' clock is ahead: time passes without waiting for it. */
    volatile Duration ahead = Duration.ZERO;

    /** The timeouts of these tests are short, so the SDK's first call must not fall into one. */
    @BeforeAll
    static void warmUp() {
        try (var caller = new Caller(new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Map.of()));
                var anywhere = FarSide.that(request -> RdsAnswers.steady(request, VIRGINIA))) {
            ApplicationPlan any = Plans.at(anywhere.url());
            Rehearsal.run(any, caller);
            try (Transport transport = Transport.of(any);
                    var clients = new Clients(any, () -> transport)) {
                clients.rds(VIRGINIA).describeGlobalClusters();
            }
        }
    }

    @BeforeEach
    void openTheWorld() {
        far = FarSide.silent();
        plan = planAt(far.url());
        world = new AwsWorld(plan, () -> Instant.now().plus(ahead), new Random(7));
    }

    ApplicationPlan planAt(URI place) {
        return Plans.at(place);
    }

    @AfterEach
    void closeTheWorld() {
        world.close();
        far.close();
    }

    void farSide(Function<FarSide.Request, FarSide.Reaction> behaves) {
        far.now(behaves);
    }

    static FarSide.Reaction json(String body) {
        return new FarSide.Reaction.Reply(200, "application/x-amz-json-1.1", body);
    }

    static FarSide.Reaction jsonError(int status, String code, String message) {
        String body = "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}";
        return new FarSide.Reaction.Reply(status, "application/x-amz-json-1.1", body);
    }
}
