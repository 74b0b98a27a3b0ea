package dev.changeover.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Regions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stock {@code aws} command against the twin, where it is installed. */
class AwsCommandTest {
    /** The command takes about a second to start on a busy machine. */
    private static final Duration COMMAND_MAX = Duration.ofSeconds(60);

    private record Ended(int exitCode, String out, String err) {
        JsonNode json() {
            assertThat(exitCode).as(err).isZero();
            return JsonMapper.shared().readTree(out);
        }
    }

    @TempDir
    Path directory;

    private final WireTwin twin = new WireTwin();

    @BeforeEach
    void requireTheCommand() {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
        if (!found) {
            System.out.println("SKIPPED: the aws command is not on the PATH, so the twin was not tried with it.");
        }
        assumeTrue(found, "the aws command is not on the PATH");
    }

    @AfterEach
    void close() {
        twin.close();
    }

    @Test
    void buildsAGlobalDatabaseAndSwitchesItOver() {
        String target = buildGlobalDatabase();
        String move =
                "rds switchover-global-cluster --global-cluster-identifier orders --target-db-cluster-identifier ";
        assertThat(aws(Regions.US_WEST_2, move + target).err())
                .contains("(InvalidGlobalClusterStateFault)", "SwitchoverGlobalCluster");
        assertThat(aws(Regions.US_EAST_1, move + target)
                        .json()
                        .at("/GlobalCluster/FailoverState/Status")
                        .asString())
                .isEqualTo("pending");
        await().atMost(COMMAND_MAX)
                .until(() -> aws(Regions.US_WEST_2, "rds describe-global-clusters")
                        .json()
                        .at("/GlobalClusters/0/GlobalClusterMembers/1/IsWriter")
                        .asBoolean());
    }

    /** Returns the ARN of the secondary. */
    private String buildGlobalDatabase() {
        String cluster = "rds create-db-cluster --engine aurora-postgresql --global-cluster-identifier orders";
        aws(
                        Regions.US_EAST_1,
                        "rds create-global-cluster --global-cluster-identifier orders --engine aurora-postgresql")
                .json();
        aws(
                        Regions.US_EAST_1,
                        cluster + " --db-cluster-identifier orders-east --master-username unicorn"
                                + " --master-user-password stable-door")
                .json();
        aws(Regions.US_EAST_1, "rds wait db-cluster-available --db-cluster-identifier orders-east");
        String target = aws(Regions.US_WEST_2, cluster + " --db-cluster-identifier orders-west")
                .json()
                .at("/DBCluster/DBClusterArn")
                .asString();
        aws(
                        Regions.US_WEST_2,
                        "rds create-db-instance --db-instance-identifier orders-west-1 --engine aurora-postgresql"
                                + " --db-cluster-identifier orders-west --db-instance-class db.r6g.large")
                .json();
        aws(Regions.US_WEST_2, "rds wait db-instance-available --db-instance-identifier orders-west-1");
        return target;
    }

    @Test
    void writesAndReadsMetricsAndAlarms() {
        aws(Regions.US_EAST_1, "cloudwatch put-metric-data --namespace Shop --metric-name Carrots --value 7");
        var query =
                "[{\"Id\":\"carrots\",\"MetricStat\":{\"Metric\":{\"Namespace\":\"Shop\",\"MetricName\":\"Carrots\"},"
                        + "\"Period\":60,\"Stat\":\"Maximum\"}}]";
        var from = Instant.now().minusSeconds(300);
        var to = Instant.now().plusSeconds(300);
        var read = aws(
                Regions.US_EAST_1,
                "cloudwatch get-metric-data --start-time " + from + " --end-time " + to + " --metric-data-queries "
                        + query);
        assertThat(read.json().at("/MetricDataResults/0/Values/0").asDouble()).isEqualTo(7);
        aws(
                Regions.US_EAST_1,
                "cloudwatch put-metric-alarm --alarm-name hungry --namespace Shop --metric-name Carrots --period 60"
                        + " --statistic Minimum --evaluation-periods 1 --threshold 5"
                        + " --comparison-operator LessThanThreshold");
        assertThat(aws(Regions.US_EAST_1, "cloudwatch describe-alarms")
                        .json()
                        .at("/MetricAlarms/0/AlarmName")
                        .asString())
                .isEqualTo("hungry");
        assertThat(aws(
                                Regions.US_EAST_1,
                                "cloudwatch set-alarm-state --alarm-name nobody --state-value OK --state-reason drill")
                        .err())
                .contains("(ResourceNotFound)", "nobody");
    }

    @Test
    void saysWhoTheCallerIs() {
        assertThat(aws(Regions.US_WEST_2, "sts get-caller-identity")
                        .json()
                        .at("/Account")
                        .asString())
                .isEqualTo("000000000000");
    }

    @Test
    void namesTheCallTheTwinLacks() {
        assertThat(aws(Regions.US_EAST_1, "rds describe-db-subnet-groups").err())
                .contains("The twin does not answer rds:DescribeDBSubnetGroups.");
        assertThat(aws(Regions.US_EAST_1, "sqs list-queues").err())
                .contains("The twin does not answer sqs:ListQueues.");
        assertThat(aws(Regions.US_EAST_1, "s3api list-buckets").err()).contains("The twin does not answer s3:GET /.");
    }

    private Ended aws(Region region, String arguments) {
        var command = new ArrayList<>(
                List.of("aws", "--endpoint-url", twin.endpoint().toString(), "--region", region.code()));
        command.addAll(List.of(arguments.split(" ")));
        var builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", "key");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        builder.environment().put("AWS_MAX_ATTEMPTS", "1");
        builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
        try {
            Process process = builder.start();
            assertThat(process.waitFor(COMMAND_MAX.toSeconds(), TimeUnit.SECONDS))
                    .as("aws " + arguments + " ended")
                    .isTrue();
            return new Ended(
                    process.exitValue(),
                    Files.readString(directory.resolve("out")),
                    Files.readString(directory.resolve("err")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
