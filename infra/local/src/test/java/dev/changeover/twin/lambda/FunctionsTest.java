package dev.changeover.twin.lambda;

import static dev.changeover.twin.Refusals.assertRefused;
import static dev.changeover.twin.lambda.LambdaWorld.EAST;
import static dev.changeover.twin.lambda.LambdaWorld.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.lambda.PlainSandboxes.Deed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions, versions, aliases, and what hangs on them. */
class FunctionsTest {
    private static final String LAMBDA = "InvalidParameterValueException";

    private final LambdaWorld world = new LambdaWorld().with("f", event -> Deed.returns(event.payload()));
    private final Attachments attachments = world.lambdas.attachments();

    private FunctionVersion publish() {
        return attachments.publish(
                EAST, "f", new Attachments.Publication(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private FunctionVersion newCode(String content) {
        return world.lambdas.update(EAST, "f", Optional.empty(), spec -> spec.withCode(LambdaWorld.code(content)));
    }

    @Test
    void eachRegionHasItsOwnFunctions() {
        newCode("new");
        assertThat(world.lambdas
                        .function(EAST, "f", Optional.empty())
                        .spec()
                        .code()
                        .sha256())
                .isNotEqualTo(world.lambdas
                        .function(WEST, "f", Optional.empty())
                        .spec()
                        .code()
                        .sha256());
        world.lambdas.delete(EAST, "f", Optional.empty());
        assertThat(world.lambdas.list(EAST)).isEmpty();
        assertThat(world.lambdas.list(WEST)).hasSize(1);
        assertRefused("ResourceNotFoundException", () -> world.lambdas.function(EAST, "f", Optional.empty()));
    }

    @Test
    void refusesASecondFunctionOfTheName() {
        assertRefused("ResourceConflictException", () -> world.lambdas.create(EAST, LambdaWorld.spec("f"), false))
                .hasMessage("Function already exist: f");
    }

    @Test
    void aVersionStaysAsItWasPublished() {
        String first = world.lambdas
                .function(EAST, "f", Optional.empty())
                .spec()
                .code()
                .sha256();
        assertThat(publish().version()).isEqualTo("1");
        assertThat(publish().version()).as("nothing has changed").isEqualTo("1");
        newCode("new");
        assertThat(publish().version()).isEqualTo("2");
        assertThat(world.lambdas
                        .function(EAST, "f", Optional.of("1"))
                        .spec()
                        .code()
                        .sha256())
                .isEqualTo(first);
        assertThat(attachments.versions(EAST, "f"))
                .extracting(FunctionVersion::version)
                .containsExactly("$LATEST", "1", "2");
        assertThat(attachments.versions(EAST, "f").getLast().arn()).endsWith(":function:f:2");
    }

    @Test
    void anAliasLeadsToItsVersion() {
        publish();
        newCode("new");
        publish();
        attachments.createAlias(EAST, "f", "live", "1", "");
        assertThat(world.lambdas.function(EAST, "f:live", Optional.empty()).version())
                .isEqualTo("1");
        world.invoke("f:live", "{}");
        world.settle();
        assertThat(world.over.getLast().version()).isEqualTo("1");
        assertRefused("ResourceConflictException", () -> attachments.createAlias(EAST, "f", "live", "1", ""));
        assertRefused("ResourceNotFoundException", () -> attachments.createAlias(EAST, "f", "next", "9", ""));
        assertRefused("ResourceConflictException", () -> world.lambdas.delete(EAST, "f", Optional.of("1")));
        attachments.updateAlias(
                EAST, "f", "live", Optional.empty(), alias -> new Alias(alias.functionArn(), "live", "2", "", ""));
        world.lambdas.delete(EAST, "f", Optional.of("1"));
        assertThat(world.lambdas.function(EAST, "f", Optional.of("live")).version())
                .isEqualTo("2");
        attachments.deleteAlias(EAST, "f", "live");
        assertRefused("ResourceNotFoundException", () -> attachments.alias(EAST, "f", "live"));
    }

    @Test
    void refusesAChangeToWhatSomebodyElseHasChanged() {
        String seen = world.lambdas.function(EAST, "f", Optional.empty()).revision();
        newCode("new");
        assertRefused(
                "PreconditionFailedException", () -> world.lambdas.update(EAST, "f", Optional.of(seen), spec -> spec));
    }

    @Test
    void permissionsMakeUpAPolicy() {
        var permission = new Permission(
                "alarms",
                "lambda:InvokeFunction",
                "lambda.alarms.cloudwatch.amazonaws.com",
                Optional.of("arn:aws:cloudwatch:us-east-1:000000000000:alarm:down"),
                Optional.of("000000000000"));
        attachments.addPermission(EAST, "f", Optional.empty(), permission);
        assertThat(attachments.policy(EAST, "f", Optional.empty()))
                .contains("\"Sid\":\"alarms\"", "\"Service\":\"lambda.alarms.cloudwatch.amazonaws.com\"")
                .contains("\"AWS:SourceArn\":\"arn:aws:cloudwatch:us-east-1:000000000000:alarm:down\"");
        assertRefused(
                "ResourceConflictException", () -> attachments.addPermission(EAST, "f", Optional.empty(), permission));
        attachments.removePermission(EAST, "f", Optional.empty(), "alarms");
        assertRefused("ResourceNotFoundException", () -> attachments.policy(EAST, "f", Optional.empty()));
    }

    @Test
    void refusesWhatAFunctionMayNotBe() {
        FunctionSpec spec = LambdaWorld.spec("f");
        assertRefused(LAMBDA, () -> FunctionSpec.of("f", spec.code(), "h", Duration.ofSeconds(901)));
        assertRefused(LAMBDA, () -> FunctionSpec.of("f", spec.code(), "h", Duration.ZERO));
        assertRefused(LAMBDA, () -> FunctionSpec.of("f", spec.code(), "a handler", LambdaWorld.TIMEOUT));
        assertRefused(LAMBDA, () -> spec.withEnvironment(Map.of("AWS_REGION", "x")))
                .hasMessageEndingWith("Reserved keys used in this request: AWS_REGION");
        assertRefused(LAMBDA, () -> spec.withEnvironment(Map.of("BIG", "a".repeat(4_096))));
        assertRefused(LAMBDA, () -> spec.withEnvironment(Map.of("1", "a")));
        assertRefused(LAMBDA, () -> attachments.reserve(EAST, "f", 17));
    }

    @Test
    void refusesWhatIsNoArchive() {
        assertRefused(LAMBDA, () -> Code.zip("no zip".getBytes(StandardCharsets.UTF_8)));
        assertRefused(LAMBDA, () -> Code.zip(new byte[0]));
        for (String entry : List.of("../up", "a/../../up", "/etc/passwd", "a\\..\\b")) {
            assertRefused(LAMBDA, () -> Code.zip(LambdaWorld.archive(entry, "x")));
        }
    }

    @Test
    void theSameCodeHasTheSameDigestWhereverItLies(@TempDir Path directory) throws IOException {
        Path one = Files.createDirectories(directory.resolve("one"));
        Path other = Files.createDirectories(directory.resolve("other"));
        Files.writeString(one.resolve("a"), "x");
        Files.writeString(other.resolve("a"), "x");
        assertThat(Code.folder(one).sha256()).isEqualTo(Code.folder(other).sha256());
        assertThat(Code.folder(one).bytes()).isEqualTo(1);
        Files.writeString(other.resolve("a"), "y");
        assertThat(Code.classPath(List.of(one)).sha256())
                .isNotEqualTo(Code.classPath(List.of(other)).sha256());
    }

    @Test
    void showsNoVariableOfTheEnvironment() {
        assertThat(LambdaWorld.spec("f")
                        .withEnvironment(Map.of("KEY", "hidden"))
                        .toString())
                .doesNotContain("hidden");
    }
}
