package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.http.twin.Person;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting: once for each key, never on a world that was not shown, and never beside another one. */
class StartTest {
    private static final String STARTS = "/v1/applications/shop/changeovers";
    private final Office office = new Office(new MemoryJournal(), Office.shop());

    @AfterEach
    void close() {
        office.close();
    }

    private Office.Said starts(Map<String, Object> order, String key) {
        return office.posts(Person.OPERATOR, STARTS, order, "Idempotency-Key", key);
    }

    @Test
    void theSameKeyAndBodyIsTheSameChangeover() {
        Map<String, Object> order = office.failover();
        Office.Said first = starts(order, "press-number-1");
        Office.Said again = starts(order, "press-number-1");
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        office.drive(new ChangeoverId(first.json().path("id").asString()));
        assertThat(starts(order, "press-number-1").json().path("state").asString())
                .isEqualTo("completed");
        assertThat(office.hired).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        Map<String, Object> order = office.failover();
        assertThat(starts(order, "press-number-1").status()).isEqualTo(202);
        order.put("reason", "another reason");
        Office.Said refused = starts(order, "press-number-1");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("key-reused");
    }

    @Test
    void theOtherRegionsServiceKnowsTheKey() {
        try (var east = office.other()) {
            Map<String, Object> order = office.failover();
            Office.Said first = starts(order, "press-number-1");
            Office.Said there = east.posts(Person.OPERATOR, STARTS, order, "Idempotency-Key", "press-number-1");
            assertThat(there.status()).isEqualTo(202);
            assertThat(there.header("Changeover-Region")).isEqualTo("us-east-1");
            assertThat(there.json().path("id")).isEqualTo(first.json().path("id"));
        }
    }

    @Test
    void aStalePreviewIsRefusedWithTheDifference() {
        Map<String, Object> order = office.failover();
        office.world.detach();
        Office.Said refused = starts(order, "press-number-1");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("stale-preview");
        assertThat(refused.json().path("difference").path(0).path("now").asString())
                .contains("REPLICA_NOT_ATTACHED");
        assertThat(refused.json().path("previewVersion").asString())
                .isEqualTo(office.previewVersion("failover", "graceful"));
    }

    @Test
    void aLossAboveTheOneShownIsADifference() {
        Map<String, Object> order = office.order("failover", "ungraceful", "shop us-west-2");
        order.put("acceptedLossMs", 1_000);
        office.world.lagBehind(Duration.ofSeconds(30));
        Office.Said refused = starts(order, "press-number-1");
        assertThat(refused.code()).isEqualTo("stale-preview");
        assertThat(refused.json().path("difference").path(0).path("what").asString())
                .isEqualTo("loss");
        order.put("acceptedLossMs", 60_000);
        assertThat(starts(order, "press-number-1").status()).isEqualTo(202);
    }

    /** A figure of 0 that is refused, or of 100 ms that stands for 100.4, would leave a person no way to start. */
    @ParameterizedTest
    @ValueSource(longs = {0, 400_000, 100_400_000})
    void theLossThatIsShownIsTheLossToAccept(long lagNs) {
        office.world.lagBehind(Duration.ZERO, Duration.ofNanos(lagNs));
        Map<String, Object> order = office.order("failover", "ungraceful", "shop us-west-2");
        int shown = shown("ungraceful").path("loss").path("maximumMs").asInt();
        order.put("acceptedLossMs", shown - 1);
        assertThat(starts(order, "press-number-1").code()).isEqualTo("findings-block");
        order.put("acceptedLossMs", shown);
        assertThat(starts(order, "press-number-2").status()).isEqualTo(202);
    }

    @Test
    void whatBlocksIsNamedAndMayBeAcknowledged() {
        office.world.detach();
        Map<String, Object> order = office.failover();
        Office.Said refused = starts(order, "press-number-1");
        assertThat(refused.code()).isEqualTo("findings-block");
        assertThat(refused.json().path("findings").path(0).path("code").asString())
                .isEqualTo("REPLICA_NOT_ATTACHED");
        order.put("acknowledged", java.util.List.of("REPLICA_NOT_ATTACHED"));
        assertThat(starts(order, "press-number-1").status()).isEqualTo(202);
    }

    @Test
    void whatNobodyMayAcknowledgeIsNotOffered() {
        assertThat(shown("graceful").path("findings").isEmpty()).isTrue();
        office.drive(new ChangeoverId(
                office.starts("press-number-1").json().path("id").asString()));
        assertThat(office.world.writer()).isEqualTo(new Region("us-west-2"));

        var finding = shown("graceful").path("findings").path(0);
        assertThat(finding.path("code").asString()).isEqualTo("ALREADY_ACTIVE");
        assertThat(finding.path("blocking").asBoolean()).isTrue();
        assertThat(finding.path("acknowledgeable").asBoolean()).isFalse();
        Map<String, Object> order = office.failover();
        order.put("acknowledged", java.util.List.of("ALREADY_ACTIVE"));
        Office.Said refused = starts(order, "press-number-2");
        assertThat(refused.code()).isEqualTo("findings-block");
        assertThat(refused.json().path("whatToDo").asString())
                .contains("name the other Region")
                .doesNotContain("acknowledge");
    }

    private tools.jackson.databind.JsonNode shown(String mode) {
        return office.posts(
                        Person.VIEWER,
                        "/v1/applications/shop/preview",
                        Map.of("direction", "failover", "mode", mode, "acknowledged", java.util.List.of()))
                .json();
    }

    @Test
    void thePhraseIsTypedAndNotGuessed() {
        Map<String, Object> order = office.failover();
        order.put("confirm", "shop us-east-1");
        assertThat(starts(order, "press-number-1").code()).isEqualTo("confirm-wrong");
    }

    @Test
    void theStopSwitchStopsEveryStart() {
        Map<String, Object> order = office.failover();
        office.posts(Person.OPERATOR, "/v1/stop", Map.of("stopped", true, "reason", "audit in progress"));
        Office.Said refused = starts(order, "press-number-1");
        assertThat(refused.code()).isEqualTo("guards-refuse");
        assertThat(refused.json().path("reasons").path(0).path("code").asString())
                .isEqualTo("STOP_SWITCH");
    }

    @Test
    void withNobodyToDriveItIsStartedAndSaysSo() {
        office.drives = false;
        Office.Said said = office.starts("press-number-1");
        assertThat(said.status()).isEqualTo(202);
        assertThat(said.json().path("driver").path("driving").asBoolean()).isFalse();
        assertThat(said.json().path("driver").path("warning").asString()).contains("SSM does not answer");
    }

    @Test
    void aDarkSourceIsLeftWithAnAcceptedLoss() {
        office.world.darken(new Region("us-east-1"));
        assertThat(starts(office.failover(), "press-number-1").code()).isEqualTo("findings-block");
        Map<String, Object> order = office.order("failover", "ungraceful", "shop us-west-2");
        order.put("acceptedLossMs", 5_000);
        Office.Said said = starts(order, "press-number-2");
        assertThat(said.status()).as(said.text()).isEqualTo(202);
        String id = said.json().path("id").asString();
        office.drive(new ChangeoverId(id));
        assertThat(office.page(id).path("state").asString()).isEqualTo("completed");
        assertThat(office.world.writer()).isEqualTo(new Region("us-west-2"));
        Office.Said page = office.reads(Person.VIEWER, "/v1/applications/shop");
        assertThat(page.json().path("incomplete").path(0).path("region").asString())
                .isEqualTo("us-east-1");
        assertThat(page.json().path("owed").isEmpty()).isFalse();
    }
}
