package dev.changeover.simulation;

import static dev.changeover.simulation.Simulation.EAST;
import static dev.changeover.simulation.Simulation.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.port.Action;
import dev.changeover.core.step.StepName;
import dev.changeover.drive.ChangeoverResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runbook against the twin's model: what the demonstration shows, in virtual time. */
class ChangeoverSimTest {
    private static final Verb ESCALATE =
            new Verb.Escalate(new Actor("ana", "us-east-1 is gone"), Optional.of(Duration.ofMinutes(1)));

    private static final Estate.Terms REPLICATED =
            new Estate.Terms(new SecretLayout.Replicated(EAST, true), false, false);

    private final Simulation simulation = new Simulation();

    @Test
    void goesThereAndBackWithoutLosingAnAcknowledgedOrder() {
        assertEndedIn(WEST, simulation.run(simulation.request("there-0001", WEST, Mode.GRACEFUL)));
        assertThat(simulation.lost()).isEmpty();

        simulation.timeline.advance(Duration.ofSeconds(10));
        assertEndedIn(EAST, simulation.run(simulation.request("back-00001", EAST, Mode.GRACEFUL)));
        assertThat(simulation.lost()).isEmpty();
    }

    @Test
    void leavesADarkRegionAndIsProtectedAgainAfterItsReturn() {
        simulation.account.regions().darken(EAST);
        var request = simulation.request("dark-00001", WEST, Mode.UNGRACEFUL);
        ChangeoverState state = simulation.run(request);

        assertEndedIn(WEST, state);
        assertThat(state.openDebts()).hasSize(2);
        simulation.account.regions().recover(EAST);
        assertThat(simulation.payDebts(request.id()).openDebts()).isEmpty();
        assertThat(simulation.connected()).isTrue();
        assertEndedIn(EAST, simulation.run(simulation.request("home-00001", EAST, Mode.GRACEFUL)));
    }

    @Test
    void aGracefulRequestOutOfADarkRegionHaltsAndCanBeEscalated() {
        var id = new ChangeoverId("escalate-1");
        simulation.account.regions().darken(EAST);
        ChangeoverState halted = simulation.run(simulation.request(id.value(), WEST, Mode.GRACEFUL));
        assertThat(halted.phase()).isInstanceOf(ChangeoverState.Phase.Halted.class);

        simulation.say(id, ESCALATE);
        assertEndedIn(WEST, simulation.drive(id));
    }

    @Test
    void thePrimaryDyingDuringASwitchoverIsSurvivedByEscalating() {
        var request = simulation.request("escalate-2", WEST, Mode.GRACEFUL);
        simulation.open(request);
        simulation.actors.enter(Duration.ZERO, () -> simulation.watch(request.id(), Duration.ofMinutes(20)));
        while (simulation.global().move().isEmpty()) {
            simulation.actors.until(simulation.timeline.now().plusMillis(5));
        }
        simulation.account.regions().darken(EAST);
        simulation.say(request.id(), ESCALATE);

        assertEndedIn(WEST, simulation.drive(request.id()));
    }

    /** Each intent is kept, and its driver never hears so: the calls never leave, and none of them was an attempt. */
    @Test
    void aJournalWhoseRepliesAreLostForAWhileCallsNobody() {
        var request = simulation.request("mute-00001", WEST, Mode.GRACEFUL);
        simulation.open(request);
        simulation.actors.enter(Duration.ZERO, () -> simulation.watch(request.id(), Duration.ofMinutes(20)));
        while (simulation.state(request.id()).progress(StepName.STAGE_SECRET).status() instanceof Status.Pending) {
            simulation.actors.until(simulation.timeline.now().plusMillis(1));
        }
        simulation.journal.weather = WeatheredJournal.Weather.MUTE;
        simulation.actors.until(simulation.timeline.now().plusSeconds(5));
        simulation.journal.weather = WeatheredJournal.Weather.FAIR;

        assertEndedIn(WEST, simulation.drive(request.id()));
    }

    /** Nothing can be read or written for a few seconds: whoever drives waits, and calls nobody. */
    @Test
    void aJournalThatIsGoneForAWhileEndsNoDrive() {
        var request = simulation.request("gone-00001", WEST, Mode.GRACEFUL);
        simulation.open(request);
        var results = new ArrayList<ChangeoverResult>();
        simulation.actors.enter(
                Duration.ZERO, () -> results.add(simulation.watch(request.id(), Duration.ofMinutes(20))));
        while (simulation.state(request.id()).progress(StepName.STAGE_SECRET).status() instanceof Status.Pending) {
            simulation.actors.until(simulation.timeline.now().plusMillis(1));
        }
        simulation.journal.weather = WeatheredJournal.Weather.DOWN;
        simulation.actors.until(simulation.timeline.now().plusSeconds(5));
        assertThat(results).as("whoever drives is patient").isEmpty();
        simulation.journal.weather = WeatheredJournal.Weather.FAIR;
        simulation.actors.until(simulation.timeline.now().plus(Duration.ofMinutes(10)));

        assertThat(results).hasSize(1).first().isInstanceOf(ChangeoverResult.Ended.class);
        assertEndedIn(WEST, simulation.state(request.id()));
    }

    /** A promotion cannot be undone. */
    @Test
    void aReplicatedSecretStaysAReplicaWhileItsHomeAnswers() {
        try (var replicated = new Simulation(REPLICATED, 0)) {
            ChangeoverState state = replicated.run(replicated.request("promote-01", WEST, Mode.UNGRACEFUL));

            assertThat(state.ended()).isTrue();
            assertThat(promotions(replicated, state)).isEmpty();
        }
    }

    @Test
    void aReplicatedSecretWhoseHomeIsDarkIsPromotedWithinSeconds() {
        try (var replicated = new Simulation(REPLICATED, 0)) {
            replicated.account.regions().darken(EAST);
            ChangeoverState state = replicated.run(replicated.request("promote-02", WEST, Mode.UNGRACEFUL));

            assertThat(state.ended()).isTrue();
            assertThat(promotions(replicated, state))
                    .singleElement()
                    .satisfies(at -> assertThat(Duration.between(state.startedAt(), at))
                            .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10)));
        }
    }

    private static List<Instant> promotions(Simulation simulation, ChangeoverState state) {
        return simulation.journal.kept().read(state.request().id()).stream()
                .filter(event -> event instanceof Event.ActionIntended intended
                        && intended.action() instanceof Action.PromoteSecretReplica)
                .map(Event::at)
                .toList();
    }

    private void assertEndedIn(Region region, ChangeoverState state) {
        assertThat(state.phase())
                .as("%s", simulation.journal.kept().read(state.request().id()))
                .isInstanceOf(ChangeoverState.Phase.Ended.class);
        assertThat(simulation.writer()).isEqualTo(region);
        assertThat(simulation.shop.order(simulation.plan)).isEmpty();
    }
}
