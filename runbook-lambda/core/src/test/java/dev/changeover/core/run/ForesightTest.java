package dev.changeover.core.run;

import static dev.changeover.core.Plans.EAST;
import static dev.changeover.core.Plans.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.Action;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ForesightTest {
    /** More turns than a changeover here needs; reaching it is a failure. */
    private static final int TURNS_MAX = 500;

    private final ApplicationPlan plan = Plans.shop();
    private final TinyWorld world = new TinyWorld(plan, EAST);
    private final MemoryJournal journal = new MemoryJournal();
    private final Journal.Lease lease = start();

    @Test
    void preflightsLookAtTheTargetsSecretServesStageSecret() {
        var runbook = new Runbook(world, journal);
        driveUntil(runbook, () -> over(StepName.PREFLIGHT));
        world.looks.clear();

        runbook.turn(lease, world::now);
        assertThat(world.performed).last().isInstanceOf(Action.StageSecret.class);
        assertThat(world.looks).isEmpty();
    }

    @Test
    void aSecretSeenBesideTheProbeIsMadeCurrentWithoutAnotherLook() {
        var runbook = new Runbook(world, journal);
        driveUntil(runbook, () -> over(StepName.VERIFY_WRITABLE));
        world.looks.clear();

        runbook.turn(lease, world::now);
        assertThat(world.performed).last().isInstanceOf(Action.MakeSecretCurrent.class);
        assertThat(world.looks).isEmpty();
    }

    @Test
    void theSourcesSecretFollowsTheTargetsWithoutALookBetweenAndBothAreReadBack() {
        var runbook = new Runbook(world, journal);
        driveUntil(runbook, () -> over(StepName.VERIFY_WRITABLE));
        runbook.turn(lease, world::now);
        world.looks.clear();

        runbook.turn(lease, world::now);
        assertThat(world.performed).last().isInstanceOf(Action.RewriteSecret.class);
        assertThat(world.looks).isEmpty();
        runbook.turn(lease, world::now);
        assertThat(over(StepName.REWRITE_SECRET)).isTrue();
        assertThat(world.looks).contains(WEST.code(), EAST.code());
    }

    @Test
    void theSourcesSecretIsLookedAtWhereTheTargetsReplyWasLost() {
        var runbook = new Runbook(world, journal);
        driveUntil(runbook, () -> over(StepName.VERIFY_WRITABLE));
        world.fate(world.performed.size(), TinyWorld.Fate.LOSE_REPLY);
        runbook.turn(lease, world::now);
        assertThat(world.performed).last().isInstanceOf(Action.MakeSecretCurrent.class);
        world.looks.clear();

        runbook.turn(lease, world::now);
        assertThat(world.looks).contains(WEST.code(), EAST.code());
    }

    @Test
    void controlsSeenBesideTheSecretsAreSwitchedWithoutAnotherLookAndReadBackThen() {
        var runbook = new Runbook(world, journal);
        driveUntil(runbook, () -> over(StepName.REWRITE_SECRET));
        world.looks.clear();

        runbook.turn(lease, world::now);
        assertThat(world.performed).last().isInstanceOf(Action.ShiftTraffic.class);
        assertThat(world.looks).isEmpty();
        runbook.turn(lease, world::now);
        assertThat(over(StepName.SHIFT_TRAFFIC)).isTrue();
        assertThat(world.looks).containsExactly("routing");
    }

    @Test
    void whatWasSeenEarlySatisfiesNothing() {
        var runbook = new Runbook(world, journal);
        driveUntil(runbook, () -> over(StepName.VERIFY_WRITABLE));
        world.turnOn(WEST); // and RewriteSecret sees it so
        driveUntil(runbook, () -> over(StepName.REWRITE_SECRET));
        world.turnOn(EAST);

        driveUntil(runbook, () -> over(StepName.SHIFT_TRAFFIC));
        assertThat(world.performed).last().isInstanceOf(Action.ShiftTraffic.class);
        assertThat(world.on()).isEqualTo(WEST);
    }

    @Test
    void whatWasSeenBeforeAPauseIsForgotten() {
        var runbook = new Runbook(world, journal);
        driveUntil(runbook, () -> over(StepName.REWRITE_SECRET));
        say(new Verb.Pause(new Actor("ana", "wait")));
        runbook.turn(lease, world::now);
        runbook.turn(lease, world::now);
        say(new Verb.Resume(new Actor("ana", "go on")));
        world.looks.clear();

        runbook.turn(lease, world::now);
        assertThat(world.looks).containsExactly("routing");
    }

    @Test
    void aDriverOfOneStepWritesBothSecretsByItsOwnLook() {
        var runbook = new Runbook(world, journal, Runbook.Horizon.THIS_STEP);
        driveUntil(runbook, () -> over(StepName.VERIFY_WRITABLE));
        runbook.turn(lease, world::now);
        assertThat(world.performed).last().isInstanceOf(Action.MakeSecretCurrent.class);
        world.looks.clear();

        runbook.turn(lease, world::now);
        assertThat(world.performed).last().isInstanceOf(Action.RewriteSecret.class);
        assertThat(world.looks).isEmpty();
        runbook.turn(lease, world::now);
        assertThat(over(StepName.REWRITE_SECRET)).isTrue();
        assertThat(world.looks).containsExactlyInAnyOrder(WEST.code(), EAST.code());
    }

    @Test
    void aDriverOfOneStepLooksNoFurther() {
        var runbook = new Runbook(world, journal, Runbook.Horizon.THIS_STEP);
        driveUntil(runbook, () -> over(StepName.SWITCH_DATABASE));
        world.looks.clear();

        driveUntil(runbook, () -> over(StepName.VERIFY_WRITABLE));
        assertThat(world.looks).isEmpty();
    }

    private Journal.Lease start() {
        var request = Plans.graceful("foreseen-1", EAST, WEST);
        journal.open(new Event.Started(request, plan, world.now()));
        return ((Journal.Leasing.Taken) journal.lease(request.id(), "driver", world.now(), Duration.ofMinutes(1)))
                .lease();
    }

    private void say(Verb verb) {
        int length = journal.read(lease.id()).size();
        journal.append(lease.id(), length, new Event.VerbGiven(verb, world.now()), Optional.empty());
    }

    private boolean over(StepName step) {
        return Fold.of(journal.read(lease.id())).progress(step).status() instanceof Status.Satisfied;
    }

    private void driveUntil(Runbook runbook, BooleanSupplier reached) {
        for (int turn = 0; turn < TURNS_MAX && !reached.getAsBoolean(); turn++) {
            if (runbook.turn(lease, world::now) instanceof TurnResult.GoOn(var recheckIn, var _)) {
                world.pass(recheckIn);
            }
        }
        assertThat(reached.getAsBoolean()).isTrue();
    }
}
