package dev.changeover.aws;

import static dev.changeover.aws.Plans.OREGON;
import static dev.changeover.aws.Plans.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.SecretView;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SecretAdapterTest extends OverTheWire {
    private static final String TOKEN = "t".repeat(64);
    private static final String PASSWORD = "open sesame";
    private static final String REPLICA_WORDS =
            "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
    private static final Endpoint OLD = new Endpoint("db.us-east-1.example.com", 5432);
    private static final Endpoint NEW = new Endpoint("db.us-west-2.example.com", 5432);

    private final FarSide.Reaction absent = jsonError(
            400,
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret value for staging label");

    private SecretArn secret() {
        return plan.site(OREGON).secret();
    }

    private static FarSide.Reaction version(String id, Endpoint names) {
        return versionWith(
                id,
                "{\"username\":\"shop\",\"password\":\"" + PASSWORD + "\",\"host\":\"" + names.host() + "\",\"port\":"
                        + names.port() + ",\"dbClusterIdentifier\":\"shop-us-east-1\",\"quota\":1.50}");
    }

    private static FarSide.Reaction versionWith(String id, String value) {
        return json("{\"VersionId\":\"" + id + "\",\"SecretString\":\"" + value.replace("\"", "\\\"") + "\"}");
    }

    private FarSide.Reaction healthy(FarSide.Request request) {
        return switch (request.call()) {
            case "GetSecretValue" -> request.body().contains("AWSCURRENT") ? version("v1", OLD) : absent;
            case "DescribeSecret" -> json("{\"VersionIdsToStages\":{\"v1\":[\"AWSCURRENT\"]}}");
            default -> json("{}");
        };
    }

    private void except(String call, FarSide.Reaction answer) {
        farSide(request -> request.call().equals(call) ? answer : healthy(request));
    }

    private FarSide.Request sent(String call) {
        return far.requests().stream()
                .filter(request -> request.call().equals(call))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsCurrentAndPendingVersions() {
        farSide(request -> request.body().contains("AWSPENDING") ? version(TOKEN, NEW) : healthy(request));
        assertThat(world.secrets().view(secret())).isInstanceOfSatisfying(SecretView.Held.class, held -> {
            assertThat(held.current()).isEqualTo(new SecretView.Version("v1", OLD));
            assertThat(held.pending()).contains(new SecretView.Version(TOKEN, NEW));
            assertThat(held.replica()).isFalse();
        });
        assertThat(far.requests()).extracting(FarSide.Request::signedFor).containsOnly("us-west-2");
    }

    @Test
    void seesNoPendingVersionWhereThereIsNone() {
        farSide(this::healthy);
        assertThat(world.secrets().view(secret())).extracting("pending").isEqualTo(Optional.empty());
    }

    @Test
    void takesAPendingVersionInAnotherFormForNobodysOurs() {
        farSide(request -> request.body().contains("AWSPENDING") ? versionWith("v9", "half done") : healthy(request));
        assertThat(world.secrets().view(secret())).extracting("pending").isEqualTo(Optional.empty());
    }

    @Test
    void knowsAReplicaByItsHome() {
        except("DescribeSecret", json("{\"PrimaryRegion\":\"us-east-1\"}"));
        assertThat(world.secrets().view(secret())).extracting("replica").isEqualTo(true);
        assertThat(world.secrets().view(plan.site(VIRGINIA).secret()))
                .extracting("replica")
                .isEqualTo(false);
    }

    @Test
    void cannotReadASecretThatIsNoJsonAndDoesNotQuoteIt() {
        except("GetSecretValue", versionWith("v1", PASSWORD));
        assertUnreadable(Code.INVALID);
    }

    @Test
    void cannotReadASecretThatIsNotThereOrNotAllowed() {
        except("GetSecretValue", absent);
        assertUnreadable(Code.NOT_FOUND);
        except("GetSecretValue", jsonError(400, "AccessDeniedException", "Access to KMS is not allowed"));
        assertUnreadable(Code.DENIED);
    }

    @Test
    void cannotReadASilentRegion() {
        assertUnreadable(Code.UNREACHABLE);
    }

    private void assertUnreadable(Code expected) {
        assertThat(world.secrets().view(secret())).isInstanceOfSatisfying(SecretView.Unreadable.class, unreadable -> {
            assertThat(unreadable.why().code()).isEqualTo(expected);
            assertThat(unreadable.why().message()).doesNotContain(PASSWORD);
        });
    }

    @Test
    void stagesACopyThatNamesTheOtherEndpointAndKeepsTheRest() {
        farSide(this::healthy);
        assertThat(world.secrets().stage(new Action.StageSecret(secret(), NEW, TOKEN)))
                .isEqualTo(new Answer.Accepted());
        JsonNode put = JsonMapper.shared().readTree(sent("PutSecretValue").body());
        assertThat(put.path("ClientRequestToken").asString()).isEqualTo(TOKEN);
        assertThat(put.path("VersionStages").path(0).asString()).isEqualTo("AWSPENDING");
        assertThat(put.path("SecretString").asString())
                .isEqualTo("{\"username\":\"shop\",\"password\":\"" + PASSWORD
                        + "\",\"host\":\"db.us-west-2.example.com\",\"port\":5432,"
                        + "\"dbClusterIdentifier\":\"shop-us-west-2\",\"quota\":1.50}");
    }

    @Test
    void rewritesTheCurrentVersion() {
        farSide(this::healthy);
        world.secrets().rewrite(new Action.RewriteSecret(secret(), NEW, TOKEN));
        assertThat(sent("PutSecretValue").body()).contains("[\"AWSCURRENT\"]");
    }

    @Test
    void takesAUsedTokenForDoneOnlyIfItsVersionSaysSo() {
        farSide(request -> switch (request.call()) {
            case "PutSecretValue" -> jsonError(400, "ResourceExistsException", "the token is in use");
            case "GetSecretValue" -> request.body().contains(TOKEN) ? version(TOKEN, NEW) : healthy(request);
            default -> healthy(request);
        });
        assertThat(world.secrets().stage(new Action.StageSecret(secret(), NEW, TOKEN)))
                .isEqualTo(new Answer.Accepted());
        assertThat(world.secrets().stage(new Action.StageSecret(secret(), OLD, TOKEN)))
                .extracting("why.code")
                .isEqualTo(Code.INVALID);
    }

    @Test
    void saysThatAReplicaIsReadOnly() {
        except("PutSecretValue", jsonError(400, "InvalidParameterException", REPLICA_WORDS));
        assertThat(world.secrets().stage(new Action.StageSecret(secret(), NEW, TOKEN)))
                .extracting("why.code")
                .isEqualTo(Code.READ_ONLY_REPLICA);
        except("PutSecretValue", jsonError(400, "InvalidRequestException", REPLICA_WORDS));
        assertThat(world.secrets().stage(new Action.StageSecret(secret(), NEW, TOKEN)))
                .extracting("why.code")
                .isEqualTo(Code.READ_ONLY_REPLICA);
    }

    @Test
    void doesNotKnowWhatBecameOfALostWrite() {
        except("PutSecretValue", new FarSide.Reaction.HangUp());
        assertThat(world.secrets().stage(new Action.StageSecret(secret(), NEW, TOKEN)))
                .isInstanceOf(Answer.Unknown.class);
        except("PutSecretValue", jsonError(500, "InternalServiceError", "it may have been done"));
        assertThat(world.secrets().rewrite(new Action.RewriteSecret(secret(), NEW, TOKEN)))
                .isInstanceOf(Answer.Unknown.class);
    }

    private Answer makeCurrent() {
        return world.secrets().makeCurrent(new Action.MakeSecretCurrent(secret(), TOKEN, "v1"));
    }

    @Test
    void movesTheLabelFromTheVersionItExpects() {
        farSide(this::healthy);
        assertThat(makeCurrent()).isEqualTo(new Answer.Accepted());
        assertThat(sent("UpdateSecretVersionStage").body())
                .contains(
                        "\"VersionStage\":\"AWSCURRENT\"",
                        "\"MoveToVersionId\":\"" + TOKEN + "\"",
                        "\"RemoveFromVersionId\":\"v1\"");
    }

    @Test
    void looksWhereTheLabelIsWhenItCannotBeMoved() {
        labelIsOn(TOKEN);
        assertThat(makeCurrent()).as("moved before").isEqualTo(new Answer.Accepted());
        labelIsOn("v7");
        assertThat(makeCurrent()).as("moved by others").extracting("why.code").isEqualTo(Code.CONFLICT);
        labelIsOn("v1");
        assertThat(makeCurrent()).as("refused").extracting("why.code").isEqualTo(Code.INVALID);
    }

    private void labelIsOn(String version) {
        farSide(request -> switch (request.call()) {
            case "UpdateSecretVersionStage" -> jsonError(400, "InvalidParameterException", "the label is elsewhere");
            case "DescribeSecret" -> json("{\"VersionIdsToStages\":{\"" + version + "\":[\"AWSCURRENT\"]}}");
            default -> healthy(request);
        });
    }

    @Test
    void promotesAReplicaInItsOwnRegionAndTwiceDoesNoHarm() {
        farSide(this::healthy);
        var promote = new Action.PromoteSecretReplica(secret());
        assertThat(world.secrets().promoteReplica(promote)).isEqualTo(new Answer.Accepted());
        assertThat(sent("StopReplicationToReplica").signedFor()).isEqualTo("us-west-2");
        except("StopReplicationToReplica", jsonError(400, "InvalidRequestException", "not a replica"));
        assertThat(world.secrets().promoteReplica(promote)).isEqualTo(new Answer.Accepted());
    }

    @Test
    void hidesItsWords() {
        SecretDocument document = SecretDocument.parse(
                        "{\"host\":\"h\",\"port\":\"1\",\"password\":\"" + PASSWORD + "\"}")
                .orElseThrow();
        assertThat(document).hasToString("***");
        assertThat(document.renamed(NEW, Optional.empty()))
                .as("a port that was text stays text")
                .contains("\"port\":\"5432\"");
        assertThat(new PortFailure(Code.INVALID, document.toString()).toString())
                .doesNotContain(PASSWORD);
    }
}
