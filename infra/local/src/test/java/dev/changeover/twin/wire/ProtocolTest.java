package dev.changeover.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    @Test
    void foldsAFlattenedQueryIntoATree() {
        var tree = Form.tree(Form.pairs("Action=Ask&Filters.Filter.1.Name=db-cluster-id"
                + "&Filters.Filter.1.Values.Value.1=one"
                + "&Filters.Filter.1.Values.Value.2=two&Filters.Filter.2.Name=engine&Tags=&Stat.Metric.Name=a+b%26c"
                + "&Counts.member.2=b&Counts.member.1=a&Counts.member.10=j"));
        assertThat(tree)
                .containsEntry(
                        "Filters",
                        List.of(
                                Map.of("Name", "db-cluster-id", "Values", List.of("one", "two")),
                                Map.of("Name", "engine")))
                .containsEntry("Counts", List.of("a", "b", "j"))
                .containsEntry("Stat", Map.of("Metric", Map.of("Name", "a b&c")));
        assertThat(Fields.query(tree).texts("Tags")).isEmpty();
    }

    @Test
    void readsTextAndNumbersAlike() {
        for (var values : List.<Map<String, Object>>of(
                Map.of("n", "7", "yes", "true", "at", "1970-01-01T00:00:02Z"),
                Map.of("n", 7, "yes", true, "at", 2.0))) {
            var input = Fields.query(values);
            assertThat(input.maybeInteger("n")).contains(7);
            assertThat(input.flag("yes")).isTrue();
            assertThat(input.maybeTime("at")).contains(Instant.ofEpochSecond(2));
        }
    }

    @Test
    void saysWhichMemberIsMissingOrWrong() {
        var input = Fields.query(Map.of("n", "many", "list", List.of()));
        assertRefused(() -> input.text("name"), "MissingParameter", "name");
        assertRefused(() -> input.maybeNumber("n"), "InvalidParameterValue", "n");
        assertRefused(() -> input.flag("n"), "InvalidParameterValue", "true or false");
        assertRefused(() -> input.maybeTime("n"), "InvalidParameterValue", "a time");
        assertRefused(() -> input.text("list"), "InvalidParameterValue", "a text");
        assertRefused(() -> input.structures("n"), "InvalidParameterValue", "a list");
    }

    @Test
    void writesListsInXmlWithTheirOwnNamesOrAsMembers() {
        byte[] xml = Xml.document(
                "R",
                "urn:x",
                Output.of("Plain", List.of("a<b"))
                        .with("Named", new Items("One", List.of(1, 2.0, true)))
                        .with("At", Instant.EPOCH)
                        .map());
        assertThat(text(xml))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><R xmlns=\"urn:x\">"
                        + "<Plain><member>a&lt;b</member></Plain>"
                        + "<Named><One>1</One><One>2.0</One><One>true</One></Named><At>1970-01-01T00:00:00Z</At></R>");
    }

    @Test
    void readsXmlButNothingFromOutside() {
        var root = XmlElement.parse(bytes("<a:R xmlns:a='urn:x'><Name> x </Name><Item/><Item>2</Item></a:R>"));
        assertThat(root.name()).isEqualTo("R");
        assertThat(root.text("Name")).contains("x");
        assertThat(root.children("Item")).hasSize(2);
        assertRefused(
                () -> XmlElement.parse(bytes("<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><r>&e;</r>")),
                "MalformedInput",
                "DOCTYPE");
        assertRefused(() -> XmlElement.parse(bytes("<r>")), "MalformedInput", "not XML");
    }

    @Test
    void takesTheMostLiteralRouteAndDecodesItsValues() {
        var routes = new RestRoutes()
                .with("GET", "/controlpanel/{Arn}", "DescribeControlPanel")
                .with("GET", "/controlpanel/{Arn}/routingcontrols", "ListRoutingControls")
                .with("GET", "/controlpanel/default", "Default");
        assertThat(routes.take(rest("GET", "/controlpanel/arn%3Aaws%3Ax%2Fa+b")))
                .contains(new RestRoutes.Taken("DescribeControlPanel", Map.of("Arn", "arn:aws:x/a+b")));
        assertThat(routes.take(rest("GET", "/controlpanel/default"))
                        .orElseThrow()
                        .action())
                .isEqualTo("Default");
        assertThat(routes.take(rest("GET", "/controlpanel/x/routingcontrols/"))
                        .orElseThrow()
                        .action())
                .isEqualTo("ListRoutingControls");
        assertThat(routes.take(rest("DELETE", "/controlpanel/x"))).isEmpty();
    }

    @Test
    void rendersARefusalInEachProtocol() {
        var error = new AwsError("Busy", 429, "later", Map.of("retryAfterSeconds", 1));
        assertThat(text(new JsonProtocol("1.0").refusal(error).body()))
                .isEqualTo("{\"__type\":\"Busy\",\"message\":\"later\",\"retryAfterSeconds\":1}");
        assertThat(text(new QueryProtocol("urn:x").refusal(error).body()))
                .contains("<Type>Sender</Type><Code>Busy</Code><Message>later</Message>");
        assertThat(RestJson.refusal(error).headers()).containsEntry("x-amzn-ErrorType", "Busy");
        assertThat(text(new RestXml("urn:x").refusal(error).body())).contains("<Code>Busy</Code>");
        AwsReply cbor = new CborProtocol(Map.of("Busy", "BusyFault")).refusal(error);
        assertThat(CborReader.read(cbor.body())).containsEntry("__type", "BusyFault");
        assertThat(cbor.headers()).containsEntry("x-amzn-query-error", "Busy;Sender");
    }

    private static AwsRequest rest(String method, String path) {
        return new AwsRequest(Regions.US_EAST_1, "x", method, path, Map.of(), Map.of(), new byte[0]);
    }

    private static void assertRefused(Runnable call, String code, String saying) {
        assertThatThrownBy(call::run)
                .hasMessageContaining(saying)
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
