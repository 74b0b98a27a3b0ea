package dev.changeover.aws;

import static dev.changeover.aws.Plans.DATABASE;
import static dev.changeover.aws.Plans.OREGON;
import static dev.changeover.aws.Plans.VIRGINIA;
import static dev.changeover.aws.RdsAnswers.cluster;
import static dev.changeover.aws.RdsAnswers.error;
import static dev.changeover.aws.RdsAnswers.failoverState;
import static dev.changeover.aws.RdsAnswers.global;
import static dev.changeover.aws.RdsAnswers.instances;
import static dev.changeover.aws.RdsAnswers.member;
import static dev.changeover.aws.RdsAnswers.steady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.PortFailure.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAdapterTest extends OverTheWire {
    private static final Action.SwitchOver SWITCH_OVER =
            new Action.SwitchOver(DATABASE, Plans.cluster(OREGON), VIRGINIA);
    private static final Action.FailOver FAIL_OVER = new Action.FailOver(DATABASE, Plans.cluster(OREGON), OREGON);

    private DatabaseView view(Region trusted) {
        return world.database().view(DATABASE, plan.site(trusted), plan.other(trusted));
    }

    /** One answer replaced, the rest as in a steady world whose writer is in Virginia. */
    private void except(String call, FarSide.Reaction answer) {
        farSide(request -> request.call().equals(call) ? answer : steady(request, VIRGINIA));
    }

    @Test
    void seesTheWriterThroughTheTrustedRegionAlone() {
        farSide(request -> steady(request, VIRGINIA));
        assertThat(view(VIRGINIA)).isInstanceOfSatisfying(DatabaseView.WriterIn.class, writer -> {
            assertThat(writer.region()).isEqualTo(VIRGINIA);
            assertThat(writer.ready()).isTrue();
            assertThat(writer.replica()).isEqualTo(DatabaseView.Replica.CONNECTED);
        });
        assertThat(far.requests()).extracting(FarSide.Request::signedFor).containsOnly("us-east-1");
        assertThat(far.calls())
                .containsExactlyInAnyOrder("DescribeGlobalClusters", "DescribeDBClusters", "DescribeDBInstances");
    }

    @Test
    void saysWhereAWriterElsewhereIsAndDoesNotAskAfterIt() {
        farSide(request ->
                request.signedFor().equals("us-east-1") ? new FarSide.Reaction.Silence() : steady(request, VIRGINIA));
        assertThat(view(OREGON)).isInstanceOfSatisfying(DatabaseView.WriterIn.class, writer -> {
            assertThat(writer.region()).isEqualTo(VIRGINIA);
            assertThat(writer.ready()).as("only its own Region knows").isFalse();
            assertThat(writer.status()).contains("as us-west-2 sees it");
        });
        assertThat(far.requests()).extracting(FarSide.Request::signedFor).containsOnly("us-west-2");
    }

    @Test
    void takesTheOtherRegionsWordWhenTheTrustedOneIsDark() {
        farSide(request ->
                request.signedFor().equals("us-west-2") ? new FarSide.Reaction.Silence() : steady(request, VIRGINIA));
        assertThat(view(OREGON)).isInstanceOfSatisfying(DatabaseView.WriterIn.class, writer -> {
            assertThat(writer.region()).isEqualTo(VIRGINIA);
            assertThat(writer.ready()).isTrue();
        });
    }

    @Test
    void seesASwitchoverUnderWayThoughTheSdkHasNoWordForIt() {
        except(
                "DescribeGlobalClusters",
                global(
                        "switching-over",
                        failoverState("switching-over", VIRGINIA, OREGON),
                        member(VIRGINIA, VIRGINIA) + member(OREGON, VIRGINIA)));
        assertThat(view(OREGON)).isInstanceOfSatisfying(DatabaseView.Moving.class, moving -> {
            assertThat(moving.from()).isEqualTo(VIRGINIA);
            assertThat(moving.to()).isEqualTo(OREGON);
            assertThat(moving.status()).isEqualTo("switching-over");
        });
    }

    @Test
    void countsABackupAsNormal() {
        except("DescribeDBClusters", cluster("backing-up"));
        assertThat(view(VIRGINIA)).extracting("ready").isEqualTo(true);
    }

    @Test
    void isNotReadyWithoutAnAvailableInstance() {
        except("DescribeDBInstances", instances("rebooting"));
        assertThat(view(VIRGINIA)).isInstanceOfSatisfying(DatabaseView.WriterIn.class, writer -> {
            assertThat(writer.ready()).isFalse();
            assertThat(writer.status()).contains("rebooting");
        });
    }

    @Test
    void findsItBrokenWithoutAWriter() {
        except("DescribeGlobalClusters", global("available", "", member(VIRGINIA, false, "connected")));
        assertThat(view(VIRGINIA)).isInstanceOf(DatabaseView.Broken.class);
    }

    @Test
    void findsItBrokenWithoutTheTrustedMember() {
        except("DescribeGlobalClusters", global("available", "", member(VIRGINIA, true, "connected")));
        assertThat(view(OREGON))
                .isInstanceOfSatisfying(
                        DatabaseView.Broken.class,
                        broken -> assertThat(broken.found()).contains("shop-us-west-2"));
    }

    @Test
    void knowsTheOldWriterIsBeingRebuiltWhileItIsNoMember() {
        except("DescribeGlobalClusters", global("available", "", member(VIRGINIA, true, "connected")));
        assertThat(view(VIRGINIA)).extracting("replica").isEqualTo(DatabaseView.Replica.UNKNOWN);
    }

    @Test
    void seesAReplicaThatIsNotInSyncYet() {
        except(
                "DescribeGlobalClusters",
                global("available", "", member(VIRGINIA, true, "connected") + member(OREGON, false, "pending-resync")));
        assertThat(view(VIRGINIA)).extracting("replica").isEqualTo(DatabaseView.Replica.PENDING_RESYNC);
    }

    @Test
    void cannotReadRegionsThatAreSilentAndSaysSoInTime() {
        assertThat(timed(() -> view(VIRGINIA))).isLessThan(SOON);
        assertThat(view(VIRGINIA))
                .isInstanceOfSatisfying(
                        DatabaseView.Unreadable.class,
                        unreadable -> assertThat(unreadable.why().code()).isEqualTo(Code.UNREACHABLE));
    }

    @Test
    void doesNotWaitForAnAnswerThatTricklesForEver() {
        farSide(_ -> new FarSide.Reaction.Trickle());
        assertThat(timed(() -> view(VIRGINIA))).isLessThan(SOON);
    }

    @Test
    void cannotReadWhereNobodyListens() {
        try (AwsWorld nowhere = AwsWorld.open(Plans.at(FarSide.nobody()))) {
            assertThat(nowhere.database().view(DATABASE, plan.primary(), plan.secondary()))
                    .isInstanceOfSatisfying(
                            DatabaseView.Unreadable.class,
                            unreadable -> assertThat(unreadable.why().code()).isEqualTo(Code.UNREACHABLE));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, GlobalClusterNotFoundFault, NOT_FOUND",
        "400, Throttling, THROTTLED",
        "400, RequestLimitExceeded, THROTTLED",
        "403, AccessDenied, DENIED",
        "403, ExpiredToken, DENIED",
        "403, InvalidClientTokenId, DENIED",
        "503, ServiceUnavailable, UNREACHABLE",
        "400, InvalidParameterValue, INVALID"
    })
    void tellsOneFailureFromAnother(int status, String error, Code expected) {
        farSide(_ -> error(status, error, "as the test says"));
        assertThat(view(VIRGINIA))
                .isInstanceOfSatisfying(
                        DatabaseView.Unreadable.class,
                        unreadable -> assertThat(unreadable.why().code()).isEqualTo(expected));
    }

    @Test
    void switchesOverInTheRegionOfThePresentWriter() {
        farSide(request -> RdsAnswers.accepted(request.call()));
        assertThat(world.database().switchOver(SWITCH_OVER)).isEqualTo(new Answer.Accepted());
        FarSide.Request sent = far.requests().getFirst();
        assertThat(sent.signedFor()).isEqualTo("us-east-1");
        assertThat(sent.call()).isEqualTo("SwitchoverGlobalCluster");
        assertThat(sent.body())
                .contains("GlobalClusterIdentifier=shop-global")
                .contains("TargetDbClusterIdentifier=arn%3Aaws%3Ards%3Aus-west-2")
                .doesNotContain("AllowDataLoss");
    }

    @Test
    void failsOverInTheRegionOfTheNewWriterAndAllowsLoss() {
        farSide(request -> RdsAnswers.accepted(request.call()));
        assertThat(world.database().failOver(FAIL_OVER)).isEqualTo(new Answer.Accepted());
        FarSide.Request sent = far.requests().getFirst();
        assertThat(sent.signedFor()).isEqualTo("us-west-2");
        assertThat(sent.call()).isEqualTo("FailoverGlobalCluster");
        assertThat(sent.body()).contains("AllowDataLoss=true");
    }

    @Test
    void doesNotKnowWhatBecameOfALostReplyAndAsksOnlyOnce() {
        assertLost(_ -> new FarSide.Reaction.Silence());
        assertLost(_ -> new FarSide.Reaction.HangUp());
        assertLost(_ -> new FarSide.Reaction.Trickle());
        assertLost(_ -> error(500, "InternalFailure", "it may have been done"));
        assertLost(_ -> error(503, "ServiceUnavailable", "it may have been done"));
    }

    private void assertLost(Function<FarSide.Request, FarSide.Reaction> behaviour) {
        farSide(behaviour);
        int before = far.requests().size();
        assertThat(world.database().failOver(FAIL_OVER)).isInstanceOf(Answer.Unknown.class);
        assertThat(far.requests()).hasSize(before + 1);
    }

    @Test
    void neverAsksAgainOnAConnectionThatWasKept() {
        farSide(request -> steady(request, VIRGINIA));
        view(VIRGINIA); // leaves connections open, which Java would like to try again on
        assertLost(_ -> new FarSide.Reaction.HangUp());
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidGlobalClusterStateFault, CONFLICT",
        "400, InvalidDBClusterStateFault, CONFLICT",
        "404, DBClusterNotFoundFault, NOT_FOUND",
        "400, Throttling, THROTTLED",
        "403, AccessDenied, DENIED"
    })
    void passesOnARefusal(int status, String error, Code expected) {
        farSide(_ -> error(status, error, "as the test says"));
        assertThat(world.database().switchOver(SWITCH_OVER)).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.why().code()).isEqualTo(expected);
            assertThat(refused.why().message()).contains("RDS in us-east-1", error, "1b2c");
        });
    }

    private static Duration timed(Runnable work) {
        Instant start = Instant.now();
        work.run();
        return Duration.between(start, Instant.now());
    }
}
