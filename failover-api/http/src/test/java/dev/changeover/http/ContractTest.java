package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.StepName;
import dev.changeover.http.twin.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The running server keeps openapi.yaml, and openapi.yaml says what there is. */
class ContractTest {
    private static final String APP = "/v1/applications/{application}";
    private static final String ONE = "/v1/changeovers/{changeover}";
    private final Set<String> asked = new LinkedHashSet<>();

    private Office.Said reads(Office office, Person person, String template, String path) {
        return kept("GET", template, office.reads(person, path));
    }

    private Office.Said posts(Office office, Person person, String template, String path, Object body) {
        return kept("POST", template, office.posts(person, path, body));
    }

    private Office.Said kept(String method, String template, Office.Said said) {
        asked.add(method + " " + template);
        Contract.holds(method, template, said);
        return said;
    }

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() {
        try (var office = new Office(new MemoryJournal(), Office.shop())) {
            Set<String> routes = office.api.routes().stream()
                    .map(route -> route.method() + " " + route.template())
                    .collect(Collectors.toSet());
            assertThat(routes).containsExactlyInAnyOrderElementsOf(Contract.operations());
        }
    }

    @Test
    void everyCodeIsInTheContractAndInTheDocs() throws IOException {
        Set<String> codes = Arrays.stream(Code.values()).map(Code::toString).collect(Collectors.toSet());
        assertThat(Office.texts(Contract.DOCUMENT.at("/components/schemas/ProblemCode/enum")))
                .containsExactlyInAnyOrderElementsOf(codes);
        String page = Files.readString(Path.of("..", "..", "docs", "api.md"));
        assertThat(codes).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }

