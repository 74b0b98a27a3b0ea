package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** openapi.yaml, and whether an answer keeps it. */
final class Contract {
    private static final String BASE = "https://changeover.example/openapi.json";
    static final JsonNode DOCUMENT = read();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(BASE, Office.JSON.writeValueAsString(DOCUMENT))));
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Contract() {}

    private static JsonNode read() {
        try {
            Object yaml = new Yaml().load(Files.readString(Path.of("openapi.yaml")));
            return Office.JSON.valueToTree(yaml);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Every operation as {@code GET /v1/health}. */
    static Set<String> operations() {
        Set<String> operations = new LinkedHashSet<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (!entry.getKey().equals("parameters")) {
                        operations.add(entry.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    static JsonNode operation(String method, String template) {
        return DOCUMENT.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
    }

    static JsonNode resolve(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = DOCUMENT.at(found.get("$ref").asString().substring(1));
        }
        return found;
    }

    /** The answer's status and type are promised, and its body keeps its schema. */
    static void holds(String method, String template, Office.Said said) {
        JsonNode responses = operation(method, template).path("responses");
        String status = String.valueOf(said.status());
        JsonNode promised = responses.path(
                responses.has(status) ? status : said.status() / 100 == 4 ? "4XX" : "no such status " + status);
        assertThat(promised.isMissingNode())
                .as("%s %s answers %s: %s", method, template, status, said.text())
                .isFalse();
        JsonNode content = resolve(promised).path("content");
        String type = said.header("Content-Type").split(";", 2)[0];
        assertThat(content.has(type)).as("%s of %s %s", type, method, template).isTrue();
        JsonNode schema = content.path(type).path("schema");
        if (type.endsWith("json") && schema.has("$ref")) {
            keeps(schema.get("$ref").asString(), said.text());
        }
        assertThat(said.header("Changeover-Region")).isNotBlank();
    }

    static void keeps(String reference, String text) {
        Schema schema =
                SCHEMAS.computeIfAbsent(reference, any -> REGISTRY.getSchema(SchemaLocation.of(BASE + reference)));
        assertThat(schema.validate(Office.JSON.readTree(text)).stream().map(Object::toString))
                .as(reference)
                .isEmpty();
    }
}
