package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.DatabaseView.Replica;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database port promises. */
abstract class DatabaseContractTest extends TwinCases {
    private static final String SWITCHOVER = "SwitchoverGlobalCluster";
    private static final String FAILOVER = "FailoverGlobalCluster";

    private DatabaseView seenFrom(Site trusted) {
        return inTime(() -> world.database().view(plan.globalCluster(), trusted, plan.other(trusted.region())));
    }

    private DatabaseView.WriterIn writerSeenFrom(Site trusted) {
        DatabaseView seen = seenFrom(trusted);
        assertThat(seen).isInstanceOf(DatabaseView.WriterIn.class);
        return (DatabaseView.WriterIn) seen;
    }

    private void assertUnreadable(DatabaseView seen, Code code) {
        assertThat(seen)
                .isInstanceOfSatisfying(
                        DatabaseView.Unreadable.class,
                        unreadable -> assertThat(unreadable.why().code())
                                .as(unreadable.why().message())
                                .isEqualTo(code));
    }

    private Answer switchOver(Site target, Region callIn) {
        var action = new Action.SwitchOver(plan.globalCluster(), target.cluster(), callIn);
        return inTime(() -> world.database().switchOver(action));
    }

    private Answer failOver(Site target, Region callIn) {
        var action = new Action.FailOver(plan.globalCluster(), target.cluster(), callIn);
        return inTime(() -> world.database().failOver(action));
    }

    private void untilReadyIn(Site site) {
        door.until(
                "the writer is ready in " + site.region(),
                () -> world.database().view(plan.globalCluster(), site, plan.other(site.region()))
                                instanceof DatabaseView.WriterIn(var region, var ready, var _, var _, var _)
                        && region.equals(site.region())
                        && ready);
    }

    private boolean nothingMoves() {
        var global = account.rds().globalCluster(plan.globalCluster().value());
        return global.move().isEmpty()
                && global.writer().orElseThrow().cluster().region().equals(east.region());
    }

    @Test
    void bothRegionsSeeTheWriterAndItsReplicaAndItsOwnSeesItReady() {
        for (Site trusted : List.of(east, west)) {
            DatabaseView.WriterIn seen = writerSeenFrom(trusted);
            assertThat(seen.region()).isEqualTo(east.region());
            assertThat(seen.ready()).as(seen.status()).isEqualTo(trusted.equals(east));
            assertThat(seen.replica()).isEqualTo(Replica.CONNECTED);
        }
    }

    @Test
    void aWriterWithoutAnInstanceIsNotReady() {
        account.rds().deleteInstance(east.region(), east.cluster().identifier() + "-1");
        for (Site trusted : List.of(east, west)) {
            DatabaseView.WriterIn seen = writerSeenFrom(trusted);
            assertThat(seen.region()).isEqualTo(east.region());
            assertThat(seen.ready()).as(seen.status()).isFalse();
        }
    }

    @Test
    void aSwitchoverShowsWhereItGoesAndLeavesTheOldWriterFollowing() {
        assertAccepted(switchOver(west, east.region()));
        for (Site trusted : List.of(east, west)) {
            assertThat(seenFrom(trusted)).isInstanceOfSatisfying(DatabaseView.Moving.class, moving -> {
                assertThat(moving.from()).isEqualTo(east.region());
                assertThat(moving.to()).isEqualTo(west.region());
                assertThat(moving.status()).isIn("pending", "switching-over");
            });
        }
        untilReadyIn(west);
        assertThat(writerSeenFrom(west).replica()).isEqualTo(Replica.CONNECTED);
    }

    @Test
    void aFailoverRebuildsTheOldWriter() {
        assertAccepted(failOver(west, west.region()));
        assertThat(seenFrom(west))
                .isInstanceOfSatisfying(
                        DatabaseView.Moving.class,
                        moving -> assertThat(moving.status()).isIn("pending", "failing-over"));
        untilReadyIn(west);
        door.until("the old writer follows again", () -> writerSeenFrom(west).replica() == Replica.CONNECTED);
    }

    @Test
    void anOldWriterInTheDarkIsStillToResynchronise() {
        goesDark(east.region());
        assertAccepted(failOver(west, west.region()));
        untilReadyIn(west);
        assertThat(writerSeenFrom(west).replica()).isEqualTo(Replica.PENDING_RESYNC);
    }

