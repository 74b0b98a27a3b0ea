package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.SecretArn;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.SecretView;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.SecretValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the secret port promises. */
abstract class SecretContractTest extends TwinCases {
    private static final String SERVICE = "secretsmanager";
    private static final String PUT = "PutSecretValue";

    private SecretView seen(SecretArn secret) {
        return inTime(() -> world.secrets().view(secret));
    }

    private SecretView.Held held(SecretArn secret) {
        SecretView seen = seen(secret);
        assertThat(seen).isInstanceOf(SecretView.Held.class);
        return (SecretView.Held) seen;
    }

    private void assertUnreadable(SecretView seen, Code code) {
        assertThat(seen)
                .isInstanceOfSatisfying(
                        SecretView.Unreadable.class,
                        unreadable -> assertThat(unreadable.why().code())
                                .as(unreadable.why().message())
                                .isEqualTo(code));
    }

    private Action.StageSecret stageWest(String token) {
        return new Action.StageSecret(west.secret(), west.database(), token);
    }

    private Action.RewriteSecret rewriteWest(String token) {
        return new Action.RewriteSecret(west.secret(), west.database(), token);
    }

    private Answer stage(Action.StageSecret action) {
        return inTime(() -> world.secrets().stage(action));
    }

    private Answer rewrite(Action.RewriteSecret action) {
        return inTime(() -> world.secrets().rewrite(action));
    }

    private Answer makeCurrent(String version, String replaces) {
        return inTime(
                () -> world.secrets().makeCurrent(new Action.MakeSecretCurrent(west.secret(), version, replaces)));
    }

    private int versions(SecretArn secret) {
        return account.secrets()
                .describe(secret.region(), secret.value())
                .versions()
                .size();
    }

    private JsonNode content(SecretArn secret, String stage) {
        var version = account.secrets().value(secret.region(), secret.value(), SecretCalls.Which.staged(stage));
        return JsonMapper.shared().readTree(((SecretValue.Text) version.value()).text());
    }

    private void put(SecretArn secret, String text, String stage) {
        account.secrets().put(secret.region(), SecretCalls.Put.text(secret.value(), token(), text, stage));
    }

    /** A secret at home in us-east-1 whose copy in us-west-2 has arrived. */
    private SecretArn replica() {
        String text = "{\"host\":\"db.twin.test\",\"port\":5432,\"password\":\"carrots\"}";
        var created = account.secrets()
                .create(
                        east.region(),
                        SecretCalls.Create.text("replicated", text).replicatedTo(west.region()));
        var copy = new SecretArn(
                created.arn().replace(east.region().code(), west.region().code()));
        door.until(
                "the replica has arrived",
                () -> account.secrets().list(west.region(), false).stream()
                        .anyMatch(secret -> secret.arn().equals(copy.value())));
        return copy;
    }

    @Test
    void theCurrentVersionNamesTheWriterAndNothingIsPending() {
        SecretView.Held seen = held(west.secret());
        assertThat(seen.current().names()).isEqualTo(east.database());
        assertThat(seen.pending()).isEmpty();
        assertThat(seen.replica()).isFalse();
    }

    @Test
    void stagingReadsBackAndIsDoneOnce() {
        String current = held(west.secret()).current().id();
        var stage = stageWest(token());
        assertAccepted(stage(stage));
        int versions = versions(west.secret());
        assertAccepted(stage(stage));
        assertThat(versions(west.secret())).isEqualTo(versions);
        SecretView.Held seen = held(west.secret());
        assertThat(seen.pending()).contains(new SecretView.Version(stage.token(), west.database()));
        assertThat(seen.current().id()).isEqualTo(current);
    }

    @Test
    void stagingKeepsWhateverElseTheSecretHolds() {
        assertAccepted(stage(stageWest(token())));
        JsonNode current = content(west.secret(), "AWSCURRENT");
        JsonNode pending = content(west.secret(), "AWSPENDING");
        assertThat(pending.get("password")).isEqualTo(current.get("password"));
        assertThat(pending.get("username")).isEqualTo(current.get("username"));
        assertThat(pending.size()).isEqualTo(current.size());
    }

