package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

/** What holds for all templates together. */
class TemplatesTest {
    private static final Duration SYNTHESIS_MAX = Duration.ofSeconds(60);
    private static final Duration LINT_MAX = Duration.ofMinutes(3);

    /**
     * W3005: the library says twice that a function needs its role. E3051: cfn-lint 1.51.0 cannot read a document that
     * is text in a JSON template (it says so of any text); the documents have tests of their own.
     */
    private static final List<String> LINT_IGNORED = List.of("W3005", "E3051");

    private static Built built;

    @BeforeAll
    static void build() {
        built = Built.shop();
    }

    /** Of processor time: on a quiet machine the building takes no longer, on a busy one the clock says nothing. */
    @Test
    void areBuiltInUnderAMinute() {
        System.out.println("The templates took " + built.took().toMillis() + " ms, and "
                + built.worked().toMillis() + " ms of the processors.");
        assertThat(built.worked()).isBetween(Duration.ofSeconds(1), SYNTHESIS_MAX);
    }

    @Test
    void areDeployedInOneOrder() {
        assertThat(built.stacks())
                .extracting(Stack::getStackName)
                .containsExactly(
                        "Changeover-Global",
                        "Changeover-Database-us-east-1",
                        "Changeover-Database-us-west-2",
                        "Changeover-Sample-us-east-1",
                        "Changeover-Sample-us-west-2",
                        "Changeover-Service-us-east-1",
                        "Changeover-Service-us-west-2",
                        "Changeover-Edge");
    }

    /** cdk-nag writes what it held against each rule, and what came of it. */
    @Test
    void leaveNoFindingOfCdkNagWithoutAReason() throws IOException {
        for (Stack stack : built.stacks()) {
            Path report = built.folder().resolve("AwsSolutions-" + stack.getStackName() + "-NagReport.csv");
            List<String> lines = Files.readAllLines(report);
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContain("\"Non-Compliant\"")
                            .doesNotContain("\"UNKNOWN\"")
                            .doesNotContain("\"Suppressed\",\"\""));
        }
        assertThat(built.folder().toFile().list((_, name) -> name.endsWith("NagReport.csv")))
                .hasSize(built.stacks().size());
    }

    /** Errors and warnings of the library itself, and of cdk-nag, are written beside the templates. */
    @Test
    void areBuiltWithoutAWarning() throws IOException {
        for (Stack stack : built.stacks()) {
            Path notes = built.folder().resolve(stack.getStackName() + ".metadata.json");
            assertThat(Files.readString(notes))
                    .as(stack.getStackName())
                    .doesNotContain("aws:cdk:error")
                    .doesNotContain("aws:cdk:warning");
        }
    }

    /** A service's stack imports nothing of another stack, so it can be deployed while the other Region is dark. */
    @Test
    void dependOnNoStackOfTheOtherRegionInAnEvent() {
        for (String region : List.of("us-east-1", "us-west-2")) {
            assertThat(built.stack("Changeover-Service-" + region).getDependencies())
                    .isEmpty();
            assertThat(built.template("Changeover-Service-" + region).toString())
                    .doesNotContain("Fn::ImportValue");
        }
    }

    @Test
    void satisfyCfnLint() throws IOException, InterruptedException {
        Optional<Path> program = program("cfn-lint");
        if (program.isEmpty()) {
            System.err.println("SKIPPED: cfn-lint is not on PATH, so the templates were not held against it.");
        }
        assumeTrue(program.isPresent(), "cfn-lint is not on PATH");
        Path said = built.folder().resolveSibling("cfn-lint.txt");
        List<String> command = new ArrayList<>(List.of(program.get().toString(), "--ignore-checks"));
        command.addAll(LINT_IGNORED);
        command.add("--");
        built.stacks()
                .forEach(stack -> command.add(built.folder()
                        .resolve(stack.getStackName() + ".template.json")
                        .toString()));
        Process lint = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean over = lint.waitFor(LINT_MAX.toSeconds(), TimeUnit.SECONDS);
        lint.destroy();
        assertThat(over).as("cfn-lint ended").isTrue();
        assertThat(Files.readString(said)).isEmpty();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
