package dev.changeover.documents;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ssm.Functions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A step function that keeps to the contract as a test tells it to; untold, it says at once that all is done. */
final class StepFunction implements Functions {
    /** How long a slow answer takes; shorter than a step's timeout. */
    static final Duration SLOW = Duration.ofSeconds(10);

    /** What it does when asked for one step, phase or closing. {@code asked} counts from 1. */
    interface Manner {
        void answer(int asked, Reply reply);
    }

    /** Where an answer goes. */
    final class Reply {
        private final JsonNode request;
        private final Consumer<Answer> completion;

        private Reply(JsonNode request, Consumer<Answer> completion) {
            this.request = request;
            this.completion = completion;
        }

        void state(String state) {
            payload(Map.of("state", state, "said", key(request) + " is " + state, "changeover", "child-of-the-drill"));
        }

        void payload(Map<String, String> members) {
            completion.accept(new Answer.Returned(200, JSON.writeValueAsString(members), Optional.empty()));
        }

        void error() {
            completion.accept(new Answer.Returned(200, "{\"errorMessage\":\"no\"}", Optional.of("Unhandled")));
        }

        void later(Runnable what) {
            timeline.after(SLOW, what);
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Timeline timeline;
    private final Map<String, Manner> manners = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final List<JsonNode> requests = new ArrayList<>();

    StepFunction(Timeline timeline) {
        this.timeline = timeline;
    }

    /** {@code key} is a step's name, a drill's phase or a closing. */
    StepFunction when(String key, Manner manner) {
        manners.put(key, manner);
        return this;
    }

    StepFunction says(String key, String state) {
        return when(key, (_, reply) -> reply.state(state));
    }

    StepFunction isSlowAt(String key) {
        return when(key, (_, reply) -> reply.later(() -> reply.state("done")));
    }

    List<JsonNode> requests() {
        return requests;
    }

    /** The closings it was told of, in order. */
    List<String> closings() {
        return requests.stream()
                .filter(request -> request.has("closing"))
                .map(StepFunction::key)
                .toList();
    }

    @Override
    public void invoke(Region region, Invocation invocation, Consumer<Answer> completion) {
        JsonNode request = JSON.readTree(invocation.payload());
        requests.add(request);
        String key = key(request);
        int times = asked.merge(key, 1, Integer::sum);
        manners.getOrDefault(key, (_, reply) -> reply.state("done")).answer(times, new Reply(request, completion));
    }

    private static String key(JsonNode request) {
        return List.of("closing", "step", "phase").stream()
                .filter(request::has)
                .map(name -> request.get(name).asString())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the request is for nothing: " + request));
    }
}
