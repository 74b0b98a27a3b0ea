package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.http.twin.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Speaking to a changeover: only what is possible, by whom it may be, and about the step that is meant. */
class VerbTest {
    private static final Map<String, Object> REASON = Map.of("reason", "a test");
    private final Office office = new Office(new MemoryJournal(), Office.shop("policy:\n  approval: true\n"));

    @AfterEach
    void close() {
        office.close();
    }

    private String startedBy(Person person) {
        return office.posts(
                        person,
                        "/v1/applications/shop/changeovers",
                        office.failover(),
                        "Idempotency-Key",
                        "press-number-1")
                .json()
                .path("id")
                .asString();
    }

    private Office.Said says(Person person, String id, String verb, Map<String, Object> body) {
        return office.posts(person, "/v1/changeovers/" + id + "/" + verb, body);
    }

    @Test
    void whoeverAskedCannotApprove() {
        String id = startedBy(Person.APPROVER);
        Office.Said refused = says(Person.APPROVER, id, "approve", REASON);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("second-person-needed");
    }

    @Test
    void aSecondPersonApprovesAndItGoesThrough() {
        String id = startedBy(Person.OPERATOR);
        Office.Said approved = says(Person.APPROVER, id, "approve", REASON);
        assertThat(approved.json().path("approval").path("by").asString()).isEqualTo("approver");
        office.drive(new ChangeoverId(id));
        assertThat(office.page(id).path("state").asString()).isEqualTo("completed");
    }

    @Test
    void anOperatorIsNoApprover() {
        Office.Said refused = says(Person.OPERATOR, startedBy(Person.OPERATOR), "approve", REASON);
        assertThat(refused.code()).isEqualTo("role-missing");
        assertThat(Office.texts(refused.json().path("needs"))).containsExactly("approver");
    }

    @Test
    void buttonsSayWhyTheyAreOff() {
        String id = startedBy(Person.OPERATOR);
        says(Person.OPERATOR, id, "pause", REASON);
        JsonNode actions =
                office.reads(Person.OPERATOR, "/v1/changeovers/" + id).json().path("actions");
        assertThat(actions.findValuesAsString("verb"))
                .isEqualTo(List.of("approve", "pause", "resume", "retry", "skip", "cancel", "escalate", "acknowledge"));
        assertThat(actions.path(0).path("refusal").asString()).contains("somebody else must approve it");
        assertThat(actions.path(1).path("refusal").asString()).isEqualTo("it is paused already");
        assertThat(actions.path(2).path("allowed").asBoolean()).isTrue();
        JsonNode seen = office.reads(Person.VIEWER, "/v1/changeovers/" + id).json();
        assertThat(seen.path("actions").path(2).path("refusal").asString())
                .isEqualTo("viewer has not the role operator");
        assertThat(seen.path("watching").findValuesAsString("who")).containsExactly("operator", "viewer");
        assertThat(says(Person.OPERATOR, id, "pause", REASON).code()).isEqualTo("verb-refused");
    }

    @Test
    void aRetryIsForTheStepThatWasMeantAndHiresAnotherDriver() {
        Map<String, Object> order = office.failover();
        String id = office.posts(
                        Person.OPERATOR,
                        "/v1/applications/shop/changeovers",
                        order,
                        "Idempotency-Key",
                        "press-number-1")
                .json()
                .path("id")
                .asString();
        office.world.moveWriterAway();
        office.drive(new ChangeoverId(id));
        JsonNode halted = office.page(id);
        assertThat(halted.path("state").asString()).isEqualTo("halted");
        assertThat(halted.path("halt").path("step").asString()).isEqualTo("Preflight");
        assertThat(halted.path("driver").path("driving").asBoolean()).isFalse();
        int before = office.hired.size();
        Office.Said other = says(Person.OPERATOR, id, "retry", Map.of("reason", "a test", "step", "ShiftTraffic"));
        assertThat(other.code()).isEqualTo("verb-refused");
        Office.Said retried = says(Person.OPERATOR, id, "retry", Map.of("reason", "a test", "step", "Preflight"));
        assertThat(retried.json().path("state").asString()).isEqualTo("running");
        assertThat(office.hired).hasSize(before + 1);
    }
}