    @Test
    void theWordsOfTheRunbookAreInTheContract() {
        assertThat(Office.texts(Contract.DOCUMENT.at("/components/schemas/FindingCode/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Finding.Code.values()).map(Enum::name).toList());
        assertThat(Office.texts(Contract.DOCUMENT.at("/components/schemas/StepName/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(StepName.values()).map(StepName::toString).toList());
    }

    @Test
    void everyAddressKeepsTheContract() {
        try (var office = new Office(new MemoryJournal(), Office.shop("policy:\n  approval: true\n"))) {
            reads(office, Person.VIEWER, "/v1/health", "/v1/health");
            reads(office, Person.VIEWER, "/v1/sign-in", "/v1/sign-in");
            reads(office, Person.VIEWER, "/v1/me", "/v1/me");
            application(office);
            String id = started(office);
            followed(office, id);
            spoken(office, id);
            office.drive(new ChangeoverId(id));
            assertThat(office.page(id).path("state").asString()).isEqualTo("completed");
            reads(office, Person.VIEWER, ONE, "/v1/changeovers/" + id);
            reads(office, Person.VIEWER, APP + "/changeovers", "/v1/applications/shop/changeovers?limit=1");
            afterwards(office);
            assertThat(asked).containsExactlyInAnyOrderElementsOf(Contract.operations());
        }
    }

    private void application(Office office) {
        String base = "/v1/applications/shop";
        reads(office, Person.VIEWER, "/v1/applications", "/v1/applications");
        reads(office, Person.VIEWER, APP, base);
        reads(office, Person.VIEWER, APP + "/readiness", base + "/readiness");
        posts(office, Person.OPERATOR, APP + "/readiness", base + "/readiness", Map.of());
        reads(office, Person.VIEWER, APP, base);
        reads(office, Person.VIEWER, "/v1/applications", "/v1/applications");
        reads(office, Person.VIEWER, APP + "/requests", base + "/requests");
        for (String mode : List.of("graceful", "ungraceful")) {
            for (String direction : List.of("failover", "failback")) {
                posts(
                        office,
                        Person.VIEWER,
                        APP + "/preview",
                        base + "/preview",
                        Map.of("direction", direction, "mode", mode));
            }
        }
    }

    private String started(Office office) {
        Office.Said said = kept("POST", APP + "/changeovers", office.starts("first-press"));
        assertThat(said.status()).as(said.text()).isEqualTo(202);
        String id = said.json().path("id").asString();
        assertThat(said.header("Location")).isEqualTo("/v1/changeovers/" + id);
        Office.Said second = kept("POST", APP + "/changeovers", office.starts("second-press"));
        assertThat(second.code()).isEqualTo("changeover-running");
        assertThat(second.json().path("running").path("href").asString()).isEqualTo("/v1/changeovers/" + id);
        return id;
    }

    private void followed(Office office, String id) {
        String path = "/v1/changeovers/" + id;
        reads(office, Person.VIEWER, ONE, path);
        reads(office, Person.VIEWER, ONE + "/events", path + "/events?since=0&limit=2");
        reads(office, Person.VIEWER, "/v1/applications", "/v1/applications");
        reads(office, Person.VIEWER, APP, "/v1/applications/shop");
    }

    private void spoken(Office office, String id) {
        String path = "/v1/changeovers/" + id;
        Map<String, Object> reason = Map.of("reason", "a test");
        Map<String, Object> step = Map.of("reason", "a test", "step", "Preflight");
        posts(office, Person.OPERATOR, ONE + "/pause", path + "/pause", reason);
        posts(office, Person.OPERATOR, ONE + "/resume", path + "/resume", reason);
        posts(office, Person.OPERATOR, ONE + "/retry", path + "/retry", step);
        posts(office, Person.OPERATOR, ONE + "/skip", path + "/skip", step);
        posts(
                office,
                Person.OPERATOR,
                ONE + "/acknowledge",
                path + "/acknowledge",
                Map.of("reason", "a test", "findings", List.of("LOSS_UNKNOWN")));
        posts(office, Person.APPROVER, ONE + "/approve", path + "/approve", reason);
        posts(
                office,
                Person.OPERATOR,
                ONE + "/escalate",
                path + "/escalate",
                Map.of("reason", "a test", "acceptedLossMs", 5000));
        asked.add("POST " + ONE + "/cancel");
        Contract.holds("POST", ONE + "/cancel", office.posts(Person.VIEWER, path + "/cancel", reason));
    }

    private Office.Said drilled(Office office, String confirm) {
        Map<String, Object> order = Map.of("reason", "a test", "confirm", confirm);
        return kept(
                "POST",
                APP + "/drills",
                office.posts(Person.OPERATOR, "/v1/applications/shop/drills", order, "Idempotency-Key", "first-drill"));
    }

    private void abandoned(Office office, String drill) {
        String template = "/v1/drills/{drill}/abandon";
        String path = "/v1/drills/" + drill + "/abandon";
        Map<String, Object> reason = Map.of("reason", "the wrong day");
        assertThat(posts(office, Person.VIEWER, template, path, reason).code()).isEqualTo("role-missing");
        Office.Said over = posts(office, Person.OPERATOR, template, path, reason);
        assertThat(over.status()).as(over.text()).isEqualTo(200);
        assertThat(over.json().path("state").asString()).isEqualTo("failed");
        assertThat(over.text()).contains("operator: the wrong day");
        Office.Said again = posts(office, Person.OPERATOR, template, path, reason);
        assertThat(again.code()).isEqualTo("verb-refused");
        assertThat(again.json().path("state").path("href").asString()).isEqualTo("/v1/drills/" + drill);
        posts(office, Person.OPERATOR, template, "/v1/drills/no-such-drill/abandon", reason);
        assertThat(reads(office, Person.AUDITOR, "/v1/audit", "/v1/audit?application=shop&limit=50")
                        .text())
                .contains("\"act\":\"abandon\"", "the wrong day", "drill " + drill + " running");
    }

    private void afterwards(Office office) {
        String base = "/v1/applications/shop";
        reads(office, Person.VIEWER, APP + "/drills", base + "/drills");
        String drill = drilled(office, "drill shop").json().path("id").asString();
        drilled(office, "another phrase");
        reads(office, Person.VIEWER, APP + "/drills", base + "/drills");
        reads(office, Person.VIEWER, "/v1/drills/{drill}", "/v1/drills/" + drill);
        reads(office, Person.VIEWER, "/v1/drills/{drill}", "/v1/drills/no-such-drill");
        abandoned(office, drill);
        reads(office, Person.VIEWER, "/v1/drills/{drill}/reports/{format}", "/v1/drills/no-such-drill/reports/html");
        reads(office, Person.VIEWER, APP + "/arming", base + "/arming");
        posts(office, Person.OPERATOR, APP + "/arming", base + "/arming", Map.of("act", "arm", "reason", "a test"));
        reads(office, Person.VIEWER, "/v1/stop", "/v1/stop");
        posts(office, Person.OPERATOR, "/v1/stop", "/v1/stop", Map.of("stopped", true, "reason", "a test"));
        outages(office);
        Office.Said audit = reads(office, Person.AUDITOR, "/v1/audit", "/v1/audit?application=shop&limit=50");
        assertThat(audit.text()).contains("\"act\":\"start\"", "\"from\":\"127.0.0.1\"", "changeover-running");
    }

    private void outages(Office office) {
        String path = "/v1/twin/outages";
        reads(office, Person.VIEWER, path, path);
        Office.Said dark = posts(
                office,
                Person.OPERATOR,
                path,
                path,
                Map.of("region", "us-east-1", "dark", true, "reason", "to practise"));
        assertThat(dark.json().path("regions").path(0).path("dark").asBoolean()).isTrue();
        posts(office, Person.OPERATOR, path, path, Map.of("region", "us-east-2", "dark", true, "reason", "a slip"));
        Office.Said healed = posts(
                office, Person.OPERATOR, path, path, Map.of("region", "us-east-1", "dark", false, "reason", "enough"));
        assertThat(healed.json().path("regions").path(0).path("dark").asBoolean())
                .isFalse();
        assertThat(office.reads(Person.AUDITOR, "/v1/audit").text())
                .contains("\"act\":\"outage\"", "us-east-1 works", "us-east-1 is dark", "to practise");
    }
}
