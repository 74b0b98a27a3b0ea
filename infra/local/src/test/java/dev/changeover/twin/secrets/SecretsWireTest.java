package dev.changeover.twin.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.Doors;
import dev.changeover.twin.model.Regions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

class SecretsWireTest {
    private static final String NEXT = "22222222-2222-2222-2222-222222222222";
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final ReplicaRegionType OREGON =
            ReplicaRegionType.builder().region("us-west-2").build();

    private final Doors doors = Doors.open();
    private final SecretsManagerClient east = doors.client(SecretsManagerClient.builder(), Regions.US_EAST_1);
    private final SecretsManagerClient west = doors.client(SecretsManagerClient.builder(), Regions.US_WEST_2);

    @AfterEach
    void close() {
        east.close();
        west.close();
        doors.close();
    }

    @Test
    void aSecretLivesThroughTheSdk() {
        CreateSecretResponse made = east.createSecret(
                secret -> secret.name("shop/db").secretString("one").description("d"));
        assertThat(east.getSecretValue(get -> get.secretId(made.arn())).secretString())
                .isEqualTo("one");
        assertThat(east.putSecretValue(put -> put.secretId("shop/db")
                                .clientRequestToken(NEXT)
                                .secretString("two")
                                .versionStages("AWSPENDING"))
                        .versionStages())
                .containsExactly("AWSPENDING");
        east.updateSecretVersionStage(move -> move.secretId("shop/db")
                .versionStage("AWSCURRENT")
                .moveToVersionId(NEXT)
                .removeFromVersionId(made.versionId()));

        var now = east.getSecretValue(get -> get.secretId("shop/db"));
        assertThat(now.secretString()).isEqualTo("two");
        assertThat(now.createdDate()).isBetween(Instant.now().minus(SOON), Instant.now());
        assertThat(east.describeSecret(describe -> describe.secretId("shop/db")).versionIdsToStages())
                .containsEntry(made.versionId(), List.of("AWSPREVIOUS"))
                .containsEntry(NEXT, List.of("AWSCURRENT", "AWSPENDING"));
        assertThat(east.listSecretVersionIds(list -> list.secretId("shop/db")).versions())
                .extracting(SecretVersionsListEntry::versionId)
                .containsExactly(made.versionId(), NEXT);
        assertThat(west.listSecrets().secretList()).as("Regions are apart").isEmpty();
    }

    @Test
    void refusalsAreTheSdksOwnExceptions() {
        east.createSecret(secret -> secret.name("shop/db").secretString("one"));
        east.putSecretValue(
                put -> put.secretId("shop/db").clientRequestToken(NEXT).secretString("two"));

        assertThatThrownBy(() -> east.putSecretValue(
                        put -> put.secretId("shop/db").clientRequestToken(NEXT).secretString("other")))
                .isInstanceOf(ResourceExistsException.class);
        assertThatThrownBy(() -> east.getSecretValue(get -> get.secretId("nothing")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Secrets Manager can't find the specified secret.")
                .hasMessageContaining("Status Code: 400");
    }

    @Test
    void aReplicaFollowsRefusesWritesAndCanStandAlone() {
        east.createSecret(secret -> secret.name("shop/db").secretString("one").addReplicaRegions(OREGON));
        Awaitility.await().atMost(SOON).until(() -> sync() == StatusType.IN_SYNC);

        assertThatThrownBy(
                        () -> west.putSecretValue(put -> put.secretId("shop/db").secretString("two")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Operation not permitted on a replica secret.");
        assertThat(west.describeSecret(describe -> describe.secretId("shop/db")).primaryRegion())
                .isEqualTo("us-east-1");
        west.stopReplicationToReplica(stop -> stop.secretId("shop/db"));
        west.putSecretValue(put -> put.secretId("shop/db").secretString("two"));
        assertThat(west.getSecretValue(get -> get.secretId("shop/db")).secretString())
                .isEqualTo("two");
        assertThat(east.getSecretValue(get -> get.secretId("shop/db")).secretString())
                .isEqualTo("one");
    }

    private StatusType sync() {
        return east.describeSecret(describe -> describe.secretId("shop/db"))
                .replicationStatus()
                .getFirst()
                .status();
    }

    @Test
    void bytesComeBackAsTheyWent() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, 1, (byte) 200, 3});
        east.createSecret(secret -> secret.name("shop/key").secretBinary(bytes));

        assertThat(east.getSecretValue(get -> get.secretId("shop/key")).secretBinary())
                .isEqualTo(bytes);
    }

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 5; i++) {
            String name = "shop/" + i;
            east.createSecret(secret -> secret.name(name).secretString("x"));
        }

        assertThat(east.listSecretsPaginator(list -> list.maxResults(2)).stream()
                        .flatMap(page -> page.secretList().stream()))
                .extracting(SecretListEntry::name)
                .containsExactly("shop/0", "shop/1", "shop/2", "shop/3", "shop/4");
    }

    @Test
    void deletionsAndReplicasAreToldApart() {
        east.createSecret(secret -> secret.name("shop/db").secretString("one"));
        var status = east.replicateSecretToRegions(
                replicate -> replicate.secretId("shop/db").addReplicaRegions(OREGON));
        assertThat(status.replicationStatus()).hasSize(1);
        assertThatThrownBy(() -> east.deleteSecret(gone -> gone.secretId("shop/db")))
                .isInstanceOf(InvalidParameterException.class);
        east.removeRegionsFromReplication(remove -> remove.secretId("shop/db").removeReplicaRegions("us-west-2"));
        assertThat(east.deleteSecret(gone -> gone.secretId("shop/db").recoveryWindowInDays(7L))
                        .deletionDate())
                .isAfter(Instant.now().plus(Duration.ofDays(6)));
        east.restoreSecret(restore -> restore.secretId("shop/db"));
        east.deleteSecret(gone -> gone.secretId("shop/db").forceDeleteWithoutRecovery(true));
    }
}