    @Test
    void aTokenUsedForAnotherEndpointIsRefused() {
        String token = token();
        assertAccepted(stage(stageWest(token)));
        assertRefused(stage(new Action.StageSecret(west.secret(), east.database(), token)), Code.INVALID);
        assertThat(held(west.secret()).pending()).contains(new SecretView.Version(token, west.database()));
    }

    @Test
    void theStagedVersionBecomesCurrentOnce() {
        String before = held(west.secret()).current().id();
        var stage = stageWest(token());
        assertAccepted(stage(stage));
        assertAccepted(makeCurrent(stage.token(), before));
        assertAccepted(makeCurrent(stage.token(), before));
        assertThat(held(west.secret()).current()).isEqualTo(new SecretView.Version(stage.token(), west.database()));
    }

    @Test
    void currentMovesOnlyFromWhereItIsSaidToBe() {
        String before = held(west.secret()).current().id();
        var stage = stageWest(token());
        assertAccepted(stage(stage));
        var other = rewriteWest(token());
        assertAccepted(rewrite(other));
        assertRefused(makeCurrent(stage.token(), before), Code.CONFLICT);
        assertRefused(makeCurrent(token(), other.token()), Code.NOT_FOUND);
        assertThat(held(west.secret()).current().id()).isEqualTo(other.token());
    }

    @Test
    void aRewriteIsCurrentAtOnceAndItsReplayMovesNothingBack() {
        var first = rewriteWest(token());
        assertAccepted(rewrite(first));
        assertAccepted(rewrite(first));
        assertThat(held(west.secret()).current()).isEqualTo(new SecretView.Version(first.token(), west.database()));
        var second = new Action.RewriteSecret(west.secret(), east.database(), token());
        assertAccepted(rewrite(second));
        assertAccepted(rewrite(first));
        assertThat(held(west.secret()).current()).isEqualTo(new SecretView.Version(second.token(), east.database()));
    }

    @Test
    void aReplicaIsReadableAndRefusesEveryWrite() {
        SecretArn replica = replica();
        SecretView.Held seen = held(replica);
        assertThat(seen.replica()).isTrue();
        String current = seen.current().id();
        assertRefused(stage(new Action.StageSecret(replica, west.database(), token())), Code.READ_ONLY_REPLICA);
        assertRefused(rewrite(new Action.RewriteSecret(replica, west.database(), token())), Code.READ_ONLY_REPLICA);
        assertRefused(
                world.secrets().makeCurrent(new Action.MakeSecretCurrent(replica, current, current)),
                Code.READ_ONLY_REPLICA);
        assertThat(held(replica).current().id()).isEqualTo(current);
    }

    @Test
    void aReplicaIsPromotedOnceEvenWhenItsHomeIsDark() {
        SecretArn replica = replica();
        goesDark(east.region());
        var promote = new Action.PromoteSecretReplica(replica);
        assertAccepted(inTime(() -> world.secrets().promoteReplica(promote)));
        assertAccepted(inTime(() -> world.secrets().promoteReplica(promote)));
        assertThat(held(replica).replica()).isFalse();
        var rewrite = new Action.RewriteSecret(replica, west.database(), token());
        assertAccepted(rewrite(rewrite));
        assertThat(held(replica).current()).isEqualTo(new SecretView.Version(rewrite.token(), west.database()));
    }

    @Test
    void aSecretThatDoesNotExistIsNotFound() {
        var nobody = new SecretArn(west.secret().value() + "x");
        assertUnreadable(seen(nobody), Code.NOT_FOUND);
        assertRefused(stage(new Action.StageSecret(nobody, west.database(), token())), Code.NOT_FOUND);
    }

