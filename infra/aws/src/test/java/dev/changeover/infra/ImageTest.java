package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The functions as images, where {@code functions: image} asks for it. */
class ImageTest {
    @TempDir
    private Path folder;

    /** What {@code src/image/assemble} leaves, but for its content. */
    private Path assembled() throws IOException {
        Path image = Files.createDirectories(folder.resolve("image"));
        Files.createDirectories(image.resolve("lib"));
        Files.writeString(image.resolve("lib").resolve("functions.jar"), "");
        Files.createDirectories(image.resolve("trainer"));
        Files.writeString(image.resolve("Containerfile"), "FROM public.ecr.aws/amazoncorretto/amazoncorretto:25\n");
        return image;
    }

    private Parameters parameters() throws IOException {
        Path file = folder.resolve("parameters.yaml");
        Files.writeString(
                file, Files.readString(Path.of("parameters.yaml")).replace("functions: zip", "functions: image"));
        return ParametersFile.read(file);
    }

    @Test
    void everyFunctionRunsTheOneImageByItsOwnCommand() throws IOException {
        List<Estate.Application> applications = Built.shop().applications();
        Estate asked = Estate.of(parameters(), assembled());
        var estate = new Estate(asked.parameters(), applications, asked.functions());
        Path out = folder.resolve("cdk.out");
        var app = new App(AppProps.builder()
                .outdir(out.toString())
                .analyticsReporting(false)
                .treeMetadata(false)
                .build());
        var stack = new ServiceStack(app, estate, estate.parameters().primary());
        app.synth();
        List<JsonNode> functions = new ArrayList<>();
        JsonMapper.shared()
                .readTree(out.resolve(stack.getStackName() + ".template.json").toFile())
                .path("Resources")
                .forEach(resource -> {
                    if (resource.path("Type").asString("").equals("AWS::Lambda::Function")) {
                        functions.add(resource.path("Properties"));
                    }
                });

        assertThat(functions).hasSize(Duty.inOrder().size()).allSatisfy(function -> {
            assertThat(function.path("PackageType").asString()).isEqualTo("Image");
            assertThat(function.path("Code").has("ImageUri")).isTrue();
            assertThat(function.path("Architectures").path(0).asString()).isEqualTo("arm64");
            assertThat(function.has("Runtime") || function.has("Handler")).isFalse();
            assertThat(function.path("Environment").path("Variables").has("JAVA_TOOL_OPTIONS"))
                    .as("the image's own options, which name its cache, are not replaced")
                    .isFalse();
        });
        assertThat(functions)
                .extracting(function ->
                        function.path("ImageConfig").path("Command").path(0).asString())
                .contains("dev.changeover.handler.StepHandler::handleRequest")
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesAnImageWithoutItsTrainer() throws IOException {
        Path image = assembled();
        Files.delete(image.resolve("trainer"));
        Parameters parameters = parameters();

        assertThatThrownBy(() -> Estate.of(parameters, image))
                .isInstanceOf(UnusableParameters.class)
                .hasMessageContaining("trainer")
                .hasMessageContaining("assemble");
    }
}
