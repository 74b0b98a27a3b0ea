package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.changeover.core.journal.Event;
import dev.changeover.core.step.StepName;
import dev.changeover.view.EventWords;
import dev.changeover.view.Ink;
import dev.changeover.view.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What one invocation tells CloudWatch: log lines as JSON with the keys of Powertools for AWS Lambda, so that the same
 * queries find them, and metrics in the embedded metric format. Told by events and sentences of ours alone; what a
 * function was sent is never written.
 */
final class Telemetry {
    static final String NAMESPACE = "Changeover";
    private static final EventWords WORDS = new EventWords(new Ink(false, false));
    private static final AtomicBoolean COLD = new AtomicBoolean(true);

    private final Consumer<String> out;
    private final InstantSource clock;
    private final Map<String, Object> keys = new LinkedHashMap<>();

    private Telemetry(Consumer<String> out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Of the invocation that {@code context} tells of. */
    static Telemetry of(Equipment equipment, Context context) {
        return of(equipment.log(), equipment.time()::now, context);
    }

    static Telemetry of(Consumer<String> out, InstantSource clock, Context context) {
        var telemetry = new Telemetry(out, clock);
        telemetry.keys.put("service", "changeover");
        telemetry.keys.put("function_name", String.valueOf(context.getFunctionName()));
        telemetry.keys.put("function_version", String.valueOf(context.getFunctionVersion()));
        telemetry.keys.put("function_request_id", String.valueOf(context.getAwsRequestId()));
        telemetry.keys.put("cold_start", COLD.getAndSet(false));
        return telemetry;
    }

    /** A key that every line has from now on. */
    Telemetry with(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    void info(String message) {
        line("INFO", message);
    }

    void warn(String message) {
        line("WARN", message);
    }

    private void line(String level, String message) {
        Map<String, Object> line = Json.object("level", level, "message", message, "timestamp", clock.instant());
        line.putAll(keys);
        out.accept(Json.line(line));
    }

    /** An event of the changeover that this invocation wrote. */
    void event(Event event) {
        EventWords.step(event).ifPresent(step -> keys.put("step", step.toString()));
        String said = WORDS.of(event);
        if (event instanceof Event.StepHalted) {
            warn(said);
        } else {
            info(said);
        }
    }

    /** How often this invocation took a turn. */
    void turns(int turns) {
        if (turns > 0) {
            metric("Turns", "Count", turns, List.of("application"));
        }
    }

    /** A step has come to its end, so long after its first start. */
    void stepTook(StepName step, Duration length) {
        keys.put("step", step.toString());
        metric("StepDuration", "Milliseconds", length.toMillis(), List.of("application", "step"));
    }

    /** A step needs a person. */
    void halted(StepName step) {
        keys.put("step", step.toString());
        metric("Halts", "Count", 1, List.of("application", "step"));
    }

    /** What a look at an application's readiness found. */
    void readiness(long blocking, long findings) {
        metric("ReadinessBlocking", "Count", blocking, List.of("application"));
        metric("ReadinessFindings", "Count", findings, List.of("application"));
    }

    /** An alarm's event started a changeover, or did not. */
    void alarm(boolean started) {
        metric(started ? "AlarmStarts" : "AlarmRefusals", "Count", 1, List.of("application"));
    }

    /** CloudWatch reads the metric out of the line; the other keys come with it and can be searched. */
    private void metric(String name, String unit, long value, List<String> dimensions) {
        var definition = Map.of(
                "Namespace",
                NAMESPACE,
                "Dimensions",
                List.of(dimensions),
                "Metrics",
                List.of(Map.of("Name", name, "Unit", unit)));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(definition)));
        line.putAll(keys);
        line.put(name, value);
        out.accept(Json.line(line));
    }
}