    @Test
    void aCurrentVersionThatNamesNoEndpointIsUnreadableAndIsNotWritten() {
        for (String text :
                List.of("no JSON", "[]", "{}", "{\"host\":\"db.twin.test\"}", "{\"host\":\"\",\"port\":1}")) {
            put(west.secret(), text, "AWSCURRENT");
            assertUnreadable(seen(west.secret()), Code.INVALID);
            int versions = versions(west.secret());
            assertRefused(stage(stageWest(token())), Code.INVALID);
            assertThat(versions(west.secret())).isEqualTo(versions);
        }
    }

    @Test
    void aPendingVersionThatNamesNoEndpointIsNoneOfOurs() {
        put(west.secret(), "somebody's rotation", "AWSPENDING");
        assertThat(held(west.secret()).pending()).isEqualTo(Optional.empty());
    }

    @Test
    void aDarkRegionIsUnreadableAndWritesToItAreUnknown() {
        int versions = versions(west.secret());
        goesDark(west.region());
        assertUnreadable(seen(west.secret()), Code.UNREACHABLE);
        assertUnknown(stage(stageWest(token())));
        assertUnknown(rewrite(rewriteWest(token())));
        assertUnknown(makeCurrent(token(), token()));
        assertUnknown(inTime(() -> world.secrets().promoteReplica(new Action.PromoteSecretReplica(west.secret()))));
        assertThat(versions(west.secret())).isEqualTo(versions);
        assertThat(held(east.secret()).replica()).isFalse();
    }

    @Test
    void weatherOverAnyOfItsReadsIsUnreadableForItsReason() {
        for (String action : List.of("GetSecretValue", "DescribeSecret")) {
            everyCall(SERVICE, action, new Fault.Throttle());
            assertUnreadable(seen(west.secret()), Code.THROTTLED);
            everyCall(SERVICE, action, new Fault.Broken());
            assertUnreadable(seen(west.secret()), Code.UNREACHABLE);
            everyCall(SERVICE, action, new Fault.LoseReply());
            assertUnreadable(seen(west.secret()), Code.UNREACHABLE);
            account.faults().healAll();
        }
    }

    @Test
    void aThrottledWriteIsRefusedAndDoesNothing() {
        everyCall(SERVICE, PUT, new Fault.Throttle());
        int versions = versions(west.secret());
        assertRefused(stage(stageWest(token())), Code.THROTTLED);
        assertRefused(rewrite(rewriteWest(token())), Code.THROTTLED);
        assertThat(versions(west.secret())).isEqualTo(versions);
    }

    @Test
    void aWriteWhoseReplyWasLostIsDoneAndItsRepeatDoesItNoSecondTime() {
        everyCall(SERVICE, PUT, new Fault.LoseReply());
        var stage = stageWest(token());
        assertUnknown(stage(stage));
        assertThat(held(west.secret()).pending()).contains(new SecretView.Version(stage.token(), west.database()));
        int versions = versions(west.secret());
        account.faults().healAll();
        assertAccepted(stage(stage));
        assertThat(versions(west.secret())).isEqualTo(versions);
    }

    @Test
    void aLabelMovedWithoutAReplyHasMoved() {
        String before = held(west.secret()).current().id();
        var stage = stageWest(token());
        assertAccepted(stage(stage));
        everyCall(SERVICE, "UpdateSecretVersionStage", new Fault.LoseReply());
        assertUnknown(makeCurrent(stage.token(), before));
        assertThat(held(west.secret()).current().id()).isEqualTo(stage.token());
    }

    @Test
    void aWriteThatWasLostIsUnknownAndDoesNothing() {
        int versions = versions(west.secret());
        for (Fault fault : List.of(new Fault.LoseRequest(), new Fault.Broken(), new Fault.Silent())) {
            everyCall(SERVICE, PUT, fault);
            assertUnknown(stage(stageWest(token())));
            assertThat(versions(west.secret())).as(fault.toString()).isEqualTo(versions);
        }
    }
}
