package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.RegionTime;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Automation in every Region. An execution runs in the Region it was started in, and stands still while that Region is
 * dark.
 */
public final class Automation {
    /** The quotas of "Systems Manager endpoints and quotas", AWS General Reference, read 2026. */
    static final int RUNNING_MAX = 100;

    static final int QUEUED_MAX = 5000;
    static final Duration HISTORY = Duration.ofDays(30);

    private static final Pattern TOKEN =
            Pattern.compile("[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}");

    /** What Automation stands on. {@code functions} and {@code calls} reach the other services of the Region. */
    public record Ground(Timeline timeline, Regions regions, Functions functions, AwsCalls calls) {}

    /** One Region's executions, in the order they were started. */
    private static final class Desk {
        final Map<String, Runner> runners = new LinkedHashMap<>();
        final Map<String, String> idByToken = new HashMap<>();

        long having(boolean begun) {
            return runners.values().stream()
                    .map(runner -> runner.execution.status)
                    .filter(status -> !status.isEnd() && begun == (status != AutomationStatus.Pending))
                    .count();
        }
    }

    private final Timeline timeline;
    private final RegionTime time;
    private final Actions actions;
    private final Documents documents;
    private final Shelf shelf;
    private final Map<Region, Desk> desks = new HashMap<>();
    private long started;

    /** What was under way when the shelf was last written goes on. */
    public Automation(Ground ground, Documents documents, Shelf shelf) {
        this.timeline = ground.timeline();
        this.time = new RegionTime(timeline, ground.regions());
        this.actions = new Actions(ground.functions(), ground.calls());
        this.documents = documents;
        this.shelf = shelf;
        timeline.run(this::resume);
    }

    private record Shelved(Region region, KeptExecution execution) {}

    private void resume() {
        shelf.all(Shelf.Kind.EXECUTIONS).stream()
                .map(entry -> new Shelved(entry.region(), KeptExecution.read(entry.content())))
                .sorted(Comparator.comparingLong(shelved -> shelved.execution().order()))
                .forEach(this::resume);
        List.copyOf(desks.keySet()).forEach(this::beginQueued);
    }

    private void resume(Shelved shelved) {
        KeptExecution kept = shelved.execution();
        Region region = shelved.region();
        Desk desk = desk(region);
        Runner runner = runner(desk, kept.execution(region, time::now), kept.order());
        started = Math.max(started, kept.order() + 1);
        kept.request().token().map(Automation::token).ifPresent(token -> desk.idByToken.put(token, kept.id()));
        if (!kept.status().isEnd() && kept.status() != AutomationStatus.Pending) {
            runner.resume(kept.standing());
        }
    }

    private Runner runner(Desk desk, Execution execution, long order) {
        var runner = new Runner(execution, time, actions, new Runner.Rim() {
            @Override
            public void changed(Runner changed) {
                keep(changed, order);
            }

            @Override
            public void ended() {
                beginQueued(execution.region);
            }
        });
        desk.runners.put(execution.id, runner);
        return runner;
    }

    private void keep(Runner runner, long order) {
        Execution execution = runner.execution;
        shelf.keep(
                Shelf.Kind.EXECUTIONS,
                execution.region,
                execution.id,
                () -> KeptExecution.of(execution, order, runner.standing()).json());
    }

    /** Returns the execution's id; the same id again for the same token and the same request. */
    public String start(Region region, StartRequest request) {
        return timeline.call(() -> {
            Desk desk = desk(region);
            Optional<String> token = request.token().map(Automation::token);
            Optional<Runner> before = token.map(desk.idByToken::get).map(desk.runners::get);
            if (before.isPresent()) {
                return repeated(before.get().execution, request);
            }
            DocumentView document = document(region, request);
            if (desk.having(false) >= QUEUED_MAX) {
                throw SsmFaults.executions("The queue of " + QUEUED_MAX + " executions is full.");
            }
            long order = started++;
            String id = UUID.nameUUIDFromBytes((region + "/automation/" + order).getBytes(StandardCharsets.UTF_8))
                    .toString();
            var identity = new Execution.Identity(id, region, time.now());
            Runner runner = runner(desk, new Execution(identity, time::now, request, document), order);
            token.ifPresent(sent -> desk.idByToken.put(sent, id));
            beginQueued(region);
            runner.changed();
            return id;
        });
    }

    /** Tokens do not tell upper from lower case. */
    private static String token(String sent) {
        if (!TOKEN.matcher(sent).matches()) {
            throw SsmFaults.validation("The ClientToken " + sent + " is not a UUID of 36 characters.");
        }
        return sent.toLowerCase(Locale.ROOT);
    }

    private static String repeated(Execution before, StartRequest request) {
        StartRequest first = before.request;
        if (!first.document().equals(request.document())
                || !first.version().equals(request.version())
                || !first.parameters().equals(request.parameters())
                || first.mode() != request.mode()) {
            throw SsmFaults.tokenTaken();
        }
        return before.id;
    }

    private DocumentView document(Region region, StartRequest request) {
        try {
            return documents.view(region, request.document(), new Documents.Which(request.version(), Optional.empty()));
        } catch (AwsError unknown) {
            throw unknown.code().equals("InvalidDocumentVersion")
                    ? SsmFaults.noDefinitionVersion(
                            request.document(), request.version().orElse("$DEFAULT"))
                    : SsmFaults.noDefinition(request.document());
        }
    }

    private void beginQueued(Region region) {
        Desk desk = desk(region);
        desk.runners.values().stream()
                .filter(runner -> runner.execution.status == AutomationStatus.Pending)
                .limit(Math.max(0, RUNNING_MAX - desk.having(true)))
                .toList()
                .forEach(Runner::begin);
    }

    public ExecutionView view(Region region, String id) {
        return timeline.call(() -> ExecutionView.of(runner(region, id).execution));
    }

    /** Newest first. */
    public List<ExecutionView> all(Region region) {
        return timeline.call(() -> {
            forgetOld(region);
            return List.copyOf(desk(region).runners.values()).reversed().stream()
                    .map(runner -> ExecutionView.of(runner.execution))
                    .toList();
        });
    }

    public void signal(Region region, String id, Signal signal) {
        timeline.run(() -> {
            Runner runner = runner(region, id);
            if (runner.execution.status.isEnd()) {
                throw SsmFaults.signal("Automation execution " + id + " has ended: " + runner.execution.status + ".");
            }
            runner.signal(signal);
            runner.changed();
        });
    }

    public void stop(Region region, String id, StopKind kind) {
        timeline.run(() -> {
            Runner runner = runner(region, id);
            if (runner.execution.status.isEnd()) {
                throw SsmFaults.ended(id, runner.execution.status);
            }
            switch (kind) {
                case Complete -> runner.complete();
                case Cancel -> runner.cancel();
            }
            runner.changed();
        });
    }

    private Runner runner(Region region, String id) {
        forgetOld(region);
        return Optional.ofNullable(desk(region).runners.get(id)).orElseThrow(() -> SsmFaults.noExecution(id));
    }

    private void forgetOld(Region region) {
        Instant oldest = timeline.now().minus(HISTORY);
        Desk desk = desk(region);
        List<String> old = desk.runners.values().stream()
                .map(runner -> runner.execution)
                .filter(execution ->
                        execution.ended.filter(at -> at.isBefore(oldest)).isPresent())
                .map(execution -> execution.id)
                .toList();
        for (String id : old) {
            desk.runners.remove(id);
            shelf.drop(Shelf.Kind.EXECUTIONS, region, id);
        }
    }

    private Desk desk(Region region) {
        return desks.computeIfAbsent(region, _ -> new Desk());
    }
}
