package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** The table that the API, the functions and all operators share: what is in it, and what is told when it is silent. */
@ResourceLock(SharedTwin.LOCK)
class SharedTableProcessTest {
    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    private static LiveTwin twin;

    @BeforeAll
    static void takeTheTwin() {
        twin = SHARED.twin();
    }

    @Test
    void aDrillBegunByTheApiIsSeenHereAndStandsInTheWay() {
        String id = begunByTheApi();

        Finished listed = twin.run("drills", "unicorn-shop", "-o", "json");
        assertThat(listed.json().at("/drills/0/id").asString()).as("%s", listed).isEqualTo(id);
        Finished second = twin.run("drill", "unicorn-shop");
        assertThat(second.code()).as("%s", second).isEqualTo(4);
        assertThat(second.err()).contains("drill " + id + " has not ended");

        Finished given = twin.run("drill", "unicorn-shop", "--abandon", "--reason", "seen enough");
        assertThat(given.code()).as("%s", given).isEqualTo(6);
        assertThat(twin.run("report", id).out()).contains("seen enough");
        await("the end of what the drill had begun")
                .atMost(ServiceCaller.MOVE_MAX)
                .until(() -> twin.live().isEmpty());
    }

    private static String begunByTheApi() {
        ServiceCaller operator = ServiceCaller.of(twin, twin.settled(), "operator");
        operator.rest();
        Said begun = operator.post(
                ServiceCaller.SHOP + "/drills",
                Map.of("reason", "by the API", "soakMs", 600_000, "confirm", "drill unicorn-shop"),
                "Idempotency-Key",
                "a-drill-to-be-abandoned");
        assertThat(begun.status()).as("%s", begun).isEqualTo(202);
        return begun.json().path("id").asString();
    }

    @Test
    void whoOnlyLooksIsToldWhatCanBeReadAndWhatCannot() {
        twin.outage("--service", "dynamodb", "--kind", "error");
        try {
            JsonNode shown = twin.show();
            assertThat(shown.path("active").asString()).isNotEmpty();
            assertThat(shown.at("/unread/0/code").asString()).isEqualTo("UNREACHABLE");
            assertThat(shown.at("/unread/0/where").asString()).contains("table changeover-journal");
            for (String command : List.of("history", "report", "watch", "drills", "drill")) {
                Finished told = twin.run(command, "unicorn-shop");
                assertThat(told.code()).as("%s", told).isEqualTo(9);
                assertThat(told.err()).as(command).contains("Unknown since ");
            }
        } finally {
            twin.heal();
        }
        assertThat(twin.show().path("unread").isEmpty()).isTrue();
        assertThat(twin.run("history", "unicorn-shop").code()).isZero();
    }
}
