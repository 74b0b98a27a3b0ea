package dev.changeover.twin.ssm;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final String NAP = "{name: nap, action: aws:sleep, inputs: {Duration: PT1S}}";

    private final SsmWorld world = new SsmWorld();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mainSteps: []",
                "description: no steps",
                "mainSteps: [{name: one, action: aws:dance, inputs: {}}]",
                "mainSteps: [{name: one, action: aws:executeScript, inputs: {}}]",
                "mainSteps: [{name: one, action: aws:sleep, inputs: {}}]",
                "mainSteps: [{name: o, action: aws:sleep, inputs: {Duration: PT1S}}]",
                "mainSteps: [" + NAP + ", " + NAP + "]",
                "mainSteps: [{name: one, action: aws:sleep, nextStep: nowhere, inputs: {Duration: PT1S}}]",
                "mainSteps: [{name: one, action: aws:sleep, onFailure: 'step:no', inputs: {Duration: PT1S}}]",
                "mainSteps: [{name: one, action: aws:sleep, onFailure: Shrug, inputs: {Duration: PT1S}}]",
                "mainSteps: [{name: one, action: aws:sleep, onCancel: 'step:one', inputs: {Duration: PT1S}}]",
                "mainSteps: [{name: one, action: aws:sleep, maxAttempts: 0, inputs: {Duration: PT1S}}]",
                "mainSteps: [{name: one, action: aws:pause, timeoutSeconds: 2592001, inputs: {}}]",
                "mainSteps: [{name: one, action: aws:sleep, inputs: {Duration: '{{ other.Output }}'}}]",
                "mainSteps: [{name: one, action: aws:sleep, inputs: {Duration: '{{ one.Output }}'}}]",
                "mainSteps: [{name: one, action: aws:sleep, inputs: {Duration: '{{ nothing }}'}}]",
                "mainSteps: [{name: one, action: aws:sleep, colour: red, inputs: {Duration: PT1S}}]",
                "mainSteps: [{name: one, action: aws:updateVariable, inputs: {Name: 'variable:x', Value: 1}}]",
                "mainSteps: [{name: one, action: aws:branch, inputs: {Choices: [{NextStep: x, Variable: a}]}}]",
                "mainSteps: [{name: one, action: aws:loop, inputs: {Iterators: [a], Steps: []}}]",
                "{mainSteps: [" + NAP + "], outputs: [nap.Nothing]}",
                "{mainSteps: [" + NAP + "], parameters: {a: {type: Colour}}}",
                "{mainSteps: [" + NAP + "], parameters: {a: {type: String, default: x, allowedValues: [y]}}}",
                "{mainSteps: [" + NAP + "], parameters: {a: {type: String, allowedPattern: '['}}}",
                "mainSteps: {",
            })
    void aDocumentThatIsNotSoundIsRefused(String body) {
        String text =
                body.startsWith("{") ? "{schemaVersion: '0.3', " + body.substring(1) : "schemaVersion: '0.3'\n" + body;
        assertRefused("InvalidDocumentContent", () -> world.document("Doc", text));
    }

    @Test
    void aScriptIsRefusedWithAClearSentence() {
        assertRefused(
                        "InvalidDocumentContent",
                        () -> world.document(
                                "Doc", "schemaVersion: '0.3'\nmainSteps: [{name: one, action: aws:executeScript}]"))
                .extracting(Throwable::getMessage)
                .asString()
                .contains("The twin does not run aws:executeScript, which step one asks for.");
    }

    @Test
    void onlySchemaZeroThreeIsTaken() {
        assertRefused("InvalidDocumentSchemaVersion", () -> world.document("Doc", "schemaVersion: '2.2'"));
    }

    @Test
    void aDocumentOverSixtyFourKilobytesIsRefused() {
        String padding = "#" + "x".repeat(Documents.BYTES_MAX) + "\n";
        assertRefused("MaxDocumentSizeExceeded", () -> world.document("Doc", padding + nap("PT1S")));
    }

    @Test
    void aDocumentHasVersionsOneOfWhichIsTheDefault() {
        world.document("Doc", nap("PT1S"));
        assertRefused("DocumentAlreadyExists", () -> world.document("Doc", nap("PT2S")));
        assertRefused("DuplicateDocumentContent", () -> update(nap("PT1S")));
        assertThat(update(nap("PT2S")).version().number()).isEqualTo(2);
        assertThat(read("$DEFAULT").version().number()).isEqualTo(1);
        assertThat(read("$LATEST").version().content()).contains("PT2S");
        world.ssm.documents().makeStandard(SsmWorld.EAST, "Doc", "2");
        assertThat(read("$DEFAULT").version().number()).isEqualTo(2);
        assertRefused("InvalidDocumentVersion", () -> read("3"));
    }

    @Test
    void aDeletedDocumentIsGone() {
        world.document("Doc", nap("PT1S"));
        world.ssm.documents().delete(SsmWorld.EAST, "Doc", Documents.Which.STANDARD);
        assertRefused("InvalidDocument", () -> read("$DEFAULT"));
        assertRefused("InvalidDocument", () -> update(nap("PT2S")));
    }

    @Test
    void aDocumentMayBeJson() {
        String json = "{\"schemaVersion\":\"0.3\",\"mainSteps\":[{\"name\":\"nap\",\"action\":\"aws:sleep\","
                + "\"inputs\":{\"Duration\":\"PT1S\"}}]}";
        var content = new Documents.Content("Doc", json, DocumentFormat.JSON, Optional.of("first"));
        assertThat(world.ssm
                        .documents()
                        .create(SsmWorld.EAST, content, Map.of())
                        .runbook()
                        .steps())
                .hasSize(1);
    }

    private static String nap(String duration) {
        return "schemaVersion: '0.3'\nmainSteps: [" + NAP.replace("PT1S", duration) + "]";
    }

    private DocumentView update(String yaml) {
        return world.ssm.documents().update(SsmWorld.EAST, Documents.Content.yaml("Doc", yaml), Optional.empty());
    }

    private DocumentView read(String version) {
        return world.ssm
                .documents()
                .view(SsmWorld.EAST, "Doc", new Documents.Which(Optional.of(version), Optional.empty()));
    }
}
