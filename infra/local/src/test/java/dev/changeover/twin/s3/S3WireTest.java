package dev.changeover.twin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.changeover.twin.Doors;
import dev.changeover.twin.Referee;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3 for clients that were not written for the twin. */
class S3WireTest {
    private static final int WITHOUT_BOTO3 = 77;

    private final Doors doors = Doors.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void boto3FindsEveryShapeItExpects() throws Exception {
        Path python = Referee.require("python3");
        Path script = Path.of("src", "test", "resources", "dev", "changeover", "twin", "s3", "s3.py");
        Process run = new ProcessBuilder(
                        python.toString(), script.toString(), doors.gateway().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (run.exitValue() == WITHOUT_BOTO3) {
            System.err.println("SKIPPED: python3 has no boto3, so the twin's S3 was not tried with it.");
        }
        assumeTrue(run.exitValue() != WITHOUT_BOTO3, "python3 has no boto3");
        assertThat(run.exitValue()).as(said).isZero();
    }

    @Test
    void theAwsCommandPutsAPageUpAndBlocksItsBucket() throws Exception {
        Referee.require("aws");
        Path page = Files.writeString(folder.resolve("index.html"), "hello");
        assertThat(aws("s3", "mb", "s3://shop")).contains("make_bucket: shop");
        assertThat(aws("s3", "cp", page.toString(), "s3://shop/index.html", "--content-type", "text/html"))
                .contains("upload:");
        assertThat(aws("s3", "ls", "s3://shop/")).contains("5 index.html");
        assertThat(aws("s3api", "head-object", "--bucket", "shop", "--key", "index.html"))
                .contains("text/html");
        aws("s3api", "delete-public-access-block", "--bucket", "shop");
        aws(
                "s3api",
                "put-public-access-block",
                "--bucket",
                "shop",
                "--public-access-block-configuration",
                "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true");
        assertThat(aws("s3api", "get-public-access-block", "--bucket", "shop")).contains("\"BlockPublicPolicy\": true");
        assertThat(aws("s3api", "get-bucket-acl", "--bucket", "shop"))
                .contains("The twin does not answer s3:GetBucketAcl.");
    }

    @Test
    void theSdkUploadsInChunksAndReadsBack() {
        try (S3Client s3 = doors.client(S3Client.builder().forcePathStyle(true), Regions.US_EAST_1)) {
            s3.createBucket(create -> create.bucket("shop"));
            s3.putObject(
                    put -> put.bucket("shop").key("en/index.html").contentType("text/html"),
                    RequestBody.fromString("unicorn"));
            assertThat(s3.getObjectAsBytes(get -> get.bucket("shop").key("en/index.html"))
                            .asUtf8String())
                    .isEqualTo("unicorn");
            assertThat(s3.headObject(head -> head.bucket("shop").key("en/index.html"))
                            .contentLength())
                    .isEqualTo(7);
            assertThat(s3.listObjectsV2Paginator(list -> list.bucket("shop")).contents())
                    .hasSize(1);
            assertThatThrownBy(() -> s3.getObject(get -> get.bucket("shop").key("none")))
                    .isInstanceOf(NoSuchKeyException.class);
        }
    }

    @Test
    void refusesWhatIsTooLarge() {
        try (S3Client s3 = doors.client(S3Client.builder().forcePathStyle(true), Regions.US_EAST_1)) {
            s3.createBucket(create -> create.bucket("shop"));
            byte[] large = new byte[Buckets.OBJECT_BYTES_MAX + 1];
            assertThatThrownBy(() -> s3.putObject(put -> put.bucket("shop").key("large"), RequestBody.fromBytes(large)))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("The twin keeps at most");
        }
    }

    @Test
    void meetsTheFaultsThatArePlannedForIt() {
        var s3Only = Faults.Scope.ALL.service("s3");
        try (S3Client s3 = doors.client(S3Client.builder().forcePathStyle(true), Regions.US_EAST_1)) {
            doors.account.faults().planNext(1, s3Only.action("ListBuckets"), new Fault.Throttle());
            assertThatThrownBy(s3::listBuckets).hasMessageContaining("Please reduce your request rate.");
            doors.account.faults().planNext(1, s3Only, new Fault.Broken());
            assertThatThrownBy(s3::listBuckets).hasMessageContaining("internal error");
            assertThat(s3.listBuckets().buckets()).isEmpty();
        }
    }

    private String aws(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("aws", "--endpoint-url", doors.gateway().toString(), "--region", "us-east-1"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", "twin");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "twin");
        builder.environment().put("AWS_MAX_ATTEMPTS", "1");
        builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
        Process run = builder.start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