    @Test
    void theTargetMissingIsBrokenAndTheOtherMissingIsAReplicaToCome() {
        account.rds()
                .removeFromGlobalCluster(
                        plan.globalCluster().value(), west.cluster().value());
        door.until(
                "the secondary is gone",
                () -> account.rds()
                                .globalCluster(plan.globalCluster().value())
                                .members()
                                .size()
                        == 1);
        assertThat(seenFrom(west)).isInstanceOf(DatabaseView.Broken.class);
        DatabaseView.WriterIn seen = writerSeenFrom(east);
        assertThat(seen.region()).isEqualTo(east.region());
        assertThat(seen.replica()).isEqualTo(Replica.UNKNOWN);
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotFound() {
        var nobody = new GlobalClusterId("nobody");
        assertUnreadable(world.database().view(nobody, east, west), Code.NOT_FOUND);
        assertRefused(
                world.database().switchOver(new Action.SwitchOver(nobody, west.cluster(), east.region())),
                Code.NOT_FOUND);
    }

    @Test
    void aDarkTrustedRegionLeavesTheWordToTheOther() {
        goesDark(west.region());
        DatabaseView.WriterIn seen = writerSeenFrom(west);
        assertThat(seen.region()).isEqualTo(east.region());
        assertThat(seen.replica()).isEqualTo(Replica.PENDING_RESYNC);
    }

    @Test
    void aWriterInTheDarkIsNotReady() {
        goesDark(east.region());
        for (Site trusted : List.of(east, west)) {
            DatabaseView.WriterIn seen = writerSeenFrom(trusted);
            assertThat(seen.region()).isEqualTo(east.region());
            assertThat(seen.ready()).as(seen.status()).isFalse();
        }
    }

    @Test
    void nothingIsReadableWhenBothRegionsAreDark() {
        goesDark(east.region());
        goesDark(west.region());
        assertUnreadable(seenFrom(east), Code.UNREACHABLE);
    }

    @Test
    void weatherOverBothRegionsIsUnreadableForItsReason() {
        everyCall("rds", new Fault.Broken());
        assertUnreadable(seenFrom(east), Code.UNREACHABLE);
        everyCall("rds", new Fault.Throttle());
        assertUnreadable(seenFrom(east), Code.THROTTLED);
        everyCall("rds", new Fault.LoseReply());
        assertUnreadable(seenFrom(east), Code.UNREACHABLE);
    }

    @Test
    void oneRegionsTroubleLeavesTheWordToTheOther() {
        account.faults()
                .plan(
                        Faults.Scope.ALL
                                .service("rds")
                                .action("DescribeGlobalClusters")
                                .in(west.region()),
                        new Fault.Throttle());
        assertThat(writerSeenFrom(west).region()).isEqualTo(east.region());
    }

    @Test
    void eachMoveIsRefusedOutsideItsRegion() {
        assertRefused(switchOver(west, west.region()), Code.CONFLICT);
        assertRefused(failOver(west, east.region()), Code.CONFLICT);
        assertThat(nothingMoves()).isTrue();
    }

    @Test
    void theWriterIsNoTarget() {
        assertRefused(switchOver(east, east.region()), Code.CONFLICT);
        assertRefused(failOver(east, east.region()), Code.CONFLICT);
        assertThat(nothingMoves()).isTrue();
    }

    @Test
    void aSwitchoverToAReplicaThatDoesNotFollowIsRefused() {
        goesDark(west.region());
        assertRefused(switchOver(west, east.region()), Code.CONFLICT);
        assertThat(nothingMoves()).isTrue();
    }

    @Test
    void aSecondMoveMeetsTheFirst() {
        assertAccepted(switchOver(west, east.region()));
        assertRefused(switchOver(west, east.region()), Code.CONFLICT);
        assertRefused(failOver(west, west.region()), Code.CONFLICT);
        untilReadyIn(west);
        assertRefused(switchOver(west, east.region()), Code.CONFLICT);
        assertRefused(switchOver(west, west.region()), Code.CONFLICT);
        assertThat(writerSeenFrom(west).ready()).isTrue();
    }

    @Test
    void aThrottledMoveIsRefusedAndDoesNothing() {
        everyCall("rds", SWITCHOVER, new Fault.Throttle());
        everyCall("rds", FAILOVER, new Fault.Throttle());
        assertRefused(switchOver(west, east.region()), Code.THROTTLED);
        assertRefused(failOver(west, west.region()), Code.THROTTLED);
        assertThat(nothingMoves()).isTrue();
    }

    @Test
    void aLostReplyIsUnknownAndTheMoveIsDone() {
        everyCall("rds", SWITCHOVER, new Fault.LoseReply());
        assertUnknown(switchOver(west, east.region()));
        assertThat(nothingMoves()).isFalse();
        untilReadyIn(west);
    }

    @Test
    void aReplyLostOnceIsNotAskedForAgain() {
        account.faults().planNext(1, Faults.Scope.ALL.service("rds").action(FAILOVER), new Fault.LoseRequest());
        assertUnknown(failOver(west, west.region()));
        assertThat(nothingMoves()).isTrue();
        assertAccepted(failOver(west, west.region()));
    }

    @Test
    void aRequestThatWasLostIsUnknownAndDoesNothing() {
        for (Fault fault : List.of(new Fault.LoseRequest(), new Fault.Broken(), new Fault.Silent())) {
            everyCall("rds", FAILOVER, fault);
            assertUnknown(failOver(west, west.region()));
            assertThat(nothingMoves()).as(fault.toString()).isTrue();
        }
    }

    @Test
    void aCallSlowerThanItsTimeoutIsUnknownAndDoneLater() {
        Duration slow = plan.timeouts().lostReply().plusSeconds(1);
        everyCall("rds", SWITCHOVER, new Fault.Slow(slow));
        assertUnknown(switchOver(west, east.region()));
        door.until("the late request takes effect", () -> !nothingMoves());
    }

    @Test
    void aMoveAskedInTheDarkIsUnknownAndDoesNothing() {
        goesDark(east.region());
        assertUnknown(switchOver(west, east.region()));
        assertThat(nothingMoves()).isTrue();
    }
}
