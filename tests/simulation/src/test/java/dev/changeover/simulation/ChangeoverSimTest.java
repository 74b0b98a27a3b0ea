package dev.changeover.simulation;

import static dev.changeover.simulation.Simulation.EAST;
import static dev.changeover.simulation.Simulation.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.RoutingView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runbook against the twin's model: what the demonstration shows, in virtual time. */
class ChangeoverSimTest {
    private final Simulation simulation = new Simulation();

    @Test
    void goesThereAndBackWithoutLosingAnAcknowledgedOrder() {
        assertEndedIn(WEST, simulation.run(simulation.request("there-0001", WEST, Mode.GRACEFUL)));
        assertThat(simulation.lost()).isZero();

        simulation.timeline.advance(Duration.ofSeconds(10));
        assertEndedIn(EAST, simulation.run(simulation.request("back-00001", EAST, Mode.GRACEFUL)));
        assertThat(simulation.lost()).isZero();
    }

    @Test
    void leavesADarkRegionAndIsProtectedAgainAfterItsReturn() {
        simulation.account.regions().darken(EAST);
        var request = simulation.request("dark-00001", WEST, Mode.UNGRACEFUL);
        ChangeoverState state = simulation.run(request);

        assertEndedIn(WEST, state);
        assertThat(state.openDebts()).hasSize(2);
        simulation.account.regions().recover(EAST);
        simulation.payDebts(request.id());
        assertThat(simulation.connected()).isTrue();
        assertEndedIn(EAST, simulation.run(simulation.request("home-00001", EAST, Mode.GRACEFUL)));
    }

    @Test
    void aGracefulRequestOutOfADarkRegionHaltsAndCanBeEscalated() {
        var id = new ChangeoverId("escalate-1");
        simulation.account.regions().darken(EAST);
        ChangeoverState halted = simulation.run(simulation.request(id.value(), WEST, Mode.GRACEFUL));
        assertThat(halted.phase()).isInstanceOf(ChangeoverState.Phase.Halted.class);

        simulation.say(
                id, new Verb.Escalate(new Actor("ana", "us-east-1 is gone"), Optional.of(Duration.ofMinutes(1))));
        assertEndedIn(WEST, simulation.drive(id));
    }

    @Test
    void thePrimaryDyingDuringASwitchoverIsSurvivedByEscalating() {
        var request = simulation.request("escalate-2", WEST, Mode.GRACEFUL);
        simulation.open(request);
        while (simulation.account.rds().globalCluster("shop").move().isEmpty()) {
            simulation.drive(request.id(), simulation.journal, 1);
        }
        simulation.account.regions().darken(EAST);
        simulation.say(
                request.id(),
                new Verb.Escalate(new Actor("ana", "us-east-1 is gone"), Optional.of(Duration.ofMinutes(1))));

        assertEndedIn(WEST, simulation.drive(request.id()));
    }

    private void assertEndedIn(Region region, ChangeoverState state) {
        assertThat(state.phase())
                .as("%s", simulation.journal.read(state.request().id()))
                .isInstanceOf(ChangeoverState.Phase.Ended.class);
        assertThat(simulation.writer()).isEqualTo(region);
        assertThat(simulation.world.routing().view(simulation.plan))
                .isInstanceOfSatisfying(
                        RoutingView.States.class,
                        states -> assertThat(states.on()).isEqualTo(List.of(region)));
        assertThat(simulation.shop.order(simulation.plan)).isEmpty();
    }
}
