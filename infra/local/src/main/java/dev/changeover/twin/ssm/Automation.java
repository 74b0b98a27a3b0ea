package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.RegionTime;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    private final Map<Region, Desk> desks = new HashMap<>();
    private long started;

    public Automation(Ground ground, Documents documents) {
        this.timeline = ground.timeline();
        this.time = new RegionTime(timeline, ground.regions());
        this.actions = new Actions(ground.functions(), ground.calls());
        this.documents = documents;
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
            String id = UUID.nameUUIDFromBytes((region + "/automation/" + started++).getBytes(StandardCharsets.UTF_8))
                    .toString();
            var execution = new Execution(id, region, time::now, request, document);
            desk.runners.put(id, new Runner(execution, time, actions, () -> beginQueued(region)));
            token.ifPresent(sent -> desk.idByToken.put(sent, id));
            beginQueued(region);
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
        });
    }

    private Runner runner(Region region, String id) {
        forgetOld(region);
        return Optional.ofNullable(desk(region).runners.get(id)).orElseThrow(() -> SsmFaults.noExecution(id));
    }

    private void forgetOld(Region region) {
        Instant oldest = timeline.now().minus(HISTORY);
        desk(region)
                .runners
                .values()
                .removeIf(runner ->
                        runner.execution.ended.filter(at -> at.isBefore(oldest)).isPresent());
    }

    private Desk desk(Region region) {
        return desks.computeIfAbsent(region, _ -> new Desk());
    }
}
