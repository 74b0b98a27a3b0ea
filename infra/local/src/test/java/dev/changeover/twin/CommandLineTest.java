package dev.changeover.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stock aws command against the twin, unchanged but for AWS_ENDPOINT_URL. */
class CommandLineTest {
    /** The command is Python and slow to start on a busy machine. */
    private static final Duration COMMAND_MAX = Duration.ofMinutes(1);

    private final Doors doors = Doors.open();
    private Path aws;

    @BeforeEach
    void find() {
        aws = Referee.require("aws");
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void keepsASecretAndItsReplica() {
        assertThat(run(
                        "us-east-1",
                        "secretsmanager create-secret --name shop/db --secret-string one"
                                + " --add-replica-regions Region=us-west-2 --query Name"))
                .isEqualTo("shop/db");
        run("us-east-1", "secretsmanager put-secret-value --secret-id shop/db --secret-string two");
        Awaitility.await()
                .atMost(COMMAND_MAX)
                .untilAsserted(() -> assertThat(run(
                                "us-west-2",
                                "secretsmanager get-secret-value --secret-id shop/db --query SecretString"))
                        .isEqualTo("two"));
        assertThat(run("us-west-2", "secretsmanager put-secret-value --secret-id shop/db --secret-string three"))
                .contains("(InvalidParameterException) when calling the PutSecretValue operation: Operation not"
                        + " permitted on a replica secret. Call must be made in primary secret's region.");
    }

    @Test
    void movesARoutingControl() {
        String config = "route53-recovery-control-config ";
        String cluster = run("us-west-2", config + "create-cluster --cluster-name twin --query Cluster.ClusterArn");
        String control = run(
                "us-west-2",
                config + "create-routing-control --cluster-arn " + cluster
                        + " --routing-control-name east --query RoutingControl.RoutingControlArn");
        String endpoint = run(
                "us-west-2",
                config + "describe-cluster --cluster-arn " + cluster
                        + " --query Cluster.ClusterEndpoints[2].[Endpoint,Region]");
        List<String> place = endpoint.lines()
                .flatMap(line -> Stream.of(line.split("\t", -1)))
                .toList();
        String there = " --routing-control-arn " + control + " --endpoint-url " + place.getFirst();

        run(
                place.getLast(),
                "route53-recovery-cluster update-routing-control-state --routing-control-state On" + there);

        assertThat(run(
                        place.getLast(),
                        "route53-recovery-cluster get-routing-control-state --query RoutingControlState" + there))
                .isEqualTo("On");
    }

    @Test
    void keepsAZone() {
        String zone = run(
                "us-east-1",
                "route53 create-hosted-zone --name twin.test --caller-reference r" + " --query HostedZone.Id");
        String batch = "{\"Changes\":[{\"Action\":\"CREATE\",\"ResourceRecordSet\":{\"Name\":\"a.twin.test\","
                + "\"Type\":\"A\",\"TTL\":5,\"ResourceRecords\":[{\"Value\":\"127.0.0.1\"}]}}]}";
        String change = "route53 change-resource-record-sets --hosted-zone-id " + zone + " --change-batch " + batch;

        assertThat(zone).startsWith("/hostedzone/Z");
        assertThat(run("us-east-1", change + " --query ChangeInfo.Status")).isEqualTo("PENDING");
        assertThat(run("us-east-1", change)).contains("(InvalidChangeBatch)", "but it already exists");
    }

    /** The words that the command prints, errors too. No argument here holds a space. */
    private String run(String region, String arguments) {
        List<String> command = new ArrayList<>(List.of(aws.toString(), "--output", "text"));
        command.addAll(List.of(arguments.split(" ", -1)));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "twin",
                        "AWS_SECRET_ACCESS_KEY", "twin",
                        "AWS_DEFAULT_REGION", region,
                        "AWS_REGION", region,
                        "AWS_ENDPOINT_URL", doors.gateway().toString(),
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_PAGER", ""));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(COMMAND_MAX.toSeconds(), TimeUnit.SECONDS))
                    .as("ends: " + arguments)
                    .isTrue();
            return printed.strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }
}
