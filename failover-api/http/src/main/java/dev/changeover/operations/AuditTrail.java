package dev.changeover.operations;

import dev.changeover.core.audit.AuditEntry;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who did what. The journals know every start and every word, by whatever door it came; the log knows what came through
 * this API, from where, and what was refused.
 */
public final class AuditTrail {
    /** A page shows the last days; older changeovers are found by their own reports. */
    private static final int CHANGEOVERS_MAX = 50;

    /** The log's time is taken when the answer leaves, the journal's when the word was written: a few calls apart. */
    private static final Duration APART_MAX = Duration.ofSeconds(30);

    private final Operations operations;

    public AuditTrail(Operations operations) {
        this.operations = operations;
    }

    /** Newest first. */
    public List<AuditEntry> newest(Optional<ApplicationName> application, int limit) {
        List<AuditEntry> logged = operations.boards().audit().newest(application, limit);
        Stream<AuditEntry> told = operations.plans().all().stream()
                .map(ApplicationPlan::name)
                .filter(name -> application.isEmpty() || application.get().equals(name))
                .flatMap(this::told)
                .filter(entry -> logged.stream().noneMatch(known -> same(known, entry)));
        return Stream.concat(logged.stream(), told)
                .sorted(Comparator.comparing(AuditEntry::at).reversed())
                .limit(limit)
                .toList();
    }

    private Stream<AuditEntry> told(ApplicationName application) {
        List<ChangeoverId> history = operations.history(application).value();
        return history.subList(Math.max(0, history.size() - CHANGEOVERS_MAX), history.size()).stream()
                .flatMap(id -> operations.glance(id).stream())
                .flatMap(told -> entries(application, told).stream());
    }

    private static List<AuditEntry> entries(ApplicationName application, Told told) {
        List<AuditEntry> entries = new ArrayList<>();
        for (Event event : told.events()) {
            switch (event) {
                case Event.Started(var request, var _, var at) ->
                    entries.add(entry(application, told.id(), request.by(), "start", at));
                case Event.VerbGiven(var verb, var at) ->
                    entries.add(entry(application, told.id(), verb.by(), act(verb), at));
                default -> {
                    // Nobody did that.
                }
            }
        }
        return entries;
    }

    private static String act(Verb verb) {
        return Words.of(verb).split(" ", 2)[0];
    }

    private static AuditEntry entry(ApplicationName application, ChangeoverId id, Actor by, String act, Instant at) {
        return new AuditEntry(
                at,
                new AuditEntry.Who(by.who(), Optional.empty(), Optional.empty()),
                act,
                Optional.of(application),
                Optional.of(id.value()),
                by.reason(),
                AuditEntry.Change.NONE,
                "done");
    }

    private static boolean same(AuditEntry logged, AuditEntry told) {
        return logged.outcome().equals("done")
                && logged.changeover().equals(told.changeover())
                && logged.act().equals(told.act())
                && logged.who().name().equals(told.who().name())
                && Duration.between(told.at(), logged.at()).abs().compareTo(APART_MAX) < 0;
    }
}
