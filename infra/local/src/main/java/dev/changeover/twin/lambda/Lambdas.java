package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.RegionTime;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ssm.Functions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Lambda in every Region: functions, and their invocations. Functions and queued events outlive a dark Region. */
public final class Lambdas {
    /** Source: Invoke, Lambda API reference, read 2026-11-22; in bytes as Lambda's own refusal says them. */
    public static final int SYNCHRONOUS_BYTES_MAX = 6 << 20;

    public static final int EVENT_BYTES_MAX = 1 << 20;

    /** How a function is asked. {@code payload} is JSON, empty for none. */
    public record Call(String function, Optional<String> qualifier, String payload, Optional<String> clientContext) {
        public static Call of(String function, String payload) {
            return new Call(function, Optional.empty(), payload, Optional.empty());
        }
    }

    /** An event that Lambda gave up, and why. */
    public record Discarded(String function, String requestId, String why) {}

    private final Timeline timeline;
    private final Hosting hosting;
    private final Environments environments;
    private final EventQueue events;
    private final Map<Region, Map<String, LambdaFunction>> shelves = new HashMap<>();
    private long requests;

    public Lambdas(Timeline timeline, Regions regions, Hosting hosting) {
        this.timeline = timeline;
        this.hosting = hosting;
        this.environments = new Environments(timeline, regions, hosting);
        this.events = new EventQueue(new RegionTime(timeline, regions), hosting.terms());
    }

    /** Makes the function so, whether it was there or not. For whoever sets a twin up without the wire. */
    public FunctionVersion deploy(Region region, FunctionSpec spec) {
        return timeline.call(() -> {
            if (!shelf(region).containsKey(spec.name())) {
                return create(region, spec, false);
            }
            return update(region, spec.name(), Optional.empty(), _ -> spec);
        });
    }

    public FunctionVersion create(Region region, FunctionSpec spec, boolean publish) {
        return timeline.call(() -> {
            if (shelf(region).containsKey(spec.name())) {
                throw LambdaErrors.exists(spec.name());
            }
            var function = new LambdaFunction(region, spec, now());
            shelf(region).put(spec.name(), function);
            return publish ? function.publish(Optional.empty(), now()) : function.latest();
        });
    }

    /** In the order of their names. */
    public List<FunctionVersion> list(Region region) {
        return timeline.call(() ->
                shelf(region).values().stream().map(LambdaFunction::latest).toList());
    }

    public FunctionVersion function(Region region, String name, Optional<String> qualifier) {
        return at(region, name, qualifier, (function, parsed) -> function.version(parsed));
    }

    /** Changes what the next event will meet; what runs goes on as it began. */
    public FunctionVersion update(
            Region region, String name, Optional<String> revision, UnaryOperator<FunctionSpec> change) {
        return at(region, name, Optional.empty(), (function, _) -> {
            requireRevision(revision, function.latest().revision());
            function.update(change.apply(function.latest().spec()), now());
            environments.refresh(function);
            return function.latest();
        });
    }

    /** The whole function, or only the version that is named. */
    public void delete(Region region, String name, Optional<String> qualifier) {
        at(region, name, qualifier, (function, version) -> {
            if (version.isEmpty()) {
                function.delete();
                shelf(region).remove(function.name);
            } else {
                deleteVersion(function, version.get());
            }
            environments.refresh(function);
            return function;
        });
    }

    private static void deleteVersion(LambdaFunction function, String version) {
        if (version.equals(FunctionName.LATEST)) {
            throw LambdaErrors.invalid("$LATEST version cannot be deleted without deleting the function.");
        }
        if (function.aliases.values().stream().anyMatch(alias -> alias.version().equals(version))) {
            throw LambdaErrors.conflict("Version " + version + " is still named by an alias");
        }
        function.delete(function.version(Optional.of(version)));
    }

    /** Runs the function and tells its end, once, from any thread; {@link Outcome.Lost} if it dies with its Region. */
    public void invoke(Region region, Call call, Consumer<Ended> completion) {
        timeline.run(() -> {
            String payload = payload(call, SYNCHRONOUS_BYTES_MAX);
            at(region, call.function(), call.qualifier(), (function, qualifier) -> {
                start(function, qualifier, event(call, payload, region), completion);
                return function;
            });
        });
    }

