package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What openapi.yaml promises about answers. */
final class Promises {
    private static final Path FILE = Path.of("..", "..", "failover-api", "http", "openapi.yaml");
    private static final String BASE = "https://changeover.example/openapi.json";
    private static final JsonNode DOCUMENT = read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(BASE, DOCUMENT.toString())));

    private Promises() {}

    private static JsonNode read() {
        try {
            return JsonMapper.shared().valueToTree(new Yaml().<Object>load(Files.readString(FILE)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Status, type and body are among those promised for that request. */
    static void kept(String method, String path, Said said) {
        String template = template(path);
        JsonNode responses = DOCUMENT.path("paths")
                .path(template)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses");
        String status = Integer.toString(said.status());
        JsonNode promised = resolved(responses.path(responses.has(status) ? status : status.charAt(0) + "XX"));
        assertThat(promised.isMissingNode())
                .as("%s %s answers %s", method, template, said)
                .isFalse();
        JsonNode content = promised.path("content").path(said.type());
        assertThat(content.isMissingNode())
                .as("%s of %s %s", said.type(), method, template)
                .isFalse();
        if (said.type().endsWith("json")) {
            String schema = BASE + content.path("schema").path("$ref").asString();
            assertThat(SCHEMAS.getSchema(SchemaLocation.of(schema)).validate(said.json()).stream()
                            .map(Object::toString))
                    .as("%s %s", method, template)
                    .isEmpty();
        }
    }

    private static String template(String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return DOCUMENT.path("paths").propertyNames().stream()
                .filter(template -> plain.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("openapi.yaml has no " + plain));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }
}
