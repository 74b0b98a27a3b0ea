package dev.changeover.twin.ssm;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
    private static final String NAP = "{name: nap, action: aws:sleep, inputs: {Duration: PT1S}}";

    private final SsmWorld world = new SsmWorld();

    /** Each line is a document, shortened, and what is said of it. */
    private static final String UNSOUND = """
            mainSteps: [] => has no mainSteps
            description: no steps => has no mainSteps
            mainSteps: [{ONE, action: aws:dance}] => unknown action aws:dance
            mainSteps: [{ONE, action: aws:executeScript}] => does not run aws:executeScript
            mainSteps: [{ONE, action: aws:sleep}] => either Duration or Timestamp
            mainSteps: [{name: o, action: aws:sleep}] => step name o does not match
            mainSteps: [NAP, NAP] => nap is used more than once
            mainSteps: [{ONE, nextStep: nowhere, SLEEP}] => the step nowhere, which is not there
            mainSteps: [{ONE, onFailure: 'step:no', SLEEP}] => the step no, which is not there
            mainSteps: [{ONE, onFailure: Shrug, SLEEP}] => must be Abort, Continue or step:name
            mainSteps: [{ONE, onCancel: 'step:one', SLEEP}] => aws:sleep does not support
            mainSteps: [{ONE, maxAttempts: 0, SLEEP}] => must be 1 or more
            mainSteps: [{ONE, maxAttempts: many, SLEEP}] => must be a whole number
            mainSteps: [{ONE, isEnd: perhaps, SLEEP}] => must be true or false
            mainSteps: [{ONE, action: aws:pause, timeoutSeconds: 2592001}] => at most 2592000
            mainSteps: [{ONE, action: aws:sleep, inputs: {Duration: '{{ other.Output }}'}}] => names other.Output
            mainSteps: [{ONE, action: aws:sleep, inputs: {Duration: '{{ one.Output }}'}}] => names one.Output
            mainSteps: [{ONE, action: aws:sleep, inputs: {Duration: '{{ nothing }}'}}] => names nothing
            mainSteps: [{ONE, colour: red, SLEEP}] => unknown member colour
            mainSteps: [{ONE, action: aws:updateVariable, inputs: {Name: 'variable:x', Value: 1}}] => names variable:x
            mainSteps: [{ONE, action: aws:branch, inputs: {Choices: [{NextStep: x, Variable: a}]}}] => and one operator
            mainSteps: [{ONE, action: aws:branch, inputs: {Choices: [7]}}] => must be a map
            mainSteps: [{ONE, action: aws:loop, inputs: {Iterators: [a], Steps: []}}] => have no Steps
            mainSteps: [{ONE, action: aws:loop, inputs: {Steps: [NAP]}}] => either Iterators or LoopCondition
            mainSteps: [7] => A step must be a map
            {mainSteps: [NAP], outputs: [nap.Nothing]} => names nap.Nothing
            {mainSteps: [NAP], parameters: {a: {type: Colour}}} => unknown type Colour
            {mainSteps: [NAP], parameters: {a: {type: Integer, default: x}}} => not of the type Integer
            {mainSteps: [NAP], parameters: {a: {type: String, default: x, allowedValues: [y]}}} => must be one of [y]
            {mainSteps: [NAP], parameters: {a: {type: String, allowedPattern: '['}}} => is not a pattern
            mainSteps: { => is not a YAML object
            """;

    static Stream<Arguments> unsound() {
        return UNSOUND.lines().map(line -> Arguments.of((Object[]) line.split(" => ", 2)));
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void aDocumentThatIsNotSoundIsRefused(String body, String why) {
        String whole = body.replace("ONE", "name: one")
                .replace("NAP", NAP)
                .replace("SLEEP", "action: aws:sleep, inputs: {Duration: PT1S}");
        String text = whole.startsWith("{")
                ? "{schemaVersion: '0.3', " + whole.substring(1)
                : "schemaVersion: '0.3'\n" + whole;
        assertRefused("InvalidDocumentContent", () -> world.document("Doc", text))
                .extracting(Throwable::getMessage)
                .asString()
                .contains(why);
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
