package dev.changeover.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.drive.Drivers;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody is asked to drive as often as needed, and no more often. */
class HiringsTest {
    private static final Instant START = Instant.parse("2026-11-21T21:11:40Z");
    private final List<Integer> attempts = new ArrayList<>();
    private Instant now = START;
    private final MemoryJournal journal = new MemoryJournal();
    private final Hirings hirings = new Hirings(
            new Unreachable(), journal, new Chronicle(journal, () -> now, Runnable::run), () -> now, Runnable::run);

    private final class Unreachable implements Drivers {
        @Override
        public Hiring hire(ApplicationPlan plan, ChangeoverId id, Region in, int attempt) {
            attempts.add(attempt);
            return new Hiring.Nobody(List.of(new PortFailure(PortFailure.Code.UNREACHABLE, "SSM does not answer")));
        }

        @Override
        public void approved(ApplicationPlan plan, ChangeoverId id, Region in) {
            throw new UnsupportedOperationException("nobody approves here");
        }
    }

    private Told told(Event... more) throws IOException {
        try (InputStream in = PlanFile.class.getResourceAsStream("/dev/changeover/http/shop.plan.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            ApplicationPlan plan = ((PlanFile.Reading.Valid) PlanFile.parse(text, "shop.plan.yaml")).plan();
            var request = new ChangeoverRequest(
                    new ChangeoverId("shop-12345678"),
                    plan.primary().region(),
                    plan.secondary().region(),
                    Mode.GRACEFUL,
                    new Actor("operator", "a test"),
                    Optional.empty(),
                    Set.of(),
                    List.of());
            List<Event> events = new ArrayList<>(List.of(new Event.Started(request, plan, START)));
            events.addAll(List.of(more));
            return new Told(Fold.of(events), events, now);
        }
    }

    @Test
    void whileNobodyDrivesAReaderAsksAgainAfterAWhile() throws IOException {
        hirings.hire(told());
        hirings.lookAfter(told());
        now = START.plus(Duration.ofSeconds(5));
        hirings.lookAfter(told());
        assertThat(attempts).containsExactly(0);
        now = START.plus(Duration.ofSeconds(11));
        hirings.lookAfter(told());
        hirings.lookAfter(told());
        assertThat(attempts).containsExactly(0, 0);
    }

    @Test
    void aDriverIsReplacedOnlyWhenItsLeaseHasLongRunOut() throws IOException {
        Told told = told(new Event.DriverTook("ssm/1", START));
        journal.open((Event.Started) told.events().getFirst());
        journal.lease(told.id(), "ssm/1", START, Duration.ofMinutes(4));
        journal.append(told.id(), 1, told.events().getLast(), Optional.empty());

        now = START.plus(Duration.ofMinutes(5));
        hirings.lookAfter(told);
        assertThat(attempts).as("a minute after it ran out").isEmpty();

        now = START.plus(Duration.ofMinutes(7));
        hirings.lookAfter(told);
        assertThat(attempts).as("three minutes after it ran out").containsExactly(1);
        assertThat(journal.read(told.id())).hasAtLeastOneElementOfType(Event.DriverLeft.class);
    }

    @Test
    void oneThatLeftIsReplacedByAnother() throws IOException {
        now = START.plus(Duration.ofMinutes(5));
        hirings.lookAfter(told(
                new Event.DriverTook("ssm/1", START),
                new Event.DriverLeft("ssm/1", "the execution was stopped", START)));
        assertThat(attempts).containsExactly(1);
    }
}
