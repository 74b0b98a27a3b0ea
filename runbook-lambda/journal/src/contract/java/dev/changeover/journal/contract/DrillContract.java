package dev.changeover.journal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillJournal.Appending;
import dev.changeover.core.drill.DrillJournal.Opening;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.DrillVerdict;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.core.drill.StopReason;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.ready.Check;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every journal of drills promises. */
public abstract class DrillContract {
    protected static final ApplicationName SHOP = new ApplicationName("shop");
    private static final DrillId FIRST = new DrillId("drill-one");
    private static final DrillId SECOND = new DrillId("drill-two");
    private static final int RIVALS = 8;

    protected abstract DrillJournal drills();

    /** Another one over the same place, as another process would have. */
    protected DrillJournal another() {
        return drills();
    }

    protected static DrillEvent.Started started(DrillId id, String application) {
        var by = new Actor("ann", "a <b>quarterly</b> drill & \"more\"");
        return new DrillEvent.Started(
                new DrillRequest(id, by, Duration.ofSeconds(30)),
                Samples.started("changeover-1", application).plan(),
                Samples.AT);
    }

    private static List<DrillEvent> everyKind() {
        var span = new LegResult.Span(
                StepName.SWITCH_DATABASE, Samples.AT, Samples.AT.plusSeconds(9), false, "writer moved");
        var result = new LegResult(
                Samples.EAST,
                Samples.WEST,
                Outcome.COMPLETED,
                Optional.of(Duration.ofMillis(12_345)),
                Optional.empty(),
                List.of(span),
                Samples.AT.plusSeconds(13));
        var finding = new ReadinessFinding(Check.DNS, ReadinessFinding.Code.UNREADABLE, "no answer", Samples.AT);
        return List.of(
                started(FIRST, "shop"),
                new DrillEvent.DriverTook("ssm/4f0a", Samples.AT),
                new DrillEvent.DriverLost("it has died", Samples.AT),
                new DrillEvent.Prechecked(Optional.of(Samples.EAST), List.of(finding), Samples.AT),
                new DrillEvent.LegStarted(Leg.FAILOVER, FIRST.changeover(Leg.FAILOVER), Samples.AT),
                new DrillEvent.LegEnded(Leg.FAILOVER, result, Samples.AT),
                new DrillEvent.SoakStarted(Samples.AT),
                new DrillEvent.SoakProbed(3, 1, "503 – Käse", Samples.AT),
                new DrillEvent.SoakEnded(Samples.AT),
                new DrillEvent.LegStarted(Leg.FAILBACK, FIRST.changeover(Leg.FAILBACK), Samples.AT),
                new DrillEvent.LegEnded(Leg.FAILBACK, result, Samples.AT),
                new DrillEvent.Judged(
                        new DrillVerdict(List.of(new DrillVerdict.Criterion("soak", false, "1 of 3", "none"))),
                        Samples.AT));
    }

    protected static DrillEvent stopped() {
        return new DrillEvent.Stopped(DrillPhase.PRECHECK, StopReason.ABANDONED, "enough", Samples.AT);
    }

    @Test
    void givesBackEveryKindOfEvent() {
        List<DrillEvent> events = everyKind();
        assertThat(drills().open((DrillEvent.Started) events.getFirst())).isEqualTo(new Opening.Opened());
        for (int position = 1; position < events.size(); position++) {
            assertThat(drills().append(FIRST, position, events.get(position))).isEqualTo(new Appending.Appended());
        }
        assertThat(another().read(FIRST)).isEqualTo(events);
        assertThat(another().live(SHOP)).isEmpty();
    }

    @Test
    void hasOneLiveDrillOfAnApplication() {
        assertThat(drills().open(started(FIRST, "shop"))).isEqualTo(new Opening.Opened());
        assertThat(another().open(started(SECOND, "shop"))).isEqualTo(new Opening.AlreadyThere(FIRST));
        assertThat(another().open(started(new DrillId("drill-other"), "till"))).isEqualTo(new Opening.Opened());
        assertThat(drills().live(SHOP)).contains(FIRST);

        drills().append(FIRST, 1, stopped());

        assertThat(drills().open(started(FIRST, "shop"))).isEqualTo(new Opening.AlreadyThere(FIRST));
        assertThat(drills().open(started(SECOND, "shop"))).isEqualTo(new Opening.Opened());
        assertThat(another().history(SHOP)).containsExactly(FIRST, SECOND);
    }

    @Test
    void takesADrillThatEndedElsewhereWholeAndOnce() {
        List<DrillEvent> events = everyKind();
        drills().open(started(SECOND, "shop"));
        assertThat(drills().bring(events)).as("another is live").isEqualTo(new Opening.AlreadyThere(SECOND));
        assertThat(another().read(FIRST)).isEmpty();

        drills().append(SECOND, 1, stopped());
        assertThat(drills().bring(events)).isEqualTo(new Opening.Opened());
        assertThat(another().bring(events)).isEqualTo(new Opening.AlreadyThere(FIRST));
        assertThat(another().read(FIRST)).isEqualTo(events);
        assertThat(another().history(SHOP)).containsExactly(SECOND, FIRST);
        assertThat(another().live(SHOP)).isEmpty();
        assertThat(another().open(started(new DrillId("drill-three"), "shop"))).isEqualTo(new Opening.Opened());
    }

    @Test
    void refusesWhatIsBehind() {
        drills().open(started(FIRST, "shop"));
        assertThat(drills().append(FIRST, 0, stopped())).isEqualTo(new Appending.Behind());
        assertThat(drills().append(FIRST, 2, stopped())).isEqualTo(new Appending.Behind());
        assertThat(drills().read(FIRST)).hasSize(1);
        assertThat(drills().append(SECOND, 1, stopped())).isInstanceOf(Appending.Unavailable.class);
        assertThat(drills().read(SECOND)).isEmpty();
        assertThat(drills().history(new ApplicationName("nobody"))).isEmpty();
    }

    @Test
    void opensOnceThoughManyOpenAtTheSameInstant() throws Exception {
        List<Callable<Opening>> rivals = new ArrayList<>();
        for (int rival = 0; rival < RIVALS; rival++) {
            var id = new DrillId("drill-rival-" + rival);
            DrillJournal own = rival % 2 == 0 ? drills() : another();
            rivals.add(() -> own.open(started(id, "shop")));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Opening> openings =
                    threads.invokeAll(rivals).stream().map(Future::resultNow).toList();
            assertThat(openings).filteredOn(Opening.Opened.class::isInstance).hasSize(1);
            assertThat(drills().history(SHOP)).hasSize(1);
        }
    }
}
