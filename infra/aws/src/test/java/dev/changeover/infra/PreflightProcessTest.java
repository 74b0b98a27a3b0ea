package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look before a deployment, with an {@code aws} that answers what a test says. */
class PreflightProcessTest {
    private static final long LOOK_MAX_SECONDS = 60;

    @TempDir
    private Path folder;

    /** What it said, and its exit code. */
    private record Said(int code, String text) {}

    @BeforeEach
    void needsAShell() {
        boolean shell = Files.isExecutable(Path.of("/bin/sh"));
        if (!shell) {
            System.err.println("SKIPPED: there is no /bin/sh, so infra/aws/preflight was not run.");
        }
        assumeTrue(shell, "preflight is a shell script");
    }

    private Said look(String identity, String bootstrap, String quota) throws IOException, InterruptedException {
        return look("parameters.yaml", identity, bootstrap, quota);
    }

    private Said look(String parameters, String identity, String bootstrap, String quota)
            throws IOException, InterruptedException {
        Path aws = folder.resolve("aws");
        Files.writeString(aws, """
                #!/bin/sh
                case "$1 $*" in
                    sts*) IDENTITY ;;
                    ssm*us-west-2*) BOOTSTRAP ;;
                    ssm*) echo 21 ;;
                    lambda*) QUOTA ;;
                esac
                """.replace("IDENTITY", identity)
                .replace("BOOTSTRAP", bootstrap)
                .replace("QUOTA", quota));
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));
        var builder = new ProcessBuilder("/bin/sh", "preflight", parameters).redirectErrorStream(true);
        builder.environment().put("CDK_DOCKER", folder.resolve("builder").toString());
        builder.environment().merge("PATH", folder.toString(), (old, own) -> own + ":" + old);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LOOK_MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    @Test
    void isReadyWhereEverythingIs() throws Exception {
        Said said = look("echo 111122223333", "echo 6", "echo 1000");

        assertThat(said.text()).isEqualTo("Ready: account 111122223333, us-east-1 us-west-2.\n");
        assertThat(said.code()).isZero();
    }

    @Test
    void namesTheRegionThatIsNotBootstrappedAndTheCommand() throws Exception {
        Said said =
                look("echo 111122223333", "echo 'An error occurred (ParameterNotFound)' >&2; exit 254", "echo 1000");

        assertThat(said.text())
                .isEqualTo("NOT READY: us-west-2 is not bootstrapped: cdk bootstrap aws://111122223333/us-west-2\n");
        assertThat(said.code()).isEqualTo(1);
    }

    @Test
    void saysAllThatIsNotReadyAtOnce() throws Exception {
        Said said = look("echo 999999999999", "echo 5", "echo 10");

        assertThat(said.text().lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("the credentials are of account 999999999999"))
                .anyMatch(line -> line.contains("us-west-2 is bootstrapped at version 5, and 6 is needed"))
                .anyMatch(line -> line.contains("Lambda in us-east-1 runs 10 functions at once, and 160 are needed"));
        assertThat(said.code()).isEqualTo(1);
    }

    @Test
    void saysThatNobodyIsSignedIn() throws Exception {
        Said said = look("echo 'Unable to locate credentials' >&2; exit 253", "echo 6", "echo 1000");

        assertThat(said.text()).contains("nobody is signed in: Unable to locate credentials");
        assertThat(said.code()).isEqualTo(1);
    }

    /** The sample's image is built where {@code cdk} runs. */
    @Test
    void saysThatNothingCanBuildTheSamplesImage() throws Exception {
        Path parameters = Files.writeString(
                folder.resolve("parameters.yaml"),
                Files.readString(Path.of("parameters.yaml")).replace("sample: none", "sample: shop"));

        Said without = look(parameters.toString(), "echo 111122223333", "echo 6", "echo 1000");
        Path builder = Files.writeString(folder.resolve("builder"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(builder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Said with = look(parameters.toString(), "echo 111122223333", "echo 6", "echo 1000");

        assertThat(without.text()).contains("builder is not on PATH").contains("CDK_DOCKER");
        assertThat(without.code()).isEqualTo(1);
        assertThat(with.code()).isZero();
    }
}
