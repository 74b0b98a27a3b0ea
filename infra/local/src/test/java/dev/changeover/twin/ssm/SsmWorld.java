package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Automation in virtual time, with functions and services whose answers a test chooses. */
final class SsmWorld {
    static final Region EAST = Regions.US_EAST_1;
    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    final Timeline timeline;
    final Regions regions;
    final SystemsManager ssm;

    /** What was asked of functions, in order; {@code answerTo} says when and what each answers. */
    final List<Functions.Invocation> invocations = new ArrayList<>();

    final Map<String, Consumer<Consumer<Functions.Answer>>> answers = new HashMap<>();
    final List<AwsCalls.Request> requests = new ArrayList<>();
    Map<String, Object> serviceSays = Map.of();

    SsmWorld() {
        this(BEGIN, Shelf.none());
    }

    SsmWorld(Instant begin, Shelf shelf) {
        this.timeline = Timeline.virtual(begin);
        this.regions = new Regions(timeline);
        this.ssm = SystemsManager.on(new Automation.Ground(timeline, regions, this::invoke, this::call), shelf);
    }

    private void invoke(Region region, Functions.Invocation invocation, Consumer<Functions.Answer> completion) {
        invocations.add(invocation);
        answers.getOrDefault(invocation.function(), _ -> {}).accept(completion);
    }

    private void call(Region region, AwsCalls.Request request, Consumer<AwsCalls.Outcome> completion) {
        requests.add(request);
        completion.accept(
                serviceSays.isEmpty()
                        ? new AwsCalls.Outcome.Refused(
                                new AwsError("DBClusterNotFoundFault", 404, "There is no such cluster."))
                        : new AwsCalls.Outcome.Answered(serviceSays));
    }

    /** From now on the function answers so, at once. */
    SsmWorld answering(String function, String payload) {
        answers.put(function, completion -> completion.accept(returned(payload)));
        return this;
    }

    SsmWorld answeringAfter(Duration delay, String function, String payload) {
        answers.put(function, completion -> timeline.after(delay, () -> completion.accept(returned(payload))));
        return this;
    }

    SsmWorld failing(String function) {
        answers.put(
                function,
                completion -> completion.accept(
                        new Functions.Answer.Returned(200, "{\"errorMessage\":\"no\"}", Optional.of("Unhandled"))));
        return this;
    }

    static Functions.Answer returned(String payload) {
        return new Functions.Answer.Returned(200, payload, Optional.empty());
    }

    SsmWorld document(String name, String yaml) {
        ssm.documents().create(EAST, Documents.Content.yaml(name, yaml), Map.of());
        return this;
    }

    /** Starts it and lets everything happen that takes no time. */
    String start(String document, Map<String, List<String>> parameters) {
        String id = ssm.automation().start(EAST, StartRequest.of(document, parameters));
        settle();
        return id;
    }

    /** A document of these steps alone, started. */
    String run(String steps) {
        return document("Doc", "schemaVersion: '0.3'\nmainSteps:\n" + steps).start("Doc", Map.of());
    }

    void settle() {
        timeline.advance(Duration.ZERO);
    }

    void pass(Duration time) {
        timeline.advance(time);
    }

    ExecutionView see(String id) {
        return ssm.automation().view(EAST, id);
    }

    AutomationStatus status(String id) {
        return see(id).status();
    }

    AutomationStatus status(String id, String step) {
        return see(id).step(step).orElseThrow().status();
    }

    void signal(String id, Signal signal) {
        ssm.automation().signal(EAST, id, signal);
        settle();
    }
}
