package dev.changeover.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.ssm.Documents.Content;
import dev.changeover.twin.ssm.StartRequest;
import dev.changeover.twin.ssm.SystemsManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents are, apart from how they run. */
class DocumentsTest {
    /** CreateDocument's limit, "Systems Manager endpoints and quotas", AWS General Reference, read 2026. */
    private static final int BYTES_MAX = 64 * 1024;

    @Test
    void haveNamesHashesAndFitIntoSystemsManager() {
        assertThat(Documents.all())
                .extracting(Document::name)
                .containsExactly("Changeover-Failover", "Changeover-Failback", "Changeover-Drill");
        assertThat(Documents.all())
                .extracting(Document::hash)
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(Documents.all())
                .allSatisfy(document -> assertThat(document.content().getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThan(BYTES_MAX));
    }

    @Test
    void passWhatCreateDocumentChecks() {
        SystemsManager ssm = systemsManager();
        for (Document document : Documents.all()) {
            var published = ssm.documents().publish(Play.HERE, Content.yaml(document.name(), document.content()));
            assertThat(published.number()).isEqualTo(1);
        }
    }

    @Test
    void failoverAndFailbackDifferInWordsAlone() {
        assertThat(worded(Documents.failback())).isEqualTo(worded(Documents.failover()));
        assertThat(Documents.failback().content())
                .isNotEqualTo(Documents.failover().content());
    }

    /** Everything but what only a person reads: the document's description and the approval's message. */
    private static Object worded(Document document) {
        Map<String, Object> members = Shape.of(document).document();
        members.remove("description");
        Shape.maps(members.get("mainSteps")).stream()
                .filter(step -> step.get("action").equals("aws:approve"))
                .forEach(step -> Shape.map(step.get("inputs")).remove("Message"));
        return members;
    }

    @Test
    void everyParameterIsHeldToAPatternOrAList() {
        for (Document document : Documents.all()) {
            Shape.map(Shape.of(document).document().get("parameters"))
                    .forEach((name, rule) -> assertThat(Shape.map(rule))
                            .as(document.name() + " " + name)
                            .containsKey("description")
                            .containsAnyOf(
                                    Map.entry("type", "String"),
                                    Map.entry("type", "StringList"),
                                    Map.entry("type", "Integer"))
                            .satisfies(members -> assertThat(members.containsKey("allowedPattern")
                                            || members.containsKey("allowedValues"))
                                    .isTrue()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Changeover-Failover, ChangeoverId, UPPER-CASE-ID",
        "Changeover-Failover, ChangeoverId, '{{ global:REGION }}'",
        "Changeover-Failover, StepFunction, two words",
        "Changeover-Failover, Approval, maybe",
        "Changeover-Failover, Approvers, '\"quoted\"'",
        "Changeover-Failover, ApprovalsNeeded, 0",
        "Changeover-Failover, ApprovalsNeeded, 11",
        "Changeover-Failback, AutomationAssumeRole, arn:aws:iam::1:role/short",
        "Changeover-Drill, DrillId, short",
        "Changeover-Drill, SoakTime, 10 minutes",
        "Changeover-Drill, SoakTime, PT",
        "Changeover-Drill, SoakTime, PT10S1M",
        "Changeover-Drill, Unknown, anything",
    })
    void aParameterThatIsNotOneIsRefused(String document, String parameter, String value) {
        SystemsManager ssm = systemsManager();
        Documents.all().forEach(one -> ssm.documents().publish(Play.HERE, Content.yaml(one.name(), one.content())));
        var sent = new HashMap<String, List<String>>();
        sent.put(document.endsWith("Drill") ? "DrillId" : "ChangeoverId", List.of(Scenarios.ID));
        sent.put(parameter, List.of(value));
        assertThatThrownBy(() -> ssm.automation().start(Play.HERE, StartRequest.of(document, sent)))
                .isInstanceOfSatisfying(
                        AwsError.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo("InvalidAutomationExecutionParametersException"));
    }

    private static SystemsManager systemsManager() {
        var timeline = Timeline.virtual(Instant.parse("2026-11-22T10:00:00Z"));
        return SystemsManager.on(
                new Automation.Ground(timeline, new Regions(timeline), new StepFunction(timeline), AwsCalls.none()));
    }
}
