package dev.changeover.journal.dynamodb;

import dev.changeover.core.journal.Journal;
import dev.changeover.journal.contract.JournalContract;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The journal over somebody else's DynamoDB, in one Region: moto has no replicas. */
class MotoJournalContractTest extends JournalContract {
    /** moto is Python and slow to start on a busy machine. */
    private static final Duration START_MAX = Duration.ofMinutes(1);

    private static final String PROGRAM = "moto_server";

    private static Process moto;
    private static URI endpoint;
    private static DynamoDbClient client;
    private static int tables;

    private DynamoJournal journal;
    private DynamoJournal another;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            System.err.println("SKIPPED: " + PROGRAM + " is not on PATH, so the journal was not held against it.");
        }
        Assumptions.assumeTrue(program.isPresent(), PROGRAM + " is not on PATH");
        System.err.println("SKIPPED: races against moto, which does not check and write in one act.");
        int port = freePort();
        endpoint = URI.create("http://127.0.0.1:" + port);
        moto = new ProcessBuilder(program.get().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().atMost(START_MAX).until(() -> listens(port));
        client = DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.descendants().forEach(ProcessHandle::destroy);
            moto.destroy();
        }
        if (client != null) {
            client.close();
        }
    }

    @BeforeEach
    void aTableOfItsOwn() {
        tables++;
        String table = "journal-" + tables;
        client.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .attributeDefinitions(text("pk"), text("sk")));
        var place = new JournalPlace(table, List.of(JournalTwin.EAST), Optional.of(endpoint));
        journal = new DynamoJournal(place);
        another = new DynamoJournal(place);
    }

    @AfterEach
    void close() {
        journal.close();
        another.close();
    }

    @Override
    protected Journal journal() {
        return journal;
    }

    @Override
    protected Journal another() {
        return another;
    }

    /**
     * One: moto serves each request on a thread of its own and takes no lock between looking at a condition and
     * writing, so two conditional puts at the same instant can both succeed. DynamoDB never lets them; the twin's
     * races are decided in {@link DynamoJournalContractTest}.
     */
    @Override
    protected int atOnce() {
        return 1;
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
