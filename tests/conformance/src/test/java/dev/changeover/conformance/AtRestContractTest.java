package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.port.World;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What holds of any world at rest, AWS's own too. The application must be well in one Region and nothing be moving; it
 * is left so, but for a pending version of each secret.
 */
abstract class AtRestContractTest {
    private Door door;
    private ApplicationPlan plan;
    private World world;
    private Site active;
    private Site standby;

    /** The door these cases are held to. */
    abstract Door open();

    @BeforeEach
    void findTheWriter() {
        door = open();
        plan = door.plan();
        world = door.world();
        DatabaseView seen = world.database().view(plan.globalCluster(), plan.primary(), plan.secondary());
        assertThat(seen).isInstanceOfSatisfying(DatabaseView.WriterIn.class, writer -> {
            active = plan.site(writer.region());
            standby = plan.other(writer.region());
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    private SecretView.Held held(Site site) {
        SecretView seen = world.secrets().view(site.secret());
        assertThat(seen).isInstanceOf(SecretView.Held.class);
        return (SecretView.Held) seen;
    }

    @Test
    void bothRegionsSeeTheSameReadyWriter() {
        for (Site trusted : List.of(plan.primary(), plan.secondary())) {
            Site other = plan.other(trusted.region());
            assertThat(world.database().view(plan.globalCluster(), trusted, other))
                    .isInstanceOfSatisfying(DatabaseView.WriterIn.class, writer -> {
                        assertThat(writer.region()).isEqualTo(active.region());
                        assertThat(writer.ready()).as(writer.status()).isEqualTo(trusted.equals(active));
                        assertThat(writer.replica()).isEqualTo(DatabaseView.Replica.CONNECTED);
                    });
        }
    }

    @Test
    void refusesToMoveTheWriterToWhereItIs() {
        assertThat(world.database()
                        .switchOver(new Action.SwitchOver(plan.globalCluster(), active.cluster(), active.region())))
                .isInstanceOf(Answer.Refused.class);
    }

    @Test
    void theActiveSecretNamesTheWriter() {
        assertThat(held(active).current().names()).isEqualTo(active.database());
    }

    @Test
    void aStagedVersionReadsBackAndStagingItTwiceIsOnce() {
        var stage = new Action.StageSecret(standby.secret(), standby.database(), token());
        assertThat(world.secrets().stage(stage)).isEqualTo(new Answer.Accepted());
        assertThat(world.secrets().stage(stage)).isEqualTo(new Answer.Accepted());
        assertThat(held(standby).pending()).contains(new SecretView.Version(stage.token(), standby.database()));
    }

    @Test
    void aTokenUsedForAnotherEndpointIsRefused() {
        String token = token();
        world.secrets().stage(new Action.StageSecret(standby.secret(), standby.database(), token));
        assertThat(world.secrets().stage(new Action.StageSecret(standby.secret(), active.database(), token)))
                .extracting("why.code")
                .isEqualTo(Code.INVALID);
    }

    @Test
    void theCurrentLabelMovesOnlyFromWhereItIsSaidToBe() {
        var stage = new Action.StageSecret(standby.secret(), standby.database(), token());
        world.secrets().stage(stage);
        String current = held(standby).current().id();
        assertThat(world.secrets()
                        .makeCurrent(new Action.MakeSecretCurrent(standby.secret(), stage.token(), stage.token())))
                .isInstanceOf(Answer.Refused.class);
        assertThat(held(standby).current().id()).isEqualTo(current);
    }

    @Test
    void twoEndpointsAgreeThatOnlyTheActiveRegionIsOn() {
        assertThat(world.routing().view(plan)).isInstanceOfSatisfying(RoutingView.States.class, states -> {
            assertThat(states.on()).containsExactly(active.region());
            assertThat(states.readFrom()).hasSize(2).doesNotHaveDuplicates();
        });
    }

    @Test
    void settingTheControlsAsTheyAreDoesNoHarm() {
        var same = new Action.ShiftTraffic(active.control(), standby.control(), List.of());
        assertThat(world.routing().shift(plan, same)).isEqualTo(new Answer.Accepted());
        assertThat(world.routing().view(plan)).extracting("on").isEqualTo(List.<Region>of(active.region()));
    }

    @Test
    void theLagIsMeasured() {
        door.until("the lag is measured", () -> world.lag().lag(standby, active) instanceof LagView.Measured);
    }

    @Test
    void theApplicationWritesThroughItsStagedSecretAndTrafficLeadsToIt() {
        world.secrets().stage(new Action.StageSecret(active.secret(), active.database(), token()));
        assertThat(world.probes().writable(active)).isInstanceOf(ProbeView.Passed.class);
        TrafficView seen = world.probes().traffic(plan.traffic(), active);
        assertThat(seen.health()).isInstanceOf(ProbeView.Passed.class);
        assertThat(seen.resolution())
                .isInstanceOfSatisfying(
                        TrafficView.Resolution.Answered.class,
                        answered -> assertThat(answered.answers()).containsAnyElementsOf(active.dnsAnswers()));
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
