package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The workshop, as a script reads it. */
class WorkshopProcessTest {
    private static final int PORT = 23_450;

    /** It takes 20 s on two quiet processors. */
    private static final Duration WORKSHOP_MAX = Duration.ofMinutes(4);

    @Test
    void aCartOutlivesABlockedBucketADarkRegionAndTheWayBack() {
        try (var shell = new Shell(Folders.home())) {
            Finished workshop = shell.start("workshop", "--port", Integer.toString(PORT), "-o", "json")
                    .finish(WORKSHOP_MAX);
            assertThat(workshop.code()).as("%s", workshop).isZero();
            JsonNode said = workshop.json();
            assertThat(said.propertyNames()).containsExactlyInAnyOrder("asPromised", "steps", "changeovers");
            assertThat(said.path("asPromised").asBoolean()).isTrue();
            assertThat(said.path("steps").values()).allSatisfy(WorkshopProcessTest::isAsPromised);
            assertThat(said.path("steps").values().stream()
                            .map(step -> step.path("name").asString()))
                    .containsExactly(
                            "open-shop",
                            "sign-up",
                            "log-in",
                            "fill-cart",
                            "cart-replicated",
                            "block-bucket",
                            "edge-fails-over",
                            "session-goes-on",
                            "region-dark",
                            "promote-database",
                            "session-intact",
                            "buy",
                            "region-returns",
                            "fail-back",
                            "open-bucket",
                            "edge-returns",
                            "order-kept");
            assertThat(said.path("changeovers").values().stream()
                            .map(one -> one.path("mode").asString() + " "
                                    + one.path("direction").asString()))
                    .isEqualTo(List.of("ungraceful failover", "graceful failback"));
            assertThat(said.path("changeovers").values())
                    .allSatisfy(one -> assertThat(one.path("rtoMs").asLong()).isPositive());
        }
    }

    private static void isAsPromised(JsonNode step) {
        assertThat(step.propertyNames()).containsExactlyInAnyOrder("name", "done", "observed", "ok");
        assertThat(step.path("ok").asBoolean()).as("%s", step).isTrue();
        assertThat(step.path("observed").asString()).isNotBlank();
    }
}
