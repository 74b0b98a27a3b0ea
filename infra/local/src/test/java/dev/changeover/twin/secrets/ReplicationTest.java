package dev.changeover.twin.secrets;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.secrets.ReplicaStatus.Sync;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Region OREGON = new Region("us-west-2");
    private static final String NEXT = "22222222-2222-2222-2222-222222222222";
    private static final Duration DELAY = Duration.ofMillis(200);

    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-21T10:00:00Z"));
    private final Set<Region> dark = new HashSet<>();
    private final Secrets secrets = new Secrets(timeline, DELAY, dark::contains);

    @Test
    void aReplicaAppearsAfterTheDelayUnderTheSameArnButForTheRegion() {
        String arn = replicated().arn();

        assertRefused("ResourceNotFoundException", () -> value(OREGON));
        assertThat(sync()).isEqualTo(Sync.InProgress);
        timeline.advance(DELAY);
        assertThat(value(OREGON)).isEqualTo("one");
        assertThat(sync()).isEqualTo(Sync.InSync);
        SecretView replica = secrets.describe(OREGON, "shop/db");
        assertThat(replica.arn()).isEqualTo(arn.replace("us-east-1", "us-west-2"));
        assertThat(replica.primaryRegion()).contains(VIRGINIA);
        assertThat(replica.replicas()).isEmpty();
    }

    @Test
    void aReplicaRefusesEveryWrite() {
        replicated();
        timeline.advance(DELAY);

        assertRefused("InvalidParameterException", () -> put(OREGON, "two"))
                .extracting(Throwable::getMessage)
                .isEqualTo(
                        "Operation not permitted on a replica secret. Call must be made in primary secret's region.");
        assertRefused(
                "InvalidParameterException",
                () -> secrets.moveStage(
                        OREGON, new SecretCalls.MoveStage("shop/db", "x", Optional.of(NEXT), Optional.empty())));
        assertRefused(
                "InvalidParameterException",
                () -> secrets.delete(OREGON, new SecretCalls.Delete("shop/db", true, Optional.empty())));
    }

    @Test
    void aReplicaFollowsItsPrimaryAfterTheDelay() {
        replicated();
        timeline.advance(DELAY);
        put(VIRGINIA, "two");

        assertThat(value(OREGON)).isEqualTo("one");
        timeline.advance(DELAY);
        assertThat(value(OREGON)).isEqualTo("two");
        assertThat(secrets.value(OREGON, "shop/db", SecretCalls.Which.CURRENT).id())
                .isEqualTo(NEXT);
    }

    @Test
    void replicationStopsWhileARegionIsDarkAndCatchesUpAfterwards() {
        replicated();
        timeline.advance(DELAY);
        dark.add(OREGON);
        put(VIRGINIA, "two");
        timeline.advance(Duration.ofHours(2));

        assertThat(value(OREGON)).isEqualTo("one");
        assertThat(sync()).isEqualTo(Sync.InProgress);
        dark.clear();
        timeline.advance(Replication.RETRY);
        assertThat(value(OREGON)).isEqualTo("two");
        assertThat(sync()).isEqualTo(Sync.InSync);
    }

    @Test
    void stoppingReplicationInTheReplicaRegionMakesItASecretOfItsOwn() {
        replicated();
        timeline.advance(DELAY);
        dark.add(VIRGINIA);

        SecretView alone = secrets.stopReplication(OREGON, "shop/db");
        put(OREGON, "two");

        assertThat(alone.primaryRegion()).isEmpty();
        assertThat(value(OREGON)).isEqualTo("two");
        dark.clear();
        timeline.advance(Replication.RETRY);
        assertThat(value(VIRGINIA)).isEqualTo("one");
        assertThat(secrets.describe(VIRGINIA, "shop/db").replicas()).isEmpty();
        assertThat(value(OREGON)).as("the link is lost").isEqualTo("two");
    }

    @Test
    void aChangeOnItsWayDoesNotReachASecretThatStandsAlone() {
        replicated();
        timeline.advance(DELAY);
        put(VIRGINIA, "two");
        secrets.stopReplication(OREGON, "shop/db");
        timeline.advance(Duration.ofMinutes(1));

        assertThat(value(OREGON)).isEqualTo("one");
    }

    @Test
    void stoppingReplicationWorksOnAReplicaOnly() {
        replicated();
        timeline.advance(DELAY);

        assertRefused("InvalidRequestException", () -> secrets.stopReplication(VIRGINIA, "shop/db"));
    }

    @Test
    void aPrimaryWithReplicasIsNotDeleted() {
        String arn = replicated().arn();
        timeline.advance(DELAY);
        var forced = new SecretCalls.Delete("shop/db", true, Optional.empty());

        assertRefused("InvalidParameterException", () -> secrets.delete(VIRGINIA, forced))
                .extracting(Throwable::getMessage)
                .isEqualTo("You can't delete secret " + arn + " that still has replica regions [us-west-2].");
        secrets.removeReplicas(VIRGINIA, "shop/db", List.of(OREGON));
        assertRefused("ResourceNotFoundException", () -> value(OREGON));
        secrets.delete(VIRGINIA, forced);
    }

    @Test
    void aSecretInTheWayMakesReplicationFailUnlessItMayBeOverwritten() {
        secrets.create(OREGON, SecretCalls.Create.text("shop/db", "mine"));
        replicated();
        timeline.advance(DELAY);

        assertThat(sync()).isEqualTo(Sync.Failed);
        assertThat(value(OREGON)).isEqualTo("mine");
        put(VIRGINIA, "two");
        timeline.advance(DELAY);
        assertThat(value(OREGON)).isEqualTo("mine");
        secrets.replicate(VIRGINIA, "shop/db", new SecretCalls.Replication(List.of(OREGON), true));
        timeline.advance(DELAY);
        assertThat(value(OREGON)).isEqualTo("two");
        assertThat(sync()).isEqualTo(Sync.InSync);
    }

    @Test
    void aSecretIsNotReplicatedToItsOwnRegion() {
        secrets.create(VIRGINIA, SecretCalls.Create.text("shop/db", "one"));

        assertRefused(
                "InvalidParameterException",
                () -> secrets.replicate(VIRGINIA, "shop/db", new SecretCalls.Replication(List.of(VIRGINIA), false)));
    }

    private SecretView replicated() {
        return secrets.create(
                VIRGINIA, SecretCalls.Create.text("shop/db", "one").replicatedTo(OREGON));
    }

    private void put(Region region, String text) {
        secrets.put(region, SecretCalls.Put.text("shop/db", NEXT, text));
    }

    private String value(Region region) {
        return ((SecretValue.Text) secrets.value(region, "shop/db", SecretCalls.Which.CURRENT)
                        .value())
                .text();
    }

    private Sync sync() {
        return secrets.describe(VIRGINIA, "shop/db").replicas().getFirst().sync();
    }
}
