package dev.changeover.operations.boards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillRule;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillVerdict;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.core.drill.MemoryDrills;
import dev.changeover.core.drill.StopReason;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.MemoryGuardStore;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.run.Deserted;
import dev.changeover.drive.Drivers.Hiring;
import dev.changeover.operations.Drill;
import dev.changeover.operations.Drills;
import dev.changeover.operations.Drills.Abandoning;
import dev.changeover.operations.Drills.Beginning;
import dev.changeover.operations.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptDrillsTest {
    private static final Region WEST = new Region("us-west-2");
    private static final DrillId ID = new DrillId("shop-drill-1");
    private static final Hiring NOBODY =
            new Hiring.Nobody(List.of(new PortFailure(PortFailure.Code.UNREACHABLE, "SSM does not answer")));

    private final ApplicationPlan plan = Shop.withAlarms();
    private final MemoryDrills journal = new MemoryDrills();
    private final MemoryJournal changeovers = new MemoryJournal();
    private final MemoryGuardStore guards = new MemoryGuardStore();
    private final List<DrillId> hired = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private Instant now = Shop.AT;
    private Hiring answer = new Hiring.Driving("ssm/1", "");
    private final KeptDrills drills = new KeptDrills(new KeptDrills.Room(
            journal,
            changeovers,
            guards,
            (_, drill, _, attempt) -> {
                hired.add(drill.id());
                attempts.add(attempt);
                return answer;
            },
            WEST,
            () -> now));

    private Beginning begin(String id) {
        return drills.begin(plan, new Drills.Ask(id, Shop.ANA, Duration.ofMinutes(1)));
    }

    private void told(DrillEvent event) {
        journal.append(ID, journal.read(ID).size(), event);
    }

    private void away() {
        told(new DrillEvent.Prechecked(Optional.of(plan.primary().region()), List.of(), Shop.AT));
        told(new DrillEvent.LegStarted(Leg.FAILOVER, ID.changeover(Leg.FAILOVER), Shop.AT));
        told(ended(Leg.FAILOVER, plan.primary().region(), plan.secondary().region()));
    }

    private static DrillEvent ended(Leg leg, Region from, Region to) {
        var took = Optional.of(Duration.ofSeconds(12));
        var result = new LegResult(from, to, Outcome.COMPLETED, took, took, List.of(), Shop.AT);
        return new DrillEvent.LegEnded(leg, result, Shop.AT);
    }

    @Test
    void beginsOnceAndHiresADriver() {
        Beginning first = begin("shop-drill-1");

        assertThat(first).isInstanceOfSatisfying(Beginning.Begun.class, begun -> {
            assertThat(begun.drill().phase()).isEqualTo(Drill.Phase.PRECHECK);
            assertThat(begun.drill().by()).isEqualTo(Shop.ANA);
            assertThat(begun.drill().span().passed()).isEmpty();
        });
        assertThat(begin("shop-drill-1")).isEqualTo(first);
        assertThat(journal.history(plan.name())).containsExactly(ID);
        assertThat(hired)
                .as("a driver that may never have been reached is asked for again")
                .containsExactly(ID, ID);
    }

    @Test
    void theSameKeyForAnotherDrillIsRefused() {
        begin("shop-drill-1");
        assertThat(drills.begin(plan, new Drills.Ask("shop-drill-1", Shop.BEN, Duration.ofMinutes(1))))
                .isInstanceOf(Beginning.KeyReused.class);
    }

    @Test
    void oneDrillAtATime() {
        begin("shop-drill-1");
        assertThat(begin("shop-drill-2"))
                .isInstanceOfSatisfying(
                        Beginning.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .extracting(Reason::code)
                                .containsExactly("DRILL_RUNNING"));
    }

    @Test
    void noDrillWhileAChangeoverRunsOrStartsAreStoppedOrTheLastOneRests() {
        guards.turn(new Switch.Name.Stop(), Switch.UNTOUCHED, true, new Given(Shop.BEN, Shop.AT));
        assertThat(codes(begin("shop-drill-1"))).containsExactly("STOP_SWITCH");
        guards.turn(new Switch.Name.Stop(), guards.read(new Switch.Name.Stop()), false, new Given(Shop.BEN, Shop.AT));
        Shop.ended(changeovers, plan, "shop-ended");
        assertThat(codes(begin("shop-drill-1"))).containsExactly("RECOVERY_PERIOD");
        ChangeoverId running = Shop.started(changeovers, plan, "shop-running");
        assertThat(begin("shop-drill-1")).isEqualTo(new Beginning.AlreadyRunning(running));
        assertThat(journal.history(plan.name())).isEmpty();
        assertThat(hired).isEmpty();
    }

    private static List<String> codes(Beginning beginning) {
        return ((Beginning.Refused) beginning)
                .reasons().stream().map(Reason::code).toList();
    }

    @Test
    void aDrillThatNobodyDrivesDoesNotStandInTheNextOnesWay() {
        answer = NOBODY;
        assertThat(begin("shop-drill-1"))
                .isInstanceOfSatisfying(
                        Beginning.Unavailable.class,
                        down -> assertThat(down.why().message()).isEqualTo("SSM does not answer"));
        assertThat(drills.named("shop-drill-1").orElseThrow().span().passed()).contains(false);

        answer = new Hiring.Driving("ssm/2", "");
        assertThat(begin("shop-drill-2")).isInstanceOf(Beginning.Begun.class);
    }

    @Test
    void aDrillWhoseDriverDiedIsGivenAnotherOnceByWhoeverLooks() {
        begin("shop-drill-1");
        told(new DrillEvent.DriverTook("ssm/1", Shop.AT));
        now = Shop.AT.plus(Deserted.AFTER).minusMillis(1);
        drills.named("shop-drill-1");
        assertThat(attempts).as("a slow driver is not a dead one").containsExactly(0);

        now = Shop.AT.plus(Deserted.AFTER);
        drills.named("shop-drill-1");
        drills.named("shop-drill-1");

        assertThat(attempts).containsExactly(0, 1);
        assertThat(journal.read(ID)).last().isInstanceOf(DrillEvent.DriverLost.class);
        told(new DrillEvent.DriverTook("ssm/2", now));
        assertThat(begin("shop-drill-1")).isInstanceOf(Beginning.Begun.class);
        assertThat(attempts).as("the key pressed again").containsExactly(0, 1, 1);
    }

    @Test
    void theScheduleFindsTheDeadDriverOfADrillToo() {
        assertThat(drills.tend(plan.name())).isEmpty();
        begin("shop-drill-1");
        assertThat(drills.tend(plan.name())).isEmpty();
        now = Shop.AT.plus(Deserted.AFTER);
        assertThat(drills.tend(plan.name())).contains(answer);
    }

    @Test
    void aLegThatSomebodyDrivesOrApprovesIsNoDesertion() {
        begin("shop-drill-1");
        told(new DrillEvent.Prechecked(Optional.of(plan.primary().region()), List.of(), Shop.AT));
        told(new DrillEvent.LegStarted(Leg.FAILOVER, ID.changeover(Leg.FAILOVER), Shop.AT));
        var request = DrillRule.request(DrillState.of(journal.read(ID)), Leg.FAILOVER);
        changeovers.open(new Event.Started(request, plan, Shop.AT));
        now = Shop.AT.plus(Deserted.AFTER);
        changeovers.lease(request.id(), "ssm/1", now, Duration.ofSeconds(30));
        assertThat(drills.tend(plan.name())).isEmpty();

        changeovers.append(request.id(), 1, new Event.VerbGiven(new Verb.Pause(Shop.BEN), now), Optional.empty());
        now = now.plus(Deserted.AFTER).plusSeconds(30);
        assertThat(drills.tend(plan.name())).as("paused by a person").isEmpty();

        changeovers.append(request.id(), 2, new Event.VerbGiven(new Verb.Resume(Shop.BEN), now), Optional.empty());
        now = now.plus(Deserted.AFTER);
        assertThat(drills.tend(plan.name())).contains(answer);
    }

    @Test
    void aPersonGivesItUpOnce() {
        begin("shop-drill-1");
        away();

        assertThat(drills.abandon("shop-drill-1", Shop.BEN))
                .isInstanceOfSatisfying(Abandoning.Abandoned.class, over -> {
                    assertThat(over.drill().span().passed()).contains(false);
                    assertThat(over.drill().verdicts().getFirst().said()).contains(Shop.BEN.who());
                });
        assertThat(drills.abandon("shop-drill-1", Shop.ANA)).isInstanceOf(Abandoning.OverAlready.class);
        assertThat(drills.abandon("shop-drill-9", Shop.ANA)).isInstanceOf(Abandoning.NoSuchDrill.class);
        assertThat(begin("shop-drill-2")).isInstanceOf(Beginning.Begun.class);
    }

    @Test
    void showsHowFarItIsAndFindsItByItsChangeovers() {
        begin("shop-drill-1");
        away();
        told(new DrillEvent.SoakStarted(Shop.AT));

        Drill drill = drills.named("shop-drill-1").orElseThrow();

        assertThat(drill.phase()).isEqualTo(Drill.Phase.SOAK);
        assertThat(drill.there()).contains(new ChangeoverId("shop-drill-1-failover"));
        assertThat(drill.back()).isEmpty();
        assertThat(drill.figures().rtoThere()).contains(Duration.ofSeconds(12));
        assertThat(drills.around(new ChangeoverId("shop-drill-1-failover"))).contains("shop-drill-1");
        assertThat(drills.around(new ChangeoverId("shop-drill-1-failback"))).isEmpty();
        assertThat(drills.around(new ChangeoverId("shop-20261122"))).isEmpty();
        assertThat(drills.report("shop-drill-1", Drills.Format.HTML)).isEmpty();
        assertThat(drills.named("no")).isEmpty();
    }

    @Test
    void aDrillThatStoppedHasATimeToFailureAndNoRecoveryTime() {
        begin("shop-drill-1");
        away();
        told(new DrillEvent.Stopped(DrillPhase.SOAK, StopReason.ABANDONED, "it was enough", Shop.AT.plusSeconds(90)));

        Drill drill = drills.of(plan.name()).getFirst();

        assertThat(drill.phase()).isEqualTo(Drill.Phase.OVER);
        assertThat(drill.figures())
                .isEqualTo(new Drill.Figures(Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(90))));
        assertThat(drill.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.name()).isEqualTo("soak");
            assertThat(verdict.said()).contains("it was enough");
        });
    }

    @Test
    void aJudgedDrillHasItsVerdictsAndItsReports() {
        begin("shop-drill-1");
        away();
        told(new DrillEvent.SoakStarted(Shop.AT));
        told(new DrillEvent.SoakProbed(5, 0, "well", Shop.AT));
        told(new DrillEvent.SoakEnded(Shop.AT));
        told(new DrillEvent.LegStarted(Leg.FAILBACK, ID.changeover(Leg.FAILBACK), Shop.AT));
        told(ended(Leg.FAILBACK, plan.secondary().region(), plan.primary().region()));
        DrillVerdict verdict = DrillRule.verdict(DrillState.of(journal.read(ID)));
        told(new DrillEvent.Judged(verdict, Shop.AT));

        Drill drill = drills.named("shop-drill-1").orElseThrow();

        assertThat(drill.span().passed()).contains(true);
        assertThat(drill.verdicts()).hasSameSizeAs(verdict.criteria());
        assertThat(drill.figures().rtoBack()).contains(Duration.ofSeconds(12));
        assertThat(drills.report("shop-drill-1", Drills.Format.HTML))
                .hasValueSatisfying(html -> assertThat(html).containsIgnoringCase("<!doctype html>"));
        assertThat(drills.report("shop-drill-1", Drills.Format.JSON))
                .hasValueSatisfying(json -> assertThat(json).contains("\"shop-drill-1\""));
        assertThat(drills.report("shop-drill-1", Drills.Format.JUNIT))
                .hasValueSatisfying(xml -> assertThat(xml).contains("<testsuite"));
    }
}
