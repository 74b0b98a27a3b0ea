package dev.changeover.conformance;

import dev.changeover.core.model.Region;
import dev.changeover.twin.ssm.Functions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A step function that keeps its contract and moves nothing: how a changeover fares is in its name. */
final class ScriptedFunction implements Functions {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @Override
    public void invoke(Region region, Invocation invocation, Consumer<Answer> completion) {
        JsonNode request = JSON.readTree(invocation.payload());
        String changeover = request.get("changeover").asString();
        String step = request.has("step") ? request.get("step").asString() : "";
        boolean here = step.equals("SwitchDatabase");
        if (here && changeover.endsWith("waits")) {
            return; // its turns have not ended yet
        }
        if (request.has("closing")) {
            answer(
                    completion,
                    "ended",
                    "The journal has it: " + request.get("closing").asString() + ".");
        } else if (here && changeover.endsWith("halts")) {
            answer(completion, "halted", "The writer is in eu-west-1; only a person can go on.");
        } else if (here && asked.add(changeover)) {
            answer(completion, "wait", "The database is moving.");
        } else {
            answer(completion, "done", step + " is done.");
        }
    }

    private static void answer(Consumer<Answer> completion, String state, String said) {
        String payload = JSON.writeValueAsString(Map.of("state", state, "said", said));
        completion.accept(new Answer.Returned(200, payload, Optional.empty()));
    }
}
