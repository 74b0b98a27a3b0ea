package dev.changeover.core.run;

import static dev.changeover.core.Plans.EAST;
import static dev.changeover.core.Plans.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DesertedTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ChangeoverId ID = new ChangeoverId("deserted");
    private static final Duration LEASE = Duration.ofSeconds(46);

    private final Journal journal = new MemoryJournal();

    @Test
    void writesDownThatADriverDied() {
        begin(new Event.StepStarted(StepName.PREFLIGHT, T0));
        Instant late = T0.plus(LEASE).plus(Deserted.AFTER);

        assertThat(Deserted.note(journal, ID, late.minusMillis(1))).isFalse();
        assertThat(Deserted.note(journal, ID, late)).isTrue();
        assertThat(Fold.of(journal.read(ID)).driver()).isEmpty();
        assertThat(Deserted.note(journal, ID, late)).as("said once").isFalse();
    }

    @Test
    void leavesAloneWhoeverWaitsForASecondPerson() {
        begin(
                new Event.StepStarted(StepName.PREFLIGHT, T0),
                new Event.StepSatisfied(StepName.PREFLIGHT, "nothing found", T0),
                new Event.StepStarted(StepName.APPROVE, T0),
                new Event.WaitBegan(StepName.APPROVE, WaitReason.APPROVAL_NEEDED, "nobody yet", T0));

        assertThat(Deserted.note(journal, ID, T0.plus(Duration.ofHours(1)))).isFalse();
    }

    private void begin(Event... events) {
        journal.open(new Event.Started(Plans.graceful(ID.value(), EAST, WEST), Plans.needingApproval(), T0));
        journal.lease(ID, "ssm/4f0a", T0, LEASE);
        append(new Event.DriverTook("ssm/4f0a", T0));
        for (Event event : events) {
            append(event);
        }
    }

    private void append(Event event) {
        assertThat(journal.append(ID, journal.read(ID).size(), event, Optional.empty()))
                .isEqualTo(new Journal.Appending.Appended());
    }
}
