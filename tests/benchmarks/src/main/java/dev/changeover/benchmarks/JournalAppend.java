package dev.changeover.benchmarks;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import dev.changeover.journal.FileJournal;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How long the file journal takes: to open a changeover, to take a lease, to append an event durably, to read a
 * changeover of 30 events. Takes the number of changeovers.
 */
public final class JournalAppend {
    private static final int CHANGEOVERS_DEFAULT = 20;

    /** As many as a changeover usually writes. */
    private static final int EVENTS = 30;

    private static final Duration LEASE = Duration.ofMinutes(1);

    private JournalAppend() {}

    public static void main(String[] arguments) throws IOException {
        int changeovers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CHANGEOVERS_DEFAULT;
        Place.printMachine();
        var figures = new Figures();
        try (var place = new Place()) {
            ApplicationPlan plan = plan();
            for (int number = 0; number < changeovers; number++) {
                // A journal of its own: an application has one live changeover at a time.
                changeover(figures, new FileJournal(place.folder("journal-" + number)), plan);
            }
        }
        figures.print();
    }

    private static void changeover(Figures figures, Journal journal, ApplicationPlan plan) {
        var id = new ChangeoverId("benchmark");
        var request = new ChangeoverRequest(
                id,
                plan.primary().region(),
                plan.secondary().region(),
                Mode.GRACEFUL,
                new Actor("benchmark", "a measurement"),
                Optional.empty(),
                Set.of(),
                List.of());
        long from = System.nanoTime();
        journal.open(new Event.Started(request, plan, Instant.now()));
        figures.since("open", from);
        from = System.nanoTime();
        var lease = ((Journal.Leasing.Taken) journal.lease(id, "benchmark", Instant.now(), LEASE)).lease();
        figures.since("take a lease", from);
        journal.append(id, 1, new Event.StepStarted(StepName.PREFLIGHT, Instant.now()), Optional.of(lease));
        for (int event = 2; event < EVENTS; event++) {
            from = System.nanoTime();
            var waits = new Event.WaitBegan(StepName.PREFLIGHT, WaitReason.REPLY_LOST, "no answer", Instant.now());
            journal.append(id, event, waits, Optional.of(lease));
            figures.since("append", from);
        }
        from = System.nanoTime();
        journal.read(id);
        figures.since("read " + EVENTS + " events", from);
    }

    /** The plan the command line rehearses with. */
    private static ApplicationPlan plan() throws IOException {
        try (InputStream in =
                PlanFile.class.getClassLoader().getResourceAsStream("dev/changeover/cli/command/rehearsal.plan.yaml")) {
            return switch (PlanFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "rehearsal")) {
                case PlanFile.Reading.Valid(var plan) -> plan;
                case PlanFile.Reading.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
            };
        }
    }
}
