package dev.changeover.simulation;

import static dev.changeover.simulation.Simulation.EAST;
import static dev.changeover.simulation.Simulation.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretLayout;
import java.time.Duration;

/** The changeovers there are: both directions, both modes, and each way in which the secrets hang together. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are records and enums of core, which may know no annotation
enum Course {
    FAILOVER(Estate.INDEPENDENT, WEST, Mode.GRACEFUL, false),
    FAILBACK(Estate.INDEPENDENT, EAST, Mode.GRACEFUL, false),
    UNGRACEFUL_FAILOVER(Estate.INDEPENDENT, WEST, Mode.UNGRACEFUL, false),
    FAILOVER_FROM_A_DARK_REGION(Estate.INDEPENDENT, WEST, Mode.UNGRACEFUL, true),
    FAILBACK_FROM_A_DARK_REGION(Estate.INDEPENDENT, EAST, Mode.UNGRACEFUL, true),
    FAILOVER_WITH_A_REPLICATED_SECRET(new SecretLayout.Replicated(EAST, false), WEST, Mode.GRACEFUL, false),
    FAILBACK_WITH_A_REPLICATED_SECRET(new SecretLayout.Replicated(EAST, false), EAST, Mode.GRACEFUL, false),
    FAILBACK_FROM_A_DARK_REGION_WITH_A_REPLICATED_SECRET(
            new SecretLayout.Replicated(EAST, false), EAST, Mode.UNGRACEFUL, true),
    UNGRACEFUL_FAILOVER_WITH_THE_SECRETS_HOME_WELL(
            new SecretLayout.Replicated(EAST, true), WEST, Mode.UNGRACEFUL, false),
    FAILOVER_WITH_THE_SECRETS_HOME_DARK(new SecretLayout.Replicated(EAST, true), WEST, Mode.UNGRACEFUL, true);

    private static final Duration HEALING = Duration.ofSeconds(10);

    private final SecretLayout secrets;
    private final Region to;
    private final Mode mode;
    private final boolean sourceDark;

    Course(SecretLayout secrets, Region to, Mode mode, boolean sourceDark) {
        this.secrets = secrets;
        this.to = to;
        this.mode = mode;
        this.sourceDark = sourceDark;
    }

    /** A changeover that has been asked for and that nobody has driven yet. */
    record Begun(Simulation simulation, ChangeoverRequest request, int movesBefore) {
        ChangeoverId id() {
            return request.id();
        }
    }

    Begun begin() {
        var simulation = new Simulation(new Estate.Terms(secrets, false, false), 0);
        if (to.equals(EAST)) {
            simulation.run(simulation.request("thither-first", WEST, Mode.GRACEFUL));
            simulation.timeline.advance(HEALING);
        }
        int moves = simulation.plane.switchovers + simulation.plane.failovers;
        if (sourceDark) {
            simulation.account.regions().darken(simulation.plan.other(to).region());
        }
        ChangeoverRequest request = simulation.request("the-changeover", to, mode);
        simulation.open(request);
        return new Begun(simulation, request, moves);
    }

    /** The end is the same whatever happened on the way. */
    void assertEndsWell(Begun begun, String where) {
        Simulation simulation = begun.simulation();
        assertThat(simulation.drive(begun.id()).ended()).as(where).isTrue();
        Simulation.REGIONS.forEach(simulation.account.regions()::recover);
        simulation.timeline.advance(HEALING);
        ChangeoverState end = simulation.payDebts(begun.id());
        assertThat(end.phase())
                .as(where)
                .isInstanceOfSatisfying(
                        ChangeoverState.Phase.Ended.class,
                        ended -> assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED));
        assertThat(end.openDebts()).as(where).isEmpty();
        assertThat(simulation.plane.switchovers + simulation.plane.failovers - begun.movesBefore())
                .as(where + ": moves of the database")
                .isOne();
        simulation.safety.allIsWellIn(simulation.plan.site(to));
        simulation.safety.accountForLoss();
    }
}
