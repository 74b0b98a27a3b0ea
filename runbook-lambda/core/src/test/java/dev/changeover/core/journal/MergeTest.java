package dev.changeover.core.journal;

import static dev.changeover.core.Plans.EAST;
import static dev.changeover.core.Plans.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ChangeoverId ID = new ChangeoverId("merge-test");

    private final Journal own = new MemoryJournal();
    private final Journal shared = new MemoryJournal();

    @Test
    void bringsWhatWasWrittenAlone() {
        List<Event> events = writeAlone();

        assertThat(new Merge(own, shared).bring(ID, T0)).isEqualTo(new Merge.Result.Merged(events.size()));
        assertThat(shared.read(ID)).isEqualTo(events);
        assertThat(shared.live(Plans.shop().name())).isEmpty();
    }

    @Test
    void goesOnWhereItWasCutOff() {
        List<Event> events = writeAlone();
        for (int cut = 1; cut <= events.size(); cut++) {
            var torn = new MemoryJournal();
            torn.open((Event.Started) events.getFirst());
            for (int index = 1; index < cut; index++) {
                torn.append(ID, index, events.get(index), Optional.empty());
            }

            assertThat(new Merge(own, torn).bring(ID, T0)).isEqualTo(new Merge.Result.Merged(events.size() - cut));
            assertThat(torn.read(ID)).as("cut after %d events", cut).isEqualTo(events);
        }
    }

    @Test
    void leavesALivingChangeoverToItsDriver() {
        own.open(started(ID));

        assertThat(new Merge(own, shared).bring(ID, T0)).isEqualTo(new Merge.Result.StillRunning());
        assertThat(shared.read(ID)).isEmpty();
    }

    @Test
    void waitsForAnotherLiveChangeoverOfTheApplication() {
        writeAlone();
        var other = new ChangeoverId("merge-other");
        shared.open(started(other));

        assertThat(new Merge(own, shared).bring(ID, T0)).isEqualTo(new Merge.Result.Blocked(other));
    }

    @Test
    void refusesAnotherStoryUnderTheSameId() {
        writeAlone();
        shared.open(started(ID));
        shared.append(ID, 1, new Event.DriverTook("somebody else", T0), Optional.empty());

        assertThat(new Merge(own, shared).bring(ID, T0)).isEqualTo(new Merge.Result.Differs(2));
        assertThat(shared.read(ID)).hasSize(2);
    }

    private List<Event> writeAlone() {
        var cancel = new Verb.Cancel(new Actor("ana", "wrong Region"));
        var events = List.<Event>of(
                started(ID),
                new Event.DriverTook("laptop", T0),
                new Event.StepStarted(StepName.PREFLIGHT, T0),
                new Event.VerbGiven(cancel, T0),
                new Event.Ended(Outcome.CANCELLED, T0));
        own.open((Event.Started) events.getFirst());
        for (int index = 1; index < events.size(); index++) {
            own.append(ID, index, events.get(index), Optional.empty());
        }
        return events;
    }

    private static Event.Started started(ChangeoverId id) {
        return new Event.Started(Plans.graceful(id.value(), EAST, WEST), Plans.shop(), T0);
    }
}
