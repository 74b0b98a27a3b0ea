package dev.changeover.core.run;

import static dev.changeover.core.Plans.EAST;
import static dev.changeover.core.Plans.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.journal.Verbs;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunbookTest {
    /** More turns than any changeover here needs; reaching it is a failure. */
    private static final int TURNS_MAX = 500;

    private final ApplicationPlan plan = Plans.shop();
    private TinyWorld world = new TinyWorld(plan, EAST);
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void movesGracefullyAndLeavesNothingOwed() {
        ChangeoverState state = drive(start(Plans.graceful("graceful-1", EAST, WEST)));

        assertThat(state.phase())
                .isInstanceOfSatisfying(
                        ChangeoverState.Phase.Ended.class,
                        ended -> assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED));
        assertThat(world.writer()).isEqualTo(WEST);
        assertThat(world.on()).isEqualTo(WEST);
        assertThat(world.named(EAST)).isEqualTo(plan.secondary().database());
        assertThat(world.named(WEST)).isEqualTo(plan.secondary().database());
        assertThat(state.openDebts()).isEmpty();
        assertThat(state.recoveryTime()).isPresent();
    }

    @Test
    void actsInTheOrderThatKeepsTrafficAwayFromAReadOnlyDatabase() {
        drive(start(Plans.graceful("order-001", EAST, WEST)));

        assertThat(world.performed)
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("StageSecret", "SwitchOver", "MakeSecretCurrent", "RewriteSecret", "ShiftTraffic");
    }

    @Test
    void movesUngracefullyOutOfADarkRegionAndPaysItsDebtsLater() {
        world.darken(EAST);
        Journal.Lease lease = start(Plans.ungraceful("ungraceful-1", EAST, WEST));
        ChangeoverState state = drive(lease);

        assertThat(world.performed).noneMatch(action -> action instanceof Action.SwitchOver);
        assertThat(world.writer()).isEqualTo(WEST);
        assertThat(state.openDebts()).hasSize(2);
        world.heal();
        var reconciler = new Reconciler(world, journal);
        assertThat(reconciler.turn(lease, world::now))
                .isInstanceOfSatisfying(
                        TurnResult.Ended.class,
                        paid -> assertThat(paid.state().openDebts()).isEmpty());
        assertThat(world.named(EAST)).isEqualTo(plan.secondary().database());
    }

    @Test
    void refusesAGracefulMoveOutOfADarkRegion() {
        world.darken(EAST);
        ChangeoverRequest request = Plans.graceful("refused-1", WEST, EAST);
        ChangeoverState state = drive(start(request));

        assertThat(state.phase()).isInstanceOf(ChangeoverState.Phase.Halted.class);
        assertThat(world.performed).isEmpty();
    }

    @Test
    void aLostReplyIsLookedAtAndNeverAskedAgain() {
        for (int action = 0; action < 5; action++) {
            var tried = new RunbookTest();
            tried.world.fate(action, TinyWorld.Fate.LOSE_REPLY);
            tried.drive(tried.start(Plans.graceful("lost-reply", EAST, WEST)));

            assertThat(tried.world.movesStarted()).as("reply %d lost", action).isEqualTo(1);
            assertThat(tried.world.on()).as("reply %d lost", action).isEqualTo(WEST);
        }
    }

    @Test
    void aLostRequestIsAskedAgainOnlyAfterItCanNoLongerTakeEffect() {
        world.fate(1, TinyWorld.Fate.LOSE_REQUEST);
        Journal.Lease lease = start(Plans.graceful("lost-request", EAST, WEST));
        drive(lease);

        List<Event> asked = journal.read(lease.id()).stream()
                .filter(event -> event instanceof Event.ActionIntended intended
                        && intended.action() instanceof Action.SwitchOver)
                .toList();
        assertThat(asked).hasSize(2);
        assertThat(Duration.between(asked.getFirst().at(), asked.getLast().at()))
                .isGreaterThanOrEqualTo(plan.timeouts().lostReply());
    }

    @Test
    void anAnswerIsKeptThoughAPersonSpokeDuringTheCall() {
        Journal.Lease lease = start(Plans.graceful("spoken-to", EAST, WEST));
        world.duringNextCall(() -> say(lease, new Verb.Pause(new Actor("ana", "wait"))));
        var runbook = new Runbook(world, journal);
        while (world.performed.isEmpty()) {
            runbook.turn(lease, world::now);
        }

        assertThat(journal.read(lease.id())).last().isInstanceOf(Event.ActionAnswered.class);
        assertThat(Fold.of(journal.read(lease.id())).phase()).isInstanceOf(ChangeoverState.Phase.Paused.class);
    }

    @Test
    void twoDriversOfOneChangeoverDoNoHarm() {
        Journal.Lease first = start(Plans.graceful("two-drivers", EAST, WEST));
        var runbook = new Runbook(world, journal);
        for (int turn = 0; turn < 3; turn++) {
            runbook.turn(first, world::now);
        }
        world.pass(Duration.ofMinutes(2));
        Journal.Lease second = lease(first, "another driver");

        assertThat(runbook.turn(first, world::now)).isInstanceOfAny(TurnResult.Superseded.class);
        drive(second);
        assertThat(world.movesStarted()).isEqualTo(1);
        assertThat(world.on()).isEqualTo(WEST);
    }

    @Test
    void escalatesWhenThePrimaryDiesDuringAGracefulMove() {
        Journal.Lease lease = start(Plans.graceful("escalated", EAST, WEST));
        var runbook = new Runbook(world, journal);
        while (world.movesStarted() == 0) {
            runbook.turn(lease, world::now);
        }
        world.darken(EAST);
        say(lease, new Verb.Escalate(new Actor("ana", "us-east-1 is gone"), Optional.of(Duration.ofSeconds(5))));
        ChangeoverState state = drive(lease);

        assertThat(state.mode()).isEqualTo(Mode.UNGRACEFUL);
        assertThat(state.ended()).isTrue();
        assertThat(world.writer()).isEqualTo(WEST);
        assertThat(world.on()).isEqualTo(WEST);
    }

    @Test
    void aGracefulMoveOutOfADarkRegionHaltsBeforeAnythingIsAsked() {
        world.darken(EAST);
        Journal.Lease lease = start(Plans.graceful("dark-start", EAST, WEST));
        drive(lease);

        assertThat(world.performed).isEmpty();
        assertThat(journal.read(lease.id())).last().isInstanceOfSatisfying(Event.StepHalted.class, halted -> {
            assertThat(halted.reason()).isEqualTo(HaltReason.PREFLIGHT_BLOCKED);
            assertThat(halted.found()).contains("SOURCE_REGION_SILENT").contains("--ungraceful");
        });
        assertThat(Duration.between(journal.read(lease.id()).getFirst().at(), world.now()))
                .as("what does not answer is looked at again for a while")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aGracefulMoveIsNotBegunWithoutTheQuorumThatItsLastStepNeeds() {
        world.routingEndpointsUp(2);
        Journal.Lease lease = start(Plans.graceful("no-quorum", EAST, WEST));
        drive(lease);

        assertThat(world.performed).isEmpty();
        assertThat(journal.read(lease.id()))
                .last()
                .isInstanceOfSatisfying(
                        Event.StepHalted.class,
                        halted -> assertThat(halted.found()).contains("ROUTING_QUORUM_LOST"));
        world.routingEndpointsUp(3);
        say(lease, new Verb.Retry(new Actor("ana", "they are back")));
        assertThat(drive(lease).ended()).isTrue();
    }

    @Test
    void theSameTroubleInOtherWordsIsRecordedOnceAndTheLastWordsAreKept() {
        Journal.Lease lease = start(Plans.graceful("other-words", EAST, WEST));
        var runbook = new Runbook(world, journal);
        TurnResult result = new TurnResult.GoOn(Duration.ZERO, Fold.of(journal.read(lease.id())));
        for (int turn = 0; turn < TURNS_MAX && result instanceof TurnResult.GoOn(var recheckIn, var _); turn++) {
            world.pass(recheckIn);
            world.routingEndpointsUp(1 + turn % 2);
            result = runbook.turn(lease, world::now);
        }

        List<Event.FindingsRecorded> recorded = journal.read(lease.id()).stream()
                .filter(Event.FindingsRecorded.class::isInstance)
                .map(Event.FindingsRecorded.class::cast)
                .toList();
        assertThat(result).isInstanceOf(TurnResult.NeedsPerson.class);
        assertThat(recorded).hasSizeBetween(1, 2);
        assertThat(journal.read(lease.id()))
                .last()
                .isInstanceOfSatisfying(
                        Event.StepHalted.class,
                        halted -> assertThat(halted.found())
                                .contains(
                                        recorded.getLast().findings().getFirst().evidence()));
    }

    @Test
    void anUngracefulMoveIsBegunAllTheSame() {
        world.darken(EAST);
        world.routingEndpointsUp(1);

        assertThat(drive(start(Plans.ungraceful("no-quorum", EAST, WEST))).ended())
                .isTrue();
    }

    @Test
    void aMoveThatNeverLandsHaltsForAPerson() {
        for (int action = 1; action <= 3; action++) {
            world.fate(action, TinyWorld.Fate.LOSE_REQUEST);
        }
        Journal.Lease lease = start(Plans.graceful("never-lands", EAST, WEST));
        drive(lease);

        assertThat(journal.read(lease.id())).last().isInstanceOfSatisfying(Event.StepHalted.class, halted -> {
            assertThat(halted.step()).isEqualTo(StepName.SWITCH_DATABASE);
            assertThat(halted.reason()).isEqualTo(HaltReason.ASKED_TOO_OFTEN);
        });
    }

    @Test
    void aSkippedStepIsNeverASuccess() {
        world.darken(EAST);
        Journal.Lease lease = start(Plans.graceful("skipped-1", EAST, WEST));
        drive(lease);
        world.heal();
        say(lease, new Verb.Skip(new Actor("ana", "looked by hand")));
        ChangeoverState state = drive(lease);

        assertThat(state.phase())
                .isInstanceOfSatisfying(
                        ChangeoverState.Phase.Ended.class,
                        ended -> assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED_WITH_EXCEPTIONS));
    }

    /** A probe by a version that names the source's database would prove the wrong one. */
    @Test
    void afterASkippedStagingOnlyAVersionThatNamesTheTargetIsProbedBy() {
        for (int action = 0; action < 5; action++) {
            world.fate(action, TinyWorld.Fate.LOSE_REQUEST);
        }
        Journal.Lease lease = start(Plans.graceful("unstaged-1", EAST, WEST));
        drive(lease);
        say(lease, new Verb.Skip(new Actor("ana", "Secrets Manager takes nothing")));
        drive(lease);

        assertThat(journal.read(lease.id()))
                .last()
                .isInstanceOfSatisfying(
                        Event.StepHalted.class,
                        halted -> assertThat(halted.reason()).isEqualTo(HaltReason.NOTHING_TO_PROBE_BY));
        Site west = plan.secondary();
        world.rewrite(new Action.RewriteSecret(west.secret(), west.database(), "by-hand"));
        say(lease, new Verb.Retry(new Actor("ana", "it names the writer now")));
        assertThat(drive(lease).progress(StepName.VERIFY_WRITABLE).status()).isInstanceOf(Status.Satisfied.class);
    }

    @Test
    void saysThatEscalatingMayHelpWhenTheRegionToBeLeftGoesSilentDuringAGracefulMove() {
        Journal.Lease lease = start(Plans.graceful("silent-01", EAST, WEST));
        var runbook = new Runbook(world, journal);
        while (world.movesStarted() == 0) {
            runbook.turn(lease, world::now);
        }
        world.darken(EAST);
        drive(lease);

        assertThat(journal.read(lease.id()))
                .anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(Event.WaitBegan.class, wait -> {
                    assertThat(wait.reason()).isEqualTo(WaitReason.SOURCE_REGION_SILENT);
                    assertThat(wait.detail()).contains(EAST.code());
                }));
        assertThat(WaitReason.SOURCE_REGION_SILENT.inWords()).contains("escalate");
    }

    @Test
    void nobodyMayAcknowledgeThatThereIsNothingToDo() {
        world = new TinyWorld(plan, WEST);
        ChangeoverState state = drive(start(Plans.graceful("already-1", EAST, WEST)));

        assertThat(state.phase()).isInstanceOf(ChangeoverState.Phase.Halted.class);
        assertThat(Verbs.refusal(state, new Verb.Acknowledge(new Actor("ana", "on"), Set.of("ALREADY_ACTIVE"))))
                .hasValueSatisfying(why -> assertThat(why).contains("ALREADY_ACTIVE cannot be acknowledged"));
    }

    /** A changeover that was cancelled half-way leaves traffic behind, which one person may want to follow. */
    @Test
    void movesTheRestWhenAPersonAcknowledgesThatTheWriterHasMovedAlready() {
        world = new TinyWorld(plan, WEST);
        world.shift(
                plan,
                new Action.ShiftTraffic(
                        plan.primary().control(), plan.secondary().control(), List.of()));
        Journal.Lease lease = start(Plans.graceful("half-moved", EAST, WEST));
        drive(lease);
        say(lease, new Verb.Acknowledge(new Actor("ana", "move the rest"), Set.of("HALF_MOVED")));

        assertThat(drive(lease).ended()).isTrue();
        assertThat(world.on()).isEqualTo(WEST);
        assertThat(world.movesStarted()).isZero();
    }

    @Test
    void anApplicationHasOneLiveChangeoverAtMost() {
        start(Plans.graceful("first-live", EAST, WEST));

        assertThat(journal.open(new Event.Started(Plans.graceful("second-live", EAST, WEST), plan, world.now())))
                .isInstanceOf(Journal.Opening.AlreadyLive.class);
    }

    private Journal.Lease start(ChangeoverRequest request) {
        journal.open(new Event.Started(request, plan, world.now()));
        var taken = (Journal.Leasing.Taken) journal.lease(request.id(), "driver", world.now(), Duration.ofMinutes(1));
        return taken.lease();
    }

    private Journal.Lease lease(Journal.Lease before, String driver) {
        return ((Journal.Leasing.Taken) journal.lease(before.id(), driver, world.now(), Duration.ofMinutes(1))).lease();
    }

    private void say(Journal.Lease lease, Verb verb) {
        int length = journal.read(lease.id()).size();
        journal.append(lease.id(), length, new Event.VerbGiven(verb, world.now()), Optional.empty());
    }

    private ChangeoverState drive(Journal.Lease lease) {
        var runbook = new Runbook(world, journal);
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            switch (runbook.turn(lease, world::now)) {
                case TurnResult.GoOn(var recheckIn, var _) -> world.pass(recheckIn);
                case TurnResult.NeedsPerson(var state) -> {
                    return state;
                }
                case TurnResult.Ended(var state) -> {
                    return state;
                }
                case TurnResult.Superseded _, TurnResult.JournalDown _ ->
                    throw new AssertionError("nobody else writes this journal");
            }
        }
        throw new AssertionError("no end after " + TURNS_MAX + " turns: " + Fold.of(journal.read(lease.id())));
    }
}