    /** Queues an event and returns its request id. */
    public String send(Region region, Call call) {
        return at(region, call.function(), call.qualifier(), (function, qualifier) -> {
            String payload = payload(call, EVENT_BYTES_MAX);
            function.version(qualifier); // must be there now, and again at each attempt
            Sandboxes.Event event = event(call, payload, region);
            Supplier<LambdaFunction> there = () -> require(region, function.name);
            var way = new EventQueue.Way(
                    () -> there.get().terms(qualifier), completion -> start(there.get(), qualifier, event, completion));
            events.add(new EventQueue.Queued(region, function.name, event.requestId(), now(), way));
            return event.requestId();
        });
    }

    /** Refuses what {@link #invoke} would refuse, and runs nothing. */
    public FunctionVersion tryOut(Region region, Call call) {
        return at(region, call.function(), call.qualifier(), (function, qualifier) -> {
            payload(call, SYNCHRONOUS_BYTES_MAX);
            return function.version(qualifier);
        });
    }

    /** How many events are queued or being worked on. */
    public int queued(Region region) {
        return timeline.call(() -> events.count(region));
    }

    /** The last events given up in the Region. */
    public List<Discarded> discarded(Region region) {
        return timeline.call(() -> events.discarded().stream()
                .filter(event -> event.region().equals(region))
                .map(event -> new Discarded(event.function(), event.requestId(), event.why()))
                .toList());
    }

    /** How many sandboxes the Region has, busy or idle. */
    public int sandboxes(Region region) {
        return timeline.call(() -> environments.count(region));
    }

    /** What hangs on functions besides their code. */
    public Attachments attachments() {
        return new Attachments(this, hosting.terms());
    }

    /** The functions of the Region as Automation reaches them. */
    public Functions functions() {
        return new AutomationFunctions(this);
    }

    private void start(
            LambdaFunction function, Optional<String> qualifier, Sandboxes.Event event, Consumer<Ended> completion) {
        environments.start(
                function,
                function.version(qualifier),
                unreserved(function.region),
                new Environment.Run(event, completion));
    }

    private Sandboxes.Event event(Call call, String payload, Region region) {
        String id = UUID.nameUUIDFromBytes((region + "/invocation/" + requests++).getBytes(StandardCharsets.UTF_8))
                .toString();
        String arn =
                FunctionName.parse(region, call.function(), call.qualifier()).arn(region);
        return new Sandboxes.Event(id, arn, payload, call.clientContext(), Instant.MAX);
    }

    /** No payload is an empty object to the function. */
    private static String payload(Call call, int bytesMax) {
        if (call.payload().getBytes(StandardCharsets.UTF_8).length > bytesMax) {
            throw LambdaErrors.tooLarge(bytesMax);
        }
        if (call.payload().isBlank()) {
            return "{}";
        }
        try {
            JsonMapper.shared().readTree(call.payload());
            return call.payload();
        } catch (JacksonException malformed) {
            throw LambdaErrors.notJson(malformed.getOriginalMessage());
        }
    }

    /** What is left to functions that have no concurrency of their own. */
    int unreserved(Region region) {
        return hosting.terms().concurrency()
                - shelf(region).values().stream()
                        .mapToInt(function -> function.reserved.orElse(0))
                        .sum();
    }

    /** What is done with a function and the qualifier it was named with. */
    interface Use<T> {
        T with(LambdaFunction function, Optional<String> qualifier);
    }

    <T> T at(Region region, String name, Optional<String> qualifier, Use<T> use) {
        return timeline.call(() -> {
            FunctionName parsed = FunctionName.parse(region, name, qualifier);
            if (!shelf(region).containsKey(parsed.name())) {
                throw LambdaErrors.notFound(parsed.arn(region));
            }
            return use.with(require(region, parsed.name()), parsed.qualifier());
        });
    }

    static void requireRevision(Optional<String> asked, String present) {
        if (asked.isPresent() && !asked.get().equals(present)) {
            throw LambdaErrors.stale();
        }
    }

    Instant now() {
        return timeline.now();
    }

    private LambdaFunction require(Region region, String name) {
        return Optional.ofNullable(shelf(region).get(name))
                .orElseThrow(() -> LambdaErrors.notFound(FunctionName.arn(region, name)));
    }

    private Map<String, LambdaFunction> shelf(Region region) {
        return shelves.computeIfAbsent(region, _ -> new TreeMap<>());
    }
}
