package dev.changeover.core.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.model.Actor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrillMergeTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final DrillId ID = new DrillId("drill-merge");
    private static final DrillId OTHER = new DrillId("drill-other");

    private final DrillJournal own = new MemoryDrills();
    private final DrillJournal shared = new MemoryDrills();
    private final DrillMerge merge = new DrillMerge(own, shared);

    @Test
    void bringsWhatWasWrittenAloneOnce() {
        write(own, ID, "enough");

        assertThat(merge.bring(ID)).isEqualTo(new DrillMerge.Result.Merged(2));
        assertThat(shared.read(ID)).isEqualTo(own.read(ID));
        assertThat(merge.bring(ID)).isEqualTo(new DrillMerge.Result.Merged(0));
        assertThat(shared.history(Plans.shop().name())).containsExactly(ID);
    }

    @Test
    void leavesALivingDrillToItsDriver() {
        own.open(started(ID));

        assertThat(merge.bring(ID)).isEqualTo(new DrillMerge.Result.StillRunning());
        assertThat(shared.read(ID)).isEmpty();
    }

    @Test
    void waitsForAnotherLiveDrillOfTheApplication() {
        write(own, ID, "enough");
        shared.open(started(OTHER));

        assertThat(merge.bring(ID)).isEqualTo(new DrillMerge.Result.Blocked(OTHER));
        assertThat(shared.read(ID)).isEmpty();
    }

    @Test
    void refusesAnotherStoryUnderTheSameId() {
        write(own, ID, "enough");
        write(shared, ID, "too late");

        assertThat(merge.bring(ID)).isEqualTo(new DrillMerge.Result.Differs(2));
    }

    private static void write(DrillJournal journal, DrillId id, String said) {
        journal.open(started(id));
        journal.append(id, 1, new DrillEvent.Stopped(DrillPhase.PRECHECK, StopReason.ABANDONED, said, T0));
    }

    private static DrillEvent.Started started(DrillId id) {
        return new DrillEvent.Started(
                new DrillRequest(id, new Actor("ann", "a test"), Duration.ofSeconds(30)), Plans.shop(), T0);
    }
}
