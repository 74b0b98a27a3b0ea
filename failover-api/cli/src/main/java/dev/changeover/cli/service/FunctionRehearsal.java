package dev.changeover.cli.service;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.FunctionVersion;
import dev.changeover.twin.lambda.Outcome;
import dev.changeover.twin.lambda.Sandboxes;
import dev.changeover.twin.lambda.process.ProcessSandboxes;
import dev.changeover.twin.world.TwinTrouble;
import dev.changeover.view.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Has the step function drive a changeover in a twin without databases, for the start-up cache that its process leaves
 * when it ends. Where a shop would have to write, a person skips the step.
 */
public final class FunctionRehearsal {
    private static final ChangeoverId ID = new ChangeoverId("rehearsal-of-functions");
    private static final Actor PERSON = new Actor("rehearsal", "there is no database");
    private static final String EXECUTION = "rehearsal";

    /** What cannot be satisfied here, and so halts after {@link #PATIENCE}. */
    private static final List<StepName> HALTING = List.of(StepName.VERIFY_WRITABLE, StepName.VERIFY_TRAFFIC);

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** For a start and a step on a busy machine. */
    private static final Duration ANSWER_MAX = Duration.ofMinutes(1);

    /** Writing the cache is another run of Java over all that was loaded. */
    private static final Duration END_MAX = Duration.ofMinutes(2);

    private final FunctionImage image;
    private final TwinService service;
    private final ApplicationPlan plan;

    public FunctionRehearsal(FunctionImage image, TwinService service, ApplicationPlan plan) {
        this.image = image;
        this.service = service;
        this.plan = plan;
    }

    /** Leaves the cache in the image; {@code folder} is for what is thrown away. */
    public void run(Journal journal, Path folder) throws IOException {
        Path draft = folder.resolve("functions.aot");
        var region = plan.secondary().region();
        FunctionSpec spec = new Deployment(service.account(), image.training(draft), service.providers()).step(region);
        var version = new FunctionVersion(region, "$LATEST", spec, Instant.now(), EXECUTION);
        var log = folder.resolve(Path.of("logs", "lambda", region.code(), version.name() + ".log"));
        URI gateway = URI.create("http://127.0.0.1:" + service.account().ports().gateway());
        journal.open(new Event.Started(request(), impatient(), Instant.now()));
        try (var sandboxes = ProcessSandboxes.open(folder, gateway)) {
            var told = new Told(log);
            Sandboxes.Sandbox sandbox = sandboxes.open(version, told);
            told.next();
            for (StepName step :
                    Fold.of(journal.read(ID)).steps().stream().map(Step::name).toList()) {
                tell(sandbox, told, version, Json.object("step", step.toString()));
                if (HALTING.contains(step)) {
                    skip(journal);
                }
            }
            tell(sandbox, told, version, Json.object("closing", "Success"));
            end(sandboxes.pids(region, version.name()).getFirst());
        }
        if (!Files.isRegularFile(draft)) {
            throw new TwinTrouble("the functions' rehearsal left no start-up cache");
        }
        image.keep(draft);
    }

    private ChangeoverRequest request() {
        return new ChangeoverRequest(
                ID,
                plan.primary().region(),
                plan.secondary().region(),
                Mode.GRACEFUL,
                PERSON,
                Optional.empty(),
                Arrays.stream(Finding.Code.values()).map(Enum::name).collect(Collectors.toSet()),
                List.of());
    }

    private ApplicationPlan impatient() {
        return plan.within(new Timeouts(
                plan.timeouts().connect(),
                plan.timeouts().call(),
                HALTING.stream().collect(Collectors.toMap(StepName::toString, _ -> PATIENCE))));
    }

    private static void skip(Journal journal) {
        int length = journal.read(ID).size();
        var skip = new Event.VerbGiven(new Verb.Skip(PERSON), Instant.now());
        journal.append(ID, length, skip, Optional.empty());
    }

    /** One event, until it is answered and the next is asked for. */
    private static void tell(Sandboxes.Sandbox sandbox, Told told, FunctionVersion function, Map<String, Object> what)
            throws IOException {
        Map<String, Object> payload = new LinkedHashMap<>(what);
        payload.put("changeover", ID.value());
        payload.put("execution", EXECUTION);
        Instant deadline = Instant.now().plus(function.spec().terms().timeout());
        sandbox.run(new Sandboxes.Event(
                UUID.randomUUID().toString(), function.arn(), Json.line(payload), Optional.empty(), deadline));
        told.next();
        told.next();
    }

    /** In order, so that it writes what it was started for. */
    private static void end(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroy();
        try {
            process.onExit().get(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            throw new TwinTrouble("the functions' rehearsal did not end within " + END_MAX, stuck);
        } catch (InterruptedException stopped) {
            throw new TwinTrouble("interrupted", stopped);
        }
    }

    /** What the process tells, in the order it does. */
    private static final class Told implements Sandboxes.Listener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();
        private final Path log;

        Told(Path log) {
            this.log = log;
        }

        void next() throws IOException {
            try {
                String what = all.poll(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
                if (what == null || !what.isEmpty()) {
                    throw new TwinTrouble("the functions' rehearsal failed: "
                            + (what == null ? "no answer" : what)
                            + (Files.exists(log) ? "; the function said:\n" + Files.readString(log) : ""));
                }
            } catch (InterruptedException stopped) {
                throw new TwinTrouble("interrupted", stopped);
            }
        }

        @Override
        public void ready() {
            all.add("");
        }

        @Override
        public void ended(String requestId, Outcome outcome) {
            all.add("");
        }

        @Override
        public void unusable(String error) {
            all.add(error);
        }

        @Override
        public void exited(int status) {
            all.add("it ended with " + status);
        }
    }
}
