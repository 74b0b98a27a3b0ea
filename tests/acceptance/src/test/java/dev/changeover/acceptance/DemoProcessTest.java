package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** The demonstration, as a script reads it. Its shoppers ask 200 times a second, so no other class runs beside it. */
@Isolated
class DemoProcessTest {
    private static final int PORT = 23400;

    /** It takes half a minute on two quiet cores. */
    private static final Duration DEMO_MAX = Duration.ofMinutes(4);

    @Test
    void keepsItsPromisesAndSaysSoInJson() {
        try (var shell = new Shell(Folders.home())) {
            Finished demo = shell.start("demo", "--port", Integer.toString(PORT), "-o", "json")
                    .finish(DEMO_MAX);
            assertThat(demo.code()).as("%s", demo).isZero();
            JsonNode said = demo.json();
            assertThat(said.propertyNames()).containsExactlyInAnyOrder("twinStartMs", "changeovers", "invariants");
            assertThat(said.path("twinStartMs").asLong()).isPositive();
            assertThat(said.path("invariants").values()).hasSize(8).allMatch(JsonNode::asBoolean);
            assertThat(said.path("changeovers").values().stream()
                            .map(one -> one.path("mode").asString() + " "
                                    + one.path("direction").asString()))
                    .isEqualTo(List.of(
                            "graceful failover", "graceful failback", "ungraceful failover", "graceful failback"));
            assertThat(said.path("changeovers").values()).allSatisfy(DemoProcessTest::isWhole);
        }
    }

    private static void isWhole(JsonNode one) {
        assertThat(one.propertyNames())
                .containsExactlyInAnyOrder(
                        "direction",
                        "mode",
                        "rtoMs",
                        "databaseMs",
                        "writeOutageMs",
                        "failedRequests",
                        "acknowledgedWrites",
                        "lostWrites",
                        "lostOrders",
                        "steps",
                        "debts");
        assertThat(one.path("lostOrders"))
                .as("every lost order by its id")
                .hasSize(one.path("lostWrites").asInt());
        assertThat(one.path("rtoMs").asLong()).isPositive();
        assertThat(one.path("acknowledgedWrites").asLong()).isPositive();
        assertThat(one.path("steps").values())
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.propertyNames()).containsExactlyInAnyOrder("name", "ms"));
        if (one.path("mode").asString().equals("graceful")) {
            assertThat(one.path("lostWrites").asLong(-1)).isZero();
            assertThat(one.path("debts").values()).isEmpty();
        } else {
            assertThat(one.path("debts").values())
                    .isNotEmpty()
                    .allMatch(debt -> !debt.path("paidAt").isNull());
        }
    }
}
