package dev.changeover.twin.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.Doors;
import dev.changeover.twin.Referee;
import dev.changeover.twin.model.Regions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** The twin's Secrets Manager and moto's are asked the same, and must say the same. */
class MotoComparisonTest {
    /** moto is Python and slow to start on a busy machine. */
    private static final Duration START_MAX = Duration.ofMinutes(1);

    private static final Duration REPLICATED_MAX = Duration.ofSeconds(10);
    private static final String FIRST = "11111111-1111-1111-1111-111111111111";
    private static final String SECOND = "22222222-2222-2222-2222-222222222222";
    private static final ReplicaRegionType OREGON =
            ReplicaRegionType.builder().region("us-west-2").build();

    private static Process moto;
    private static Doors doors;
    private static List<Pair> both;

    /** One Secrets Manager, in its two Regions. */
    private record Pair(SecretsManagerClient east, SecretsManagerClient west) {}

    private interface Question {
        String ask(Pair secrets);
    }

    @BeforeAll
    static void start() throws IOException {
        var program = Referee.require("moto_server");
        int port = freePort();
        moto = new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().atMost(START_MAX).until(() -> listens(port));
        doors = Doors.open();
        both = List.of(pair(doors.gateway()), pair(URI.create("http://127.0.0.1:" + port)));
    }

    private static Pair pair(URI endpoint) {
        return new Pair(
                doors.client(SecretsManagerClient.builder(), Regions.US_EAST_1, endpoint),
                doors.client(SecretsManagerClient.builder(), Regions.US_WEST_2, endpoint));
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.descendants().forEach(ProcessHandle::destroy);
            moto.destroy();
        }
        if (doors != null) {
            doors.close();
        }
    }

    @Test
    void agreeOnWhereLabelsGo() {
        same(secrets -> {
            create(secrets, "labels");
            put(secrets, "labels", SECOND, "two");
            return stages(secrets, "labels");
        });
        same(secrets -> {
            create(secrets, "pending");
            put(secrets, "pending", SECOND, "two", "AWSPENDING");
            move(secrets, "pending", "AWSCURRENT", SECOND, FIRST);
            return stages(secrets, "pending");
        });
        same(secrets -> {
            create(secrets, "back");
            put(secrets, "back", SECOND, "two");
            move(secrets, "back", "AWSCURRENT", FIRST, SECOND);
            return stages(secrets, "back");
        });
    }

    @Test
    void agreeOnARepeatedToken() {
        same(secrets -> {
            create(secrets, "again");
            put(secrets, "again", SECOND, "two");
            put(secrets, "again", SECOND, "two");
            return stages(secrets, "again");
        });
        same(secrets -> {
            create(secrets, "other");
            put(secrets, "other", SECOND, "two");
            put(secrets, "other", SECOND, "three");
            return "not refused";
        });
        same(secrets -> {
            create(secrets, "short");
            put(secrets, "short", "too-short", "two");
            return "not refused";
        });
    }

    @Test
    void agreeOnWhatIsNotThere() {
        same(secrets -> value(secrets.east(), "nothing"));
        same(secrets -> {
            create(secrets, "unlabelled");
            return secrets.east()
                    .getSecretValue(get -> get.secretId("unlabelled").versionStage("AWSPENDING"))
                    .secretString();
        });
        same(secrets -> {
            create(secrets, "both");
            return secrets.east()
                    .getSecretValue(get -> get.secretId("both").versionId(FIRST).versionStage("AWSPREVIOUS"))
                    .secretString();
        });
    }

    @Test
    void agreeThatCurrentIsNotMovedWithoutSayingFromWhere() {
        same(secrets -> {
            create(secrets, "unsaid");
            put(secrets, "unsaid", SECOND, "two", "AWSPENDING");
            move(secrets, "unsaid", "AWSCURRENT", SECOND, null);
            return "not refused";
        });
    }

    @Test
    void agreeOnReplicas() {
        same(secrets -> {
            replicated(secrets, "replica");
            secrets.west().putSecretValue(put -> put.secretId("replica").secretString("two"));
            return "not refused";
        });
        same(secrets -> {
            replicated(secrets, "kept");
            secrets.east().deleteSecret(delete -> delete.secretId("kept").forceDeleteWithoutRecovery(true));
            return "not refused";
        });
        same(secrets -> {
            replicated(secrets, "removed");
            secrets.east()
                    .removeRegionsFromReplication(
                            remove -> remove.secretId("removed").removeReplicaRegions("us-west-2"));
            return value(secrets.west(), "removed");
        });
    }

    @Test
    void agreeOnDeletion() {
        same(secrets -> {
            create(secrets, "deleted");
            secrets.east().deleteSecret(delete -> delete.secretId("deleted"));
            return value(secrets.east(), "deleted");
        });
        same(secrets -> {
            create(secrets, "restored");
            secrets.east().deleteSecret(delete -> delete.secretId("restored"));
            secrets.east().restoreSecret(restore -> restore.secretId("restored"));
            return value(secrets.east(), "restored");
        });
        same(secrets -> {
            secrets.east().deleteSecret(delete -> delete.secretId("a").recoveryWindowInDays(3L));
            return "not refused";
        });
    }

    /** Compares values and error codes. Statuses are not: moto says 404 where AWS's model says 400. */
    private static void same(Question question) {
        List<String> answers =
                both.stream().map(secrets -> answer(question, secrets)).toList();
        assertThat(answers.getFirst()).isEqualTo(answers.getLast());
    }

    private static String answer(Question question, Pair secrets) {
        try {
            return question.ask(secrets);
        } catch (SecretsManagerException refusal) {
            return refusal.awsErrorDetails().errorCode();
        }
    }

    private static void create(Pair secrets, String name) {
        secrets.east()
                .createSecret(create -> create.name(name).secretString("one").clientRequestToken(FIRST));
    }

    private static void replicated(Pair secrets, String name) {
        secrets.east()
                .createSecret(create -> create.name(name).secretString("one").addReplicaRegions(OREGON));
        Awaitility.await()
                .atMost(REPLICATED_MAX)
                .ignoreExceptions()
                .until(() -> value(secrets.west(), name).equals("one"));
    }

    private static void put(Pair secrets, String name, String token, String value, String... stages) {
        secrets.east()
                .putSecretValue(put -> put.secretId(name)
                        .clientRequestToken(token)
                        .secretString(value)
                        .versionStages(stages.length == 0 ? null : List.of(stages)));
    }

    private static void move(Pair secrets, String name, String stage, String to, String from) {
        secrets.east()
                .updateSecretVersionStage(move -> move.secretId(name)
                        .versionStage(stage)
                        .moveToVersionId(to)
                        .removeFromVersionId(from));
    }

    private static String value(SecretsManagerClient client, String name) {
        return client.getSecretValue(get -> get.secretId(name)).secretString();
    }

    private static String stages(Pair secrets, String name) {
        var stages = new TreeMap<String, List<String>>();
        secrets.east()
                .describeSecret(describe -> describe.secretId(name))
                .versionIdsToStages()
                .forEach((version, labels) -> {
                    if (!labels.isEmpty()) {
                        stages.put(version, labels.stream().sorted().toList());
                    }
                });
        // By label: moto 5.2.1 goes on serving the old version by default after AWSCURRENT was moved.
        var current = secrets.east().getSecretValue(get -> get.secretId(name).versionStage("AWSCURRENT"));
        return stages + " " + current.secretString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
