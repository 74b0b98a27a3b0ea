package dev.changeover.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awscdk.Stack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The templates of the shop, built once for all tests to {@code target/cdk.out}. */
final class Built {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Built built;

    private final Templates templates;
    private final Path folder;
    private final Duration took;
    private final Duration worked;
    private final Map<String, JsonNode> documents = new LinkedHashMap<>();

    private final Estate estate;

    private Built(Estate estate, Path folder) {
        this.estate = estate;
        this.folder = folder;
        Instant begun = Instant.now();
        Duration before = processors();
        templates = Templates.of(estate, folder);
        templates.write();
        took = Duration.between(begun, Instant.now());
        worked = processors().minus(before);
        for (Stack stack : templates.stacks()) {
            documents.put(stack.getStackName(), JSON.readTree(folder.resolve(stack.getStackName() + ".template.json")));
        }
    }

    /** Skips the test, loudly, where there is no node: the CDK's own parts run in it. */
    static synchronized Built shop() {
        boolean node = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "node")));
        if (!node) {
            System.err.println("SKIPPED: node is not on PATH, so no template was built and none was checked.");
        }
        assumeTrue(node, "node is not on PATH");
        if (built == null) {
            built = new Built(estate(), Path.of("target/cdk.out").toAbsolutePath());
        }
        return built;
    }

    /** The repository's own parameters, with the plan that a deployment would have by then, and the sample. */
    static Estate estate() {
        return estate("sample: shop");
    }

    /** The same with another sample, or none. */
    static Estate estate(String sample) {
        try {
            Path folder = Files.createDirectories(Path.of("target/estate"));
            try (InputStream plan = Built.class.getResourceAsStream("shop.plan.yaml")) {
                Files.write(folder.resolve("shop.plan.yaml"), plan.readAllBytes());
            }
            Path parameters = folder.resolve("parameters.yaml");
            Files.writeString(
                    parameters,
                    Files.readString(Path.of("parameters.yaml"))
                            .replace("sample: none", sample)
                            .replace("plans: []", "plans: [shop.plan.yaml]"));
            return Estate.of(
                    ParametersFile.read(parameters),
                    zip(folder.resolve("functions.zip")),
                    image(folder.resolve("shop")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Stands for the functions' zip, which another module builds later; a template holds its digest alone. */
    private static Path zip(Path file) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("functions");
            entry.setTime(0);
            out.putNextEntry(entry);
            out.closeEntry();
        }
        return file;
    }

    /** Stands for the sample's image in the same way. */
    static Path image(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib").resolve("shop.jar"), "");
        Files.copy(
                Path.of("../shop/src/image/Containerfile"),
                folder.resolve("Containerfile"),
                StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }

    /** Of this process and of the node it started, which starts another. */
    private static Duration processors() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    List<Estate.Application> applications() {
        return estate.applications();
    }

    Duration worked() {
        return worked;
    }

    Duration took() {
        return took;
    }

    Path folder() {
        return folder;
    }

    List<Stack> stacks() {
        return templates.stacks();
    }

    Stack stack(String name) {
        return templates.stacks().stream()
                .filter(stack -> stack.getStackName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Map<String, JsonNode> documents() {
        return documents;
    }

    JsonNode template(String stack) {
        return documents.get(stack);
    }

    /** All resources of a type, by logical id. */
    Map<String, JsonNode> resources(String stack, String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        template(stack).path("Resources").properties().forEach(entry -> {
            if (entry.getValue().path("Type").asString("").equals(type)) {
                found.put(entry.getKey(), entry.getValue().path("Properties"));
            }
        });
        return found;
    }

    /** The only resource of a type. */
    JsonNode only(String stack, String type) {
        var found = resources(stack, type);
        if (found.size() != 1) {
            throw new AssertionError(stack + " has " + found.size() + " of " + type);
        }
        return found.values().iterator().next();
    }
}
